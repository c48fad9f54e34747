"""Finding a list of words: ours against every other engine, each held to the naive finder of its own semantics first."""

from __future__ import annotations

import contextlib
import time

import _bench
import numpy as np
from python_peers import PEERS, Peer
from report import Table
from setting import Setting, difference, rows_of
from timing import Rounds, Turn

OURS = "libcode"
# Name, how to make it, naive finder, semantics, most words it is given, whether it gives places.
CPP_PEERS = [
    ("ICU + hash map", _bench.icu_map, "unicode", "whole words, any script", 1_000_000, True),
    ("RE2::Set `\\bword\\b`", _bench.re2_set, "regex", "whole words, ASCII; no places", 1_000, False),
    ("Hyperscan `\\bword\\b`", _bench.hyperscan, "regex", "whole words, ASCII", 10_000, True),
]


def measure(setting: Setting, rules: int, themes: float) -> Table:
    """One table: `rules` words that are found `themes` times a response in the English corpus."""
    corpus = setting.corpus("english")
    made = _bench.Rules(corpus, rules, themes)
    checked = corpus.head(300 if rules > 10_000 else 1_000)
    naive = {by: _bench.find_naively(checked, made.words, by) for by in ("unicode", "regex")}
    if rules <= 10_000:
        naive["none"] = _bench.find_naively(checked, made.words, "none")

    table = Table(
        f"{made.rules:,} words, {themes:g} themes a response wanted",
        ["engine", "what it takes for a word", "answers, checked", "made ready in", "MB/s", "libcode is quicker by", "rows timed"],
        "libcode is the whole job with sentences, quotes and bases, without negation, one thread, caches warm. "
        f"The two naive finders of whole words differ in {sum(difference(rows_of(naive['unicode']), rows_of(naive['regex'])))} "
        f"of {len(naive['unicode'])} hits here.",
    )
    turns: dict[str, Turn] = {}
    lines: dict[str, list[str]] = {}

    def check(name: str, hits: np.ndarray, boundaries: str | None, has_positions: bool) -> str:
        if boundaries is None or boundaries not in naive:
            found, expected = rows_of(hits, has_positions), rows_of(naive["unicode"], has_positions)
            more, less = difference(found, expected)
            return f"+{more} −{less} of {len(expected)} of libcode's"
        more, less = difference(rows_of(hits, has_positions), rows_of(naive[boundaries], has_positions))
        if more or less:
            setting.failures.append(f"{name} with {rules} words: +{more} −{less} against the naive finder ({boundaries})")
            return f"WRONG: +{more} −{less}"
        return "the naive finder's" + {"unicode": "", "regex": " (`\\b`)", "none": " (substrings)"}[boundaries]

    def add(name: str, make, boundaries: str | None, semantics: str, has_positions: bool) -> None:
        start = time.perf_counter()
        try:
            engine = make()
        except (RuntimeError, ImportError, MemoryError) as error:
            table.notes.append(f"{name} was left out: {error}.")
            return
        if engine is None:
            table.notes.append(f"{name} was left out: it was not found when building.")
            return
        seconds = time.perf_counter() - start
        if isinstance(engine, _bench.Engine):
            engine.run(checked)
            hits = engine.hits()
            turns[name] = setting.turn(engine, corpus)
        else:
            hits = np.array(list(engine(checked.texts())), dtype=np.uint32)
            turns[name] = setting.python_turn(engine, corpus)
        lines[name] = [semantics, check(name, hits, boundaries, has_positions), _duration(seconds)]

    add(OURS, lambda: _bench.job(made.yaml), "unicode", "whole words, any script", True)
    for name, make, boundaries, semantics, most, has_positions in CPP_PEERS:
        if rules <= most:
            add(name, lambda make=make: make(made.words), boundaries, semantics, has_positions)
    for peer in PEERS:
        if rules <= peer.most_words:
            _import(peer)
            add(peer.name, lambda peer=peer: peer.make(made.words), peer.boundaries, peer.semantics, peer.has_positions)

    rounds = Rounds(turns, setting.rounds)
    for name, (semantics, answers, ready) in lines.items():
        ratio = "" if name == OURS else f"{rounds.ratio(OURS, name):.1f}"
        table.add(name, semantics, answers, ready, f"{rounds.rate(name):,.1f}", ratio, f"{turns[name].rows:,}")
    return table


def _import(peer: Peer) -> None:
    """So that the time to be made ready is not that of reading a package."""
    with contextlib.suppress(ImportError):
        peer.make(["pain"])


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"
