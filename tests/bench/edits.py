"""A held survey: what an edit of one rule costs beside coding anew, what reading costs, what it holds (S9, S10)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import _bench
from report import Table, Target
from setting import Setting, arrow
from timing import figure

RULES, THEMES = 1_000, 1.0


def measure(setting: Setting) -> tuple[Table, list[Target]]:
    """S9 and the survey's part of S10."""
    import libcode as lc

    corpus = setting.corpus("english", 20_000 if setting.quick else 1_000_000)
    data = arrow(corpus)
    book = lc.Codebook.parse(_bench.Rules(corpus, RULES, THEMES, "all", True).yaml)
    seconds, survey = _timed(lambda: lc.Survey(data, text="text", threads=1))
    first, codings = _timed(lambda: survey.code(book, threads=1))
    once, _ = _timed(lambda: lc.Coder(book).code(data, text="text", threads=1))
    table = Table(
        f"One rule of {RULES:,} edited, over {corpus.rows:,} responses already read, one thread",
        ["edit", "codings of such a rule", "edited, ms", "coded anew, ms", "times quicker"],
        f"Reading took {1000 * seconds:,.0f} ms, {seconds / once:.1f} times as long as coding once; the first coding {1000 * first:,.0f} ms. "
        "Each round edits another code, so that none is an undo. Compiling is in both columns, reading YAML in neither. "
        f"There are {len(codings):,} codings. The first answer of each kind is held to that of coding anew row by row, the others by their number.",
    )
    targets = []
    for kind, rules in _edits(corpus, book).items():
        edited, anew, found = [], [], 0
        for rule, code in zip(rules, book.codes, strict=False):
            lines = [each.text for each in code.rules]
            lines[len(lines) // 2] = rule
            book = book.with_(code.path, "rules", "\n".join(lines))
            took, held = _timed(lambda book=book: survey.code(book, threads=1))
            edited.append(took)
            took, whole = _timed(lambda book=book: lc.Coder(book).code(data, text="text", threads=1))
            anew.append(took)
            if len(held) != len(whole) or ((setting.quick or len(edited) == 1) and not _is_same(held, whole)):
                setting.failures.append(f"an edit ({kind}) gives other codings than coding anew")
            if len(edited) == 1:
                alone = lc.Codebook.parse(f"settings:\n  negation: off\ncodes:\n  a:\n    rules: |\n      {rule}\n")
                found = len(lc.code(data, alone, text="text", threads=1))
            del held, whole
            if len(edited) == (3 if setting.quick else max(5, setting.rounds)):
                break
        ratio = figure([b / a for a, b in zip(edited, anew, strict=True)])
        table.add(kind, f"{found:,}", f"{1000 * statistics.median(edited):,.1f}", f"{1000 * statistics.median(anew):,.0f}", f"{ratio:.1f}")
        targets.append(Target("S9", f"{kind}, times quicker than coding {corpus.rows:,} responses anew", "≥ 20", f"{ratio:.1f}", ratio.median >= 20))
    size = 1 + survey.memory_bytes / survey.text_bytes
    targets.append(Target("S10", f"a held survey of {corpus.rows:,} responses and its codings, times its text", "≤ 2.5", f"{size:.2f}", size <= 2.5))
    return table, targets


def _timed(run: Callable) -> tuple[float, object]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def _is_same(a, b) -> bool:
    return a.to_polars().equals(b.to_polars())


def _edits(corpus: _bench.Corpus, book) -> dict[str, list[str]]:
    """Rules of each kind, by how many responses hold their words; none is in the codebook."""
    counts: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    sample = corpus.head(min(corpus.rows, 20_000)).texts()
    for text in sample:
        words = [word for word in text.lower().split() if word.isalpha()]
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
        for pair in set(zip(words, words[1:], strict=False)):
            pairs[pair] = pairs.get(pair, 0) + 1
    there = {rule.text for code in book.codes for rule in code.rules}

    def near(share: float, among: dict, written: Callable) -> list[str]:
        wanted = share * len(sample)
        rules = sorted(among, key=lambda each: (abs(among[each] - wanted), each))
        return [written(each) for each in rules if written(each) not in there][:20]

    return {
        "a rare word": near(0.001, counts, str),
        "a word of 1 response in 100": near(0.01, counts, str),
        "a common word (1 response in 5)": near(0.2, counts, str),
        "a phrase": near(0.002, pairs, " ".join),
        "a regex": near(0.001, counts, lambda word: f"/{word[:-1]}[a-z]+/"),
    }
