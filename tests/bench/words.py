"""Finding words: our segmenter by each set of instructions, our scanner of characters, ICU's BreakIterator (S1)."""

from __future__ import annotations

import _bench
from report import Table, Target
from setting import DATA, Setting, difference, rows_of
from timing import Rounds

CHECKED_ROWS = 5_000
TARGETS = {"english": 40, "mixed": 20, "cyrillic": 8}


def measure(setting: Setting) -> tuple[Table, list[Target]]:
    """The table of rates, and S1."""
    names = _bench.instructions_here()
    table = Table(
        "Finding words, MB/s",
        ["corpus", "bytes a word", *names, "scanner of characters", "ICU", "best ÷ ICU", "ICU's words against ours"],
        "The scanner is libcode's plain one and the oracle: every set of instructions gives its words, checked before timing. "
        "Where scripts have no spaces, ICU looks words up in a dictionary and libcode takes characters: not the same task. "
        "Elsewhere the differences are emoji, which ICU does not call words, and libcode's own changes to the default boundaries.",
    )
    targets = []
    for kind in ["english", "mixed", "cyrillic", "cjk", "thai", "english.csv", "multilingual.csv"]:
        if kind.endswith(".csv") and not (DATA / f"{kind}.gz").exists():
            continue
        corpus = setting.corpus(kind)
        engines = {name: _bench.words(name) for name in names}
        engines |= {"scanner": _bench.plain_words(), "ICU": _bench.icu_words()}
        checked = corpus.head(CHECKED_ROWS)
        found = {}
        for name, engine in engines.items():
            engine.run(checked)
            found[name] = rows_of(engine.hits())
        for name in names:
            if any(difference(found[name], found["scanner"])):
                setting.failures.append(f"words of {kind} by {name} are not those of the scanner")
        more, less = difference(found["ICU"], found["scanner"])
        answers = f"+{more} −{less} of {len(found['scanner'])}" if more or less else "the same"

        rounds = Rounds({name: setting.turn(engine, corpus) for name, engine in engines.items()}, setting.rounds)
        ratio = rounds.ratio(names[-1], "ICU")
        rates = [f"{rounds.rate(name):,.0f}" for name in engines]
        bytes_a_word = checked.size_bytes / len(found["scanner"])
        table.add(kind, f"{bytes_a_word:.2f}", *rates, f"{ratio:.1f}", answers)
        if kind in TARGETS:
            target = TARGETS[kind]
            targets.append(Target("S1", f"words of {kind} text, times ICU's BreakIterator", f"≥ {target}", f"{ratio:.1f}", ratio.median >= target))
    return table, targets
