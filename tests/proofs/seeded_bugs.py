"""P11: bugs put in on purpose, one at a time, and whether the fast tests catch each.

    seeded_bugs.py [--build FOLDER] [--check] [--again] [NAME...]

seeded_bugs.tsv holds them: a stage, a file, a piece of one of its lines (found there exactly once), what is put in its place,
what a user would then see, and for Python the tests that belong to it. Each is put into a copy of the sources, which is
built, and what `tests/run` passes is run until something fails: the twin, the unit tests, or those Python tests. A run
that hangs is caught too. --check only looks whether every piece is still where the list says; NAME takes the bugs
whose stage or file holds it.

What was caught is kept in the build folder and not tried again until a source or test changes; --again forgets it.
Prints each bug with the test that caught it; fails where fewer than 48 in 50 are caught, or where a piece is not found.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "tests/proofs/seeded_bugs.tsv"
SOURCES = ("CMakeLists.txt", "pyproject.toml", "README.md", "libcode", "bindings", "python", "tests", "docs", "examples")
LEAST_CAUGHT = 48 / 50
SECONDS = 240  # for one test program, some ten times what it takes

# What ctest runs, the quickest first; a bug that the small sizes miss meets the full ones.
NATIVE = (
    ("twin", "--pairs", "20000", "--seed", "1"),
    ("twin", "--exhaustive", "--tokens", "3"),
    ("twin", "--explain", "2000", "--seed", "1"),
    ("twin", "--metamorphic", "2000", "--seed", "1"),
    ("twin", "--survey", "500", "--seed", "1"),
    ("unit", "--abort-after=1"),
    ("twin", "--pairs", "200000", "--seed", "2"),
    ("twin", "--exhaustive", "--tokens", "5"),
    ("twin", "--metamorphic", "20000", "--seed", "2"),
    ("twin", "--explain", "20000", "--seed", "2"),
    ("twin", "--survey", "3000", "--seed", "2"),
)


class Bug(NamedTuple):
    stage: str
    file: str
    piece: str
    instead: str
    seen: str
    tests: str

    @property
    def key(self) -> str:
        return hashlib.sha256("\t".join(self).encode()).hexdigest()[:16]


def bugs() -> list[Bug]:
    rows = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    short = [row for row in rows if len(row) != len(Bug._fields)]
    if short:
        sys.exit(f"seeded bugs: a row with {len(short[0])} columns and not {len(Bug._fields)}: {short[0][:2]}")
    return [Bug(*row) for row in rows]


def lost(bug: Bug) -> str:
    """What is wrong with where a bug is to go, or nothing."""
    path = ROOT / bug.file
    found = path.read_text(encoding="utf-8").count(bug.piece) if path.exists() else 0
    return "" if found == 1 else f"{bug.file}: found {found} times: {bug.piece}"


def state_of_sources() -> str:
    """Changes with any source or test; the list of bugs itself, whose rows have keys of their own, is left out."""
    digest = hashlib.sha256()
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "libcode", "bindings", "python", "tests"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in sorted(listed.stdout.splitlines()):
        path = ROOT / name
        if path.is_file() and path.suffix in {".cpp", ".hpp", ".py", ".txt", ".yaml", ".cmake"} and not name.startswith(("tests/bench", "tests/fuzz", "tests/proofs")):
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def copy_sources(tree: Path) -> None:
    """Only what changed is written, so that a build goes on from the last one."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *SOURCES], cwd=ROOT, check=True, capture_output=True, text=True)
    wanted = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    for name in wanted:
        source, copy = ROOT / name, tree / name
        if not copy.exists() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    for path in [path for path in tree.rglob("*") if path.is_file() and str(path.relative_to(tree)) not in wanted and "_core" not in path.name]:
        path.unlink()


def build(folder: Path, log: Path) -> bool:
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count()))
    with log.open("w") as out:
        return subprocess.run(["cmake", "--build", folder, "--target", "unit", "twin", "--parallel", jobs], check=False, stdout=out, stderr=out).returncode == 0


def configure(tree: Path, folder: Path) -> None:
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    subprocess.run(["cmake", "-S", tree, "-B", folder, "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O1", "-DBUILD_SHARED_LIBS=OFF", "-DLIBCODE_TESTS=ON", *launcher],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip


def fails(command: list[str | Path], log: Path, **how: object) -> bool:
    with log.open("w") as out:
        try:
            return subprocess.run(command, check=False, stdout=out, stderr=out, timeout=SECONDS, **how).returncode != 0  # type: ignore[call-overload]
        except subprocess.TimeoutExpired:
            return True


def caught_by_native(folder: Path, tree: Path, log: Path) -> str:
    for program, *arguments in NATIVE:
        if not fails([folder / "tests" / program, *arguments], log, cwd=tree / "tests"):
            continue
        if program != "unit":
            return " ".join([program, *arguments[:1]])
        text = log.read_text(encoding="utf-8", errors="replace")
        cases = [line.removeprefix("TEST CASE:").strip() for line in text.splitlines() if line.startswith("TEST CASE:")]
        return f"unit: {cases[-1]}" if cases else "unit"
    return ""


def caught_by_python(tests: str, tree: Path, log: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(tree / "python"), "PYTHONDONTWRITEBYTECODE": "1"}
    files = [f"python/{name}" for name in tests.split()]
    if not fails([sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files], log, cwd=tree / "tests", env=environment):
        return ""
    failed = [line.split(" ")[1] for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0].removeprefix("python/") if failed else "pytest"


def place_core(tree: Path) -> None:
    """The Python tests of the copy run on the compiled module that is installed."""
    import libcode._core as core

    shutil.copy(core.__file__, tree / "python/libcode")


def main() -> None:
    options = argparse.ArgumentParser(description="Bugs put in on purpose, and whether the tests catch them.")
    options.add_argument("names", nargs="*", metavar="NAME", help="only bugs whose stage or file holds it")
    options.add_argument("--build", type=Path, default=ROOT / "build" / "seeded_bugs", help="where to build")
    options.add_argument("--check", action="store_true", help="only look whether each piece is where the list says")
    options.add_argument("--again", action="store_true", help="try those again that were tried")
    chosen = options.parse_args()
    listed = bugs()
    wrong = [message for message in map(lost, listed) if message]
    if wrong:
        sys.exit("seeded bugs: these are not where the list says:\n  " + "\n  ".join(wrong))
    if chosen.check:
        print(f"seeded bugs: {len(listed)}, all where the list says")
        return
    listed = [bug for bug in listed if not chosen.names or any(name in bug.stage or name in bug.file for name in chosen.names)]

    folder = chosen.build.resolve()
    tree, made, log = folder / "sources", folder / "build", folder / "log.txt"
    kept = folder / f"tried.{state_of_sources()}.tsv"
    tree.mkdir(parents=True, exist_ok=True)
    if chosen.again:
        kept.unlink(missing_ok=True)
    tried = dict(line.split("\t", 1) for line in kept.read_text(encoding="utf-8").splitlines()) if kept.exists() else {}
    left = [bug for bug in listed if bug.key not in tried]
    if left:
        copy_sources(tree)
        if any(bug.tests for bug in left):
            place_core(tree)
        if any(not bug.tests for bug in left):
            configure(tree, made)
            if not build(made, log) or caught_by_native(made, tree, log):
                sys.exit(f"seeded bugs: the sources without a bug do not build or pass: {log}")
    for bug in left:
        path = tree / bug.file
        original = path.read_text(encoding="utf-8")
        path.write_text(original.replace(bug.piece, bug.instead), encoding="utf-8")
        try:
            if bug.tests:
                by = caught_by_python(bug.tests, tree, log)
            elif not build(made, log):
                sys.exit(f"seeded bugs: this one does not build, and so is none: {bug.file}: {bug.instead}\n{log}")
            else:
                by = caught_by_native(made, tree, log)
        finally:
            path.write_text(original, encoding="utf-8")
        tried[bug.key] = by
        with kept.open("a", encoding="utf-8") as out:
            out.write(f"{bug.key}\t{by}\n")
        print(f"{'caught  ' if by else 'SURVIVED'}  {bug.stage}: {bug.seen}  ({by or bug.file})", flush=True)

    for bug in (bug for bug in listed if bug not in left):
        print(f"{'caught  ' if tried[bug.key] else 'SURVIVED'}  {bug.stage}: {bug.seen}  ({tried[bug.key] or bug.file})")
    caught = sum(bool(tried[bug.key]) for bug in listed)
    print(f"seeded bugs: {caught} of {len(listed)} caught")
    if caught < LEAST_CAUGHT * len(listed):
        sys.exit("seeded bugs: fewer than 48 in 50 are caught")


if __name__ == "__main__":
    main()
