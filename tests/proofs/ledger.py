"""The ledger of long proofs: what was run, on which engine, from which seeds, with what result.

tests/prove calls it. ledger.tsv has one line a run that passed, oldest first: date, commit, engine (the Git tree of libcode/, so that
runs on the same engine add up whatever else was committed between them), proof, seed, size, seconds, and the proof's own last line.
A run that fails is not written: its fault is mended and has a test.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

LEDGER = Path(__file__).resolve().with_name("ledger.tsv")


@dataclass
class Run:
    date: str
    commit: str
    engine: str
    proof: str
    seed: str  # empty where a proof draws nothing at random
    size: int  # what --until counts: pairs, runs, rows; 0 where a proof has one size
    seconds: int
    result: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/prove --ledger", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("show", help="the runs, summed by proof and engine")
    record = commands.add_parser("record", help="write a run that passed; its output comes from standard input")
    record.add_argument("proof")
    record.add_argument("--seed", default="")
    record.add_argument("--size", type=int, default=0)
    record.add_argument("--seconds", type=int, required=True)
    following = commands.add_parser("next", help="the next seed that this engine has not run, and what is left of a size")
    following.add_argument("proof")
    following.add_argument("until", type=int)
    following.add_argument("--any-engine", action="store_true", help="count the runs on every engine")
    given = parser.parse_args()
    match given.command:
        case "show":
            show()
        case "record":
            write(given.proof, given.seed, given.size, given.seconds, last_line(sys.stdin.read()))
        case "next":
            print(*next_run(given.proof, given.until, given.any_engine))
    return 0


def runs() -> Iterator[Run]:
    if not LEDGER.exists():
        return
    with LEDGER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Run(**{**row, "size": int(row["size"]), "seconds": int(row["seconds"])})


def write(proof: str, seed: str, size: int, seconds: int, result: str) -> None:
    run = Run(f"{datetime.date.today():%Y-%m-%d}", _git("rev-parse", "--short", "HEAD"), engine(), proof, seed, size, seconds, result)
    is_new = not LEDGER.exists()
    with LEDGER.open("a", encoding="utf-8") as file:  # one short write a line: runs side by side do not mix
        head = "\t".join(field.name for field in fields(Run)) + "\n" if is_new else ""
        file.write(head + "\t".join(str(value).replace("\t", " ") for value in astuple(run)) + "\n")


def next_run(proof: str, until: int, any_engine: bool) -> tuple[int, int]:
    mine = [run for run in runs() if run.proof == proof and (any_engine or run.engine == engine())]
    done = sum(run.size for run in mine)
    seeds = [int(run.seed) for run in runs() if run.proof == proof and run.seed]
    return max(seeds, default=0) + 1, max(0, until - done)


def show() -> None:
    """A line for each proof and engine: how many runs, their size and time together, and the last result."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in runs():
        groups.setdefault((run.proof, run.engine), []).append(run)
    if not groups:
        print("The ledger is empty: no long proof has been run and written down.")
    for (proof, of), group in sorted(groups.items(), key=lambda item: (item[0][0], item[1][-1].date)):
        seeds = [int(run.seed) for run in group if run.seed.isdigit()]
        about = [f"{len(group):,} runs" if len(group) > 1 else "1 run"]
        if size := sum(run.size for run in group):
            about.append(f"{size:,} in all")
        if seeds:
            about.append(f"seeds {min(seeds)} to {max(seeds)}" if len(seeds) > 1 else f"seed {seeds[0]}")
        about.append(f"{sum(run.seconds for run in group):,} s")
        is_now = " (the engine as it stands)" if of == engine() else ""
        print(f"{proof}: {', '.join(about)}; engine {of}{is_now}, {group[-1].date}, commit {group[-1].commit}\n    {group[-1].result}")


def engine() -> str:
    """The engine's Git tree, with a + where its files differ from what is committed."""
    tree = _git("rev-parse", "--short=10", "HEAD:libcode")
    return tree + ("+" if _git("status", "--porcelain", "--", ":/libcode") else "")


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=LEDGER.parent, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
