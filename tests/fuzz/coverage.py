"""Runs what the fuzzers have kept once more, in a build that counts, and says what share of the parser and the matcher they reach.

    coverage.py TARGET...
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEAST_PERCENT = 85
BUILD = ROOT / "build" / "fuzz-coverage"
PARSER = ("check_rules", "codebook", "codebook_items", "codebook_parse", "codebook_read", "codebook_write", "cues", "encoding", "fault", "lexer", "near_words",
          "parser", "print_rule", "regex_check", "regex_tree", "rule_cycles", "rule_faults", "rule_sizes", "rule_words", "source", "yaml")  # fmt: skip
MATCHER = ("bases", "char_set", "coder", "compile", "cover", "fold", "fold_text", "forms", "found", "graphemes", "language", "lexicon", "lower", "pattern", "places",
           "plain_segments", "reach", "regex", "regex_alphabet", "regex_automaton", "scan", "segmenter", "select", "sentences", "spans", "status", "stem", "tokens", "utf8",
           "wake", "words", "work")  # fmt: skip


def tool(name: str) -> str:
    for each in (name, *(f"{name}-{version}" for version in range(22, 13, -1))):
        if shutil.which(each):
            return each
    raise SystemExit(f"fuzz: needs {name} (Debian: llvm)")


def main() -> None:
    programs, profiles = [], []
    for target in sys.argv[1:]:
        program, profile = BUILD / "tests" / "fuzz" / f"fuzz_{target}", BUILD / f"{target}.profraw"
        folders = [folder for folder in (ROOT / "build/fuzz/corpus" / target, ROOT / "build/fuzz/seeds" / target) if folder.is_dir()]
        subprocess.run([program, "-runs=0", "-max_len=2000", *folders], env=os.environ | {"LLVM_PROFILE_FILE": str(profile)}, check=True, capture_output=True)
        programs.append(program)
        profiles.append(profile)
    merged = BUILD / "all.profdata"
    subprocess.run([tool("llvm-profdata"), "merge", "-sparse", *profiles, "-o", merged], check=True)
    objects = [argument for program in programs[1:] for argument in ("-object", program)]
    command = [tool("llvm-cov"), "export", "-summary-only", f"-instr-profile={merged}", programs[0], *objects]
    files = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["data"][0]["files"]
    by_stage = {Path(file["filename"]).stem: file["summary"] for file in files if file["filename"].endswith(".cpp") and "/libcode/src/" in file["filename"]}
    short, shares = False, []
    for name, stages in (("parser", PARSER), ("matcher", MATCHER)):
        missing = set(stages) - set(by_stage)
        assert not missing, f"no such stage: {missing}"
        for stage in sorted(stages, key=lambda each: by_stage[each]["branches"]["percent"])[:8]:
            print(f"  {stage:18} {by_stage[stage]['regions']['percent']:5.1f} % of regions {by_stage[stage]['branches']['percent']:5.1f} % of branches")
        for kind in ("regions", "branches"):
            all_of, reached = (sum(by_stage[stage][kind][what] for stage in stages) for what in ("count", "covered"))
            print(f"{name}: {100 * reached / all_of:.1f} % of {kind} ({reached} of {all_of})")
            shares.append(f"{100 * reached / all_of:.1f} % of the {name}'s {kind}")
            short = short or 100 * reached < LEAST_PERCENT * all_of
    corpus, found = ROOT / "build/fuzz/corpus", ROOT / "build/fuzz/found"
    runs = min(int((corpus / f"{target}.runs").read_text()) for target in sys.argv[1:])
    faults = len(list(found.iterdir())) if found.is_dir() else 0
    print(f"fuzz: {len(sys.argv) - 1} targets, at least {runs} runs each, {faults} crashes, leaks or time-outs; reached: {', '.join(shares)}")
    raise SystemExit(1 if short or faults else 0)


if __name__ == "__main__":
    main()
