"""The setting of a run: its sizes, its corpora, made once each, and how answers are held against each other."""

from __future__ import annotations

import csv
import gzip
import time
from dataclasses import dataclass, field
from pathlib import Path

import _bench
import numpy as np
from timing import Turn

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "bench"
SEED = 1


@dataclass
class Setting:
    quick: bool
    rounds: int
    rows: int  # of the corpora that rates are measured on
    sweep_rows: list[int]
    sweep_rules: list[int]
    seconds_a_turn: float
    failures: list[str] = field(default_factory=list)  # answers that are wrong
    _corpora: dict[tuple[str, int], _bench.Corpus] = field(default_factory=dict)

    def corpus(self, kind: str, rows: int | None = None) -> _bench.Corpus:
        """A seeded corpus, or `english.csv` or `multilingual.csv` of the data beside the repository."""
        rows = rows or self.rows
        key = (kind, rows)
        if key not in self._corpora:
            if kind.endswith(".csv"):
                with gzip.open(DATA / f"{kind}.gz", "rt", encoding="utf-8", newline="") as file:
                    texts = [row["text"] for row, _ in zip(csv.DictReader(file), range(rows), strict=False)]
                self._corpora[key] = _bench.Corpus.of(kind, texts)
            else:
                self._corpora[key] = _bench.Corpus.make(kind, rows, SEED)
        return self._corpora[key]

    def turn(self, engine: _bench.Engine, corpus: _bench.Corpus) -> Turn:
        """A C++ engine on as much of the corpus as it does in the time of a turn."""
        head = corpus.head(200)
        engine.run(head)
        seconds, _ = engine.run(head)
        rows = min(corpus.rows, max(200, int(200 * self.seconds_a_turn / max(seconds, 1e-7))))
        text = corpus.head(rows)
        return Turn(lambda: engine.run(text), text.size_bytes, rows)

    def python_turn(self, find, corpus: _bench.Corpus) -> Turn:
        """The same for a function from texts to hits."""
        texts = corpus.head(min(corpus.rows, 20_000)).texts()

        def timed(of: list[str]) -> tuple[float, int]:
            start = time.perf_counter()
            found = len(find(of))
            return time.perf_counter() - start, found

        timed(texts[:50])
        seconds, _ = timed(texts[:50])
        rows = min(len(texts), max(50, int(50 * self.seconds_a_turn / max(seconds, 1e-7))))
        some = texts[:rows]
        return Turn(lambda: timed(some), sum(len(text.encode()) for text in some), rows)


def arrow(corpus: _bench.Corpus):
    """The corpus as an Arrow table with the column `text`; nothing is copied."""
    import pyarrow as pa

    buffers = [None, pa.py_buffer(corpus.offsets()), pa.py_buffer(corpus.text_buffer())]
    return pa.table({"text": pa.Array.from_buffers(pa.large_utf8(), corpus.rows, buffers)})


def rows_of(hits: np.ndarray, has_positions: bool = True) -> np.ndarray:
    """Hits as rows that sort and compare; only (response, word), once each, for an engine that gives no places."""
    hits = np.asarray(hits, dtype=np.uint32).reshape(-1, 4)
    columns = hits if has_positions else hits[:, :2]
    return np.unique(np.ascontiguousarray(columns), axis=0)


def difference(found: np.ndarray, expected: np.ndarray) -> tuple[int, int]:
    """How many rows of each the other has not got."""
    width = found.shape[1]
    kind = np.dtype((np.void, 4 * width))
    a, b = (np.ascontiguousarray(x).view(kind).ravel() for x in (found, expected))
    return len(np.setdiff1d(a, b)), len(np.setdiff1d(b, a))
