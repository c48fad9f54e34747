"""What a notebook sees: Arrow in and codings out, a small survey, the import, memory (S7, S8, S10)."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import _bench
from report import Target
from setting import SEED, Setting, arrow
from timing import Rounds, Turn

IMPORT = "import time; start = time.perf_counter(); import libcode; print(time.perf_counter() - start)"
# Peak memory after streaming one batch of 10,000 responses again and again.
STREAM = f"""
import resource, sys
import _bench, libcode as lc
from setting import arrow
corpus = _bench.Corpus.make("english", 10_000, {SEED})
coder = lc.Coder(lc.Codebook.parse(_bench.Rules(corpus, 1_000, 1.0, "all", True).yaml))
data = arrow(corpus)
codings = sum(len(batch) for batch in coder.stream((data for _ in range(int(sys.argv[1]))), text="text", threads=1))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(codings, peak * (1 if sys.platform == "darwin" else 1024))
"""


def measure(setting: Setting) -> list[Target]:
    """S7, S8, S10."""
    return [*_rates(setting), *_small(setting), *_memory(setting)]


def _rates(setting: Setting) -> list[Target]:
    import libcode as lc
    import pyarrow as pa

    corpus = setting.corpus("english", max(setting.rows, 20_000))  # enough for two threads
    yaml = _bench.Rules(corpus, 1_000, 1.0, "all", True).yaml
    coder = lc.Coder(lc.Codebook.parse(yaml))
    data = arrow(corpus)

    def python(threads: int, out: bool = False) -> tuple[float, int]:
        start = time.perf_counter()
        codings = coder.code(data, text="text", threads=threads)
        table = pa.table(codings) if out else None
        seconds = time.perf_counter() - start
        if table is not None and table.num_rows != len(codings):
            setting.failures.append("Arrow's table of codings has not a row for each")
        return seconds, len(codings)

    native = _bench.job(yaml)
    turns = {
        "C++": Turn(lambda: native.run(corpus), corpus.size_bytes),
        "Python": Turn(lambda: python(1), corpus.size_bytes),
        "Python, Arrow out": Turn(lambda: python(1, out=True), corpus.size_bytes),
        "Python, two threads": Turn(lambda: python(2), corpus.size_bytes),
    }
    rounds = Rounds(turns, setting.rounds)
    if len(set(rounds.found.values())) != 1:
        setting.failures.append(f"Python and C++ find different numbers of codings: {rounds.found}")
    targets = []
    for name, what in (("Python", "Arrow in, codings held"), ("Python, Arrow out", "Arrow in, codings out as an Arrow table")):
        ratio = rounds.ratio(name, "C++")
        targets.append(Target("S7", f"from Python, {what}, share of the C++ rate", "≥ 0.80", f"{ratio:.2f}", ratio.median >= 0.8))
    ratio = rounds.ratio("Python, two threads", "Python")
    what = f"from Python, two threads, times one ({corpus.size_bytes / 1e6:.0f} MB)"
    targets.append(Target("S7", what, "≥ 1.8", f"{ratio:.2f}", ratio.median >= 1.8))
    return targets


def _small(setting: Setting) -> list[Target]:
    import libcode as lc

    corpus = setting.corpus("english", 274)
    texts = corpus.texts()
    targets = []
    for negation in ("off", "on"):
        coder = lc.Coder(lc.Codebook.parse(_bench.Rules(setting.corpus("english"), 1_000, 1.0, "all", negation == "on").yaml))
        times = []
        for _ in range(max(9, setting.rounds) + 1):
            start = time.perf_counter()
            coder.code(texts)
            times.append(1000 * (time.perf_counter() - start))
        first, later = times[0], statistics.median(times[1:])
        what = f"274 responses from a list, 1,000 rules, negation {negation}, ms: first call"
        targets.append(Target("S8", what, "< 2", f"{first:.2f}, later {later:.2f}", first < 2))
    imports = [1000 * float(_python(IMPORT)) for _ in range(setting.rounds)]
    median = statistics.median(imports)
    targets.append(Target("S8", "`import libcode` in a new process, ms", "< 100", f"{median:.0f} ({min(imports):.0f} to {max(imports):.0f})", median < 100))
    return targets


def _memory(setting: Setting) -> list[Target]:
    few, many = (4, 16) if setting.quick else (10, 100)
    (codings, small), (more, large) = (map(int, _python(STREAM, str(batches)).split()) for batches in (few, many))
    if more * few != codings * many:
        setting.failures.append("streaming a batch again and again does not find the same in it")
    growth = (large - small) / 1e6
    size = _bench.coding_bytes()
    return [
        Target("S10", "bytes a coding in C++", "≤ 24", str(size), size <= 24),
        Target("S10", f"streaming {many} batches of 10,000 rather than {few}: peak memory, MB more", "constant",
               f"{growth:.1f} (of {large / 1e6:.0f})", growth < 0.02 * large / 1e6 + 4),
    ]


def _python(code: str, *arguments: str) -> str:
    return subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True).stdout
