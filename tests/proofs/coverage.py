"""P11: how much of the core its own tests run, by Clang's source-based coverage.

    coverage.py [--build FOLDER] [--kept]      build, run the C++ suite, report; --kept reports on the last run

Counted are the lines and branches of libcode/src and libcode/include; a branch is one outcome of one condition, as
`llvm-cov` counts them, and the instances of a template are taken together; a closing brace alone is no line. What no test can reach is marked where it
stands, with the reason, and is then not counted:

    // … not covered: REASON                          this line and its branches
    // … not covered from here: REASON  … // to here  the lines between

Prints every line and branch that no test reaches, then the figures; fails below 100 % of lines or 95 % of branches.
The seeds are fixed: the same sources give the same figures, but for functions of instructions that this processor lacks (their
`target` says which): these are not counted, and the figure says so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNTED = ("libcode/src", "libcode/include")
LEAST_LINES, LEAST_BRANCHES = 100.0, 95.0

# One program each with its arguments, at a size that takes seconds.
SUITE = (
    ("unit",),
    ("twin", "--pairs", "20000", "--seed", "1"),
    ("twin", "--exhaustive", "--tokens", "3"),
    ("twin", "--metamorphic", "2000", "--seed", "1"),
    ("twin", "--explain", "2000", "--seed", "1"),
    ("twin", "--survey", "500", "--seed", "1"),
    ("hostile", "--limit", "600"),
    ("negation", "--at-least", "0.94", *sorted(str(p) for p in (ROOT / "tests/negation").glob("*.txt"))),
)
PROGRAMS = sorted({program for program, *_ in SUITE})


def tool(name: str) -> str:
    """The newest `name` or `name-N` there is, such as clang++ or llvm-cov."""
    if found := shutil.which(name):
        return found
    numbered = {}
    for folder in os.get_exec_path():
        for path in Path(folder).glob(f"{name}-*"):
            if number := re.fullmatch(r"\d+", path.name.removeprefix(f"{name}-")):
                numbered[int(number[0])] = str(path)
    if not numbered:
        sys.exit(f"coverage: {name} is not here; on Debian, apt-get install clang llvm")
    return numbered[max(numbered)]


def build(folder: Path) -> None:
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    subprocess.run(
        ["cmake", "-S", ROOT, "-B", folder, "-DCMAKE_BUILD_TYPE=None", "-DBUILD_SHARED_LIBS=OFF", "-DLIBCODE_TESTS=ON",
         f"-DCMAKE_C_COMPILER={tool('clang')}", f"-DCMAKE_CXX_COMPILER={tool('clang++')}",
         "-DCMAKE_CXX_FLAGS=-O1 -g1 -fprofile-instr-generate -fcoverage-mapping", *launcher],
        check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count()))
    subprocess.run(["cmake", "--build", folder, "--target", *PROGRAMS, "--parallel", jobs], check=True)


def run(folder: Path, profile: Path) -> None:
    profiles = folder / "profiles"
    shutil.rmtree(profiles, ignore_errors=True)
    for i, (program, *arguments) in enumerate(SUITE):
        print("running", program, *(Path(a).name for a in arguments[:3]), flush=True)
        subprocess.run([folder / "tests" / program, *arguments], check=True, cwd=ROOT / "tests", stdout=subprocess.DEVNULL,
                       env=os.environ | {"LLVM_PROFILE_FILE": str(profiles / f"{i}.profraw")})  # fmt: skip
    subprocess.run([tool("llvm-profdata"), "merge", "-sparse", *profiles.glob("*.profraw"), "-o", profile], check=True)


def exported(folder: Path, profile: Path, form: str) -> str:
    first, *others = (str(folder / "tests" / program) for program in PROGRAMS)
    objects = [word for other in others for word in ("-object", other)]
    return subprocess.run([tool("llvm-cov"), "export", f"-format={form}", f"-instr-profile={profile}", first, *objects,
                           *(str(ROOT / counted) for counted in COUNTED)],
                          check=True, capture_output=True, text=True).stdout  # fmt: skip


@dataclass
class File:
    lines: dict[int, bool] = field(default_factory=dict)  # line: whether it ran
    branches: dict[tuple[int, int, str], bool] = field(default_factory=dict)  # line, column, outcome: whether it came


def read(folder: Path, profile: Path) -> dict[str, File]:
    """The lines and branches of each file, by its path below the root."""
    files: dict[str, File] = defaultdict(File)
    file = File()
    for line in exported(folder, profile, "lcov").splitlines():
        if line.startswith("SF:"):
            file = files[os.path.relpath(line[3:], ROOT)]
        elif found := re.match(r"DA:(\d+),(\d+)", line):
            file.lines[int(found[1])] = int(found[2]) > 0
    for each in json.loads(exported(folder, profile, "text"))["data"][0]["files"]:
        branches = files[os.path.relpath(each["filename"], ROOT)].branches
        for line, column, _, _, is_true, is_false, *_ in each["branches"]:
            for outcome, count in (("true", is_true), ("false", is_false)):
                place = (line, column, outcome)
                branches[place] = branches.get(place, False) or count > 0
    return {path: file for path, file in sorted(files.items()) if path.startswith(COUNTED)}


def marked(path: str) -> dict[int, str]:
    """The lines marked as not to be reached, each with the reason."""
    out, reason = {}, ""
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
        if found := re.search(r"//.*\bnot covered(?P<from> from here)?: *(?P<reason>.+)", line):
            out[number] = found["reason"]
            reason = found["reason"] if found["from"] else reason
        elif reason:
            out[number] = reason
            if "// to here" in line:
                reason = ""
    if reason:
        sys.exit(f"coverage: {path}: `// not covered from here` without `// to here`")
    return out


def instructions_here() -> set[str] | None:
    """What this processor can do, in the names of a `target`; None where that is not told."""
    cpu = Path("/proc/cpuinfo")
    flags = re.search(r"^flags\s*:(.*)$", cpu.read_text(), re.MULTILINE) if cpu.exists() else None
    return {name.replace("bmi1", "bmi") for name in flags[1].split()} if flags else None


def for_other_processors(path: str) -> set[int]:
    """The lines of functions that need instructions this processor lacks: from their `target` to the brace that ends them."""
    here, out, inside = instructions_here(), set(), False
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
        if here is not None and (found := re.match(r'__attribute__\(\(target\("([\w,]+)"\)\)\)', line)):
            inside = not here.issuperset(found[1].split(","))
        if inside:
            out.add(number)
            inside = not line.startswith("}")
    return out


def closing_braces(path: str) -> set[int]:
    """The lines that close something and do nothing else: Clang counts one that stands after a `return`."""
    return {number for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1) if re.fullmatch(r"[\s})\];]+", line.partition("//")[0])}


def percent(reached: int, of: int) -> str:
    return f"{reached:,} of {of:,} ({100 * reached / of:.2f} %)"


def main() -> None:
    options = argparse.ArgumentParser(description="How much of the core its own tests run.")
    options.add_argument("--build", type=Path, default=ROOT / "build" / "coverage", help="where to build")
    options.add_argument("--kept", action="store_true", help="report on the last run again")
    chosen = options.parse_args()
    folder = chosen.build.resolve()
    profile = folder / "all.profdata"
    if not chosen.kept:
        build(folder)
        run(folder, profile)

    lines = lines_run = branches = branches_run = excused = elsewhere = 0
    for path, file in read(folder, profile).items():
        reasons, braces, others = marked(path), closing_braces(path), for_other_processors(path)
        excused += len(reasons)
        elsewhere += sum(line in others and line not in braces for line in file.lines)
        wanted = {line: ran for line, ran in file.lines.items() if line not in reasons and line not in braces and line not in others}
        outcomes = {place: came for place, came in file.branches.items() if place[0] not in reasons and place[0] not in others}
        lines += len(wanted)
        lines_run += sum(wanted.values())
        branches += len(outcomes)
        branches_run += sum(outcomes.values())
        if all(wanted.values()) and all(outcomes.values()):
            continue
        print(f"{path}: lines {percent(sum(wanted.values()), len(wanted))}"
              + (f", branches {percent(sum(outcomes.values()), len(outcomes))}" if outcomes else ""))  # fmt: skip
        for line in (line for line, ran in sorted(wanted.items()) if not ran):
            print(f"    {line}: does not run")
        for line, column, outcome in (place for place, came in sorted(outcomes.items()) if not came):
            if wanted.get(line, True):
                print(f"    {line}:{column}: never {outcome}")
    print(f"coverage: lines {percent(lines_run, lines)}, branches {percent(branches_run, branches)}, {excused} lines marked as out of reach"
          + (f", {elsewhere} lines for instructions that this processor lacks not counted" if elsewhere else ""))  # fmt: skip
    if 100 * lines_run < LEAST_LINES * lines or 100 * branches_run < LEAST_BRANCHES * branches:
        sys.exit(f"coverage: below {LEAST_LINES} % of lines or {LEAST_BRANCHES} % of branches")


if __name__ == "__main__":
    main()
