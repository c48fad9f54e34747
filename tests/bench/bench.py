"""Runs the benchmarks and writes tests/bench/out/: one page of tables, and plots. tests/bench/run calls it.

Times are measured, never asserted; what fails a run is a wrong answer.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# One core is what is compared.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
# So that the processes started here find the modules that this one has found.
os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)

import _bench
import edits
import from_python
import peers
import sweeps
import words
from report import Plot, Table, Target, targets_table
from setting import DATA, Setting

OUT = Path(__file__).resolve().parent / "out"
PACKAGES = ["libcode", "numpy", "polars", "pyarrow", "flashtext", "pyahocorasick", "spacy"]


def main() -> int:
    """The exit code is 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(prog="tests/bench/run", description="Measures libcode and its peers; writes tests/bench/out/.")
    parser.add_argument("--quick", action="store_true", help="small corpora, three rounds, codebooks up to 100,000 rules: to see that all works")
    parser.add_argument("--rounds", type=int, help="how often the engines take turns (default: 9)")
    parser.add_argument("--rows", type=int, help="largest number of responses of the sweep (default: 1,000,000)")
    parser.add_argument("--only", nargs="+", choices=["words", "peers", "mixes", "job", "rules", "rows", "themes", "compile", "python", "edits"])
    given = parser.parse_args()

    if given.quick:
        setting = Setting(True, given.rounds or 3, 5_000, [274, 5_000], [100, 1_000, 10_000, 100_000], 0.03)
        grid = [(100, 1), (1_000, 1)]
    else:
        largest = given.rows or 1_000_000
        rows = [rows for rows in (274, 1_000, 10_000, 100_000, 1_000_000) if rows < largest]
        setting = Setting(False, given.rounds or 9, 50_000, [*rows, largest], [100, 1_000, 10_000, 100_000, 1_000_000], 0.25)
        grid = [(100, 1), (1_000, 0.1), (1_000, 1), (1_000, 10), (10_000, 1), (100_000, 1)]

    tables: list[Table] = []
    targets: list[Target] = []
    plots: list[Plot] = []
    parts: dict[str, list[Callable]] = {
        "words": [words.measure],
        "peers": [lambda setting, pair=pair: peers.measure(setting, *pair) for pair in grid],
        "mixes": [sweeps.mixes],
        "job": [sweeps.whole_job],
        "rules": [sweeps.by_rules],
        "rows": [sweeps.by_rows],
        "themes": [sweeps.by_themes],
        "compile": [sweeps.compiling],
        "python": [from_python.measure],
        "edits": [edits.measure],
    }
    start = time.monotonic()
    for name, steps in parts.items():
        if given.only and name not in given.only:
            continue
        for step in steps:
            print(f"{time.monotonic() - start:6.0f} s  {name}", file=sys.stderr, flush=True)
            _sort(step(setting), tables, targets, plots)
    minutes = (time.monotonic() - start) / 60

    OUT.mkdir(exist_ok=True)
    page = [_head(setting, minutes)]
    if targets:
        page.append(targets_table(targets).markdown())
    if setting.failures:
        page.append("## Wrong answers\n\n" + "\n".join(f"- {failure}" for failure in setting.failures))
    page += [table.markdown() for table in tables]
    for plot in plots:
        plot.save(OUT)
        page.append(plot.table().markdown() + f"\n\n![{plot.title}]({plot.name}.png)")
    (OUT / "bench.md").write_text("\n\n".join(page) + "\n", encoding="utf-8")
    print("\n\n".join(page))
    for failure in setting.failures:
        print(f"wrong: {failure}", file=sys.stderr)
    return 1 if setting.failures else 0


def _sort(result, tables: list[Table], targets: list[Target], plots: list[Plot]) -> None:
    for part in result if isinstance(result, (tuple, list)) else [result]:
        match part:
            case list():
                _sort(part, tables, targets, plots)
            case Table():
                tables.append(part)
            case Target():
                targets.append(part)
            case Plot():
                plots.append(part)


def _head(setting: Setting, minutes: float) -> str:
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=OUT.parent, capture_output=True, text=True, check=False).stdout.strip()
    load = os.getloadavg()[0]
    busy = " (busy: read the ratios, not the rates)" if load > 1.5 else ""
    packages = []
    for package in PACKAGES:
        try:
            packages.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    names = _bench.instructions_here()
    return "\n".join(
        [
            "# Benchmarks",
            "",
            f"- {datetime.datetime.now().astimezone():%d %B %Y, %H:%M}; commit {commit or 'unknown'}; {minutes:.0f} minutes",
            f"- processor: {_processor()}, {os.cpu_count()} here; load {load:.1f} at the end{busy}",
            f"- instructions: {names[-1]} unless said otherwise (here: {', '.join(names)})",
            f"- command: `{' '.join(['tests/bench/run', *sys.argv[1:]])}`",
            f"- {setting.rounds} rounds in turn, the median ± half the range between the quartiles; a ratio is the median of those within a round",
            f"- English corpus: {setting.corpus('english').rows:,} responses, {setting.corpus('english').size_bytes:,} bytes; one thread; 1 MB is 1,000,000 bytes",
            f"- Python {platform.python_version()}; {', '.join(packages)}" + ("" if DATA.exists() else "; no data beside the repository"),
        ]
    )


def _processor() -> str:
    if sys.platform == "darwin":
        return subprocess.run(["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True, check=False).stdout.strip()
    try:
        fields = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
    except OSError:
        return platform.processor()
    fields = {name.strip(): value.strip() for name, value in fields.items()}
    return f"{fields.get('model name', platform.machine())} (family {fields.get('cpu family', '?')}, model {fields.get('model', '?')})"


if __name__ == "__main__":
    sys.exit(main())
