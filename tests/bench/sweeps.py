"""The whole job by what a codebook asks for, by the number of rules, of rows and of themes a response (S2 to S6)."""

from __future__ import annotations

import statistics
import time

import _bench
from report import Plot, Series, Table, Target
from setting import Setting, arrow
from timing import Rounds, Turn, figure

RULES, THEMES = 1_000, 1.0


def mixes(setting: Setting) -> tuple[Table, list[Target]]:
    """Each kind of rule, negation off and on; S2."""
    table = Table(
        "The whole job by kinds of rules, MB/s, one thread, warm",
        ["corpus", "rules", "number", "codings a response", "negation off", "negation on"],
        "`all` is 40 % words, 30 % wildcards, 15 % phrases and 15 % NEAR. Quotes are sentences throughout.",
    )
    for kind, mix in [("english", mix) for mix in ("words", "wildcards", "phrases", "proximity", "all", "regex")] + [
        ("mixed", "words"), ("mixed", "all"), ("cyrillic", "words"), ("cyrillic", "all"),
    ]:
        corpus = setting.corpus(kind)
        number = 100 if mix == "regex" else RULES
        engines = {
            negation: _bench.job(_bench.Rules(corpus, number, THEMES, mix, negation == "on" and kind != "cyrillic").yaml)
            for negation in (("off",) if kind == "cyrillic" else ("off", "on"))
        }
        rounds = Rounds({name: setting.turn(engine, corpus) for name, engine in engines.items()}, setting.rounds)
        codings = rounds.found["off"] / rounds.turns["off"].rows
        on = f"{rounds.rate('on'):.0f}" if "on" in engines else "no Russian cues"
        table.add(kind, mix, f"{number:,}", f"{codings:.2f}", f"{rounds.rate('off'):.0f}", on)

    corpus = setting.corpus("english")
    engine = _bench.classes(_bench.Rules(corpus, RULES, THEMES, "wildcards").yaml)
    rate = Rounds({"classes": setting.turn(engine, corpus)}, setting.rounds).rate("classes")
    target = Target("S2", f"word form → class, {RULES:,} wildcards, warm, MB/s", "≥ 1,000", f"{rate:,.0f}", rate.median >= 1000)
    return table, [target]


def whole_job(setting: Setting) -> list[Target]:
    """S3: against ICU's words alone, Hyperscan, 500 MB/s, and unpacking the same text from zstd."""
    corpus = setting.corpus("english")
    words = _bench.Rules(corpus, RULES, THEMES)
    turns = {
        "words": setting.turn(_bench.job(words.yaml), corpus),
        "all": setting.turn(_bench.job(_bench.Rules(corpus, RULES, THEMES, "all", True).yaml), corpus),
        "ICU": setting.turn(_bench.icu_words(), corpus),
        "zstd": _zstd(corpus),
    }
    hyperscan = _bench.hyperscan(words.words)
    if hyperscan is not None:
        turns["Hyperscan"] = setting.turn(hyperscan, corpus)
    rounds = Rounds(turns, setting.rounds)

    names = {"words": "single words, negation off", "all": "words, wildcards, phrases, NEAR, negation on"}
    targets = []
    for job, name in names.items():
        what = f"whole job, {RULES:,} rules ({name})"
        for peer, floor in (("ICU", 10), ("Hyperscan", 10), ("zstd", 1)):
            if peer not in turns:
                targets.append(Target("S3", f"{what}, times {peer}", f"≥ {floor}", "it is not here", None))
                continue
            ratio = rounds.ratio(job, peer)
            of = {"ICU": "ICU's words alone", "Hyperscan": "Hyperscan `\\bword\\b` of the single words", "zstd": "zstd-3 unpacking (stretch)"}[peer]
            targets.append(Target("S3", f"{what}, times {of}", f"≥ {floor}", f"{ratio:.2f}", ratio.median >= floor))
        rate = rounds.rate(job)
        targets.append(Target("S3", f"{what}, MB/s", "≥ 500", f"{rate:.0f}", rate.median >= 500))
    return targets


def _zstd(corpus: _bench.Corpus) -> Turn:
    import pyarrow as pa

    codec = pa.Codec("zstd", compression_level=3)
    packed = codec.compress(arrow(corpus)["text"].chunk(0).buffers()[2])

    def run() -> tuple[float, int]:
        start = time.perf_counter()
        codec.decompress(packed, corpus.size_bytes)
        return time.perf_counter() - start, 0

    return Turn(run, corpus.size_bytes)


def by_rules(setting: Setting) -> tuple[Plot, list[Target]]:
    """Cold and warm; S4."""
    corpus = setting.corpus("english")
    turns = {}
    for number in setting.sweep_rules:
        yaml = _bench.Rules(corpus, number, THEMES).yaml
        for cold in (False, True):
            engine = _bench.job(yaml, cold=cold)
            # Cold is the first call of a new Coder, on the same text, so that what it learns is the same.
            turns[number, cold] = Turn(lambda engine=engine: engine.run(corpus), corpus.size_bytes, corpus.rows)
    rounds = Rounds(turns, setting.rounds)
    series = [
        Series("cold" if cold else "warm", setting.sweep_rules, [rounds.rate((number, cold)).median for number in setting.sweep_rules])
        for cold in (False, True)
    ]
    targets = []
    few, many = RULES, setting.sweep_rules[-1]
    for cold in (False, True):
        ratio = rounds.ratio((few, cold), (many, cold))
        what = f"{few:,} rules → {many:,} at equal hits, {'cold' if cold else 'warm'}, times slower"
        # A codebook of a smaller size says nothing of a million rules.
        met = ratio.median <= 1.2 if many >= 1_000_000 else None
        targets.append(Target("S4", what, "≤ 1.2", f"{ratio:.2f}", met))
    return Plot("rules", "The whole job by the number of rules, 1 theme a response", "rules", series), targets


def by_rows(setting: Setting) -> Plot:
    """From the smallest survey on, cold and warm, and ICU + hash map beside."""
    largest = setting.corpus("english", setting.sweep_rows[-1])
    made = _bench.Rules(setting.corpus("english"), RULES, THEMES)
    series = {name: Series(name, [], []) for name in ("warm", "cold", "ICU + hash map")}
    for rows in setting.sweep_rows:
        text = largest.head(rows)
        engines = {"warm": _bench.job(made.yaml), "cold": _bench.job(made.yaml, cold=True), "ICU + hash map": _bench.icu_map(made.words)}
        turns = {name: Turn(lambda engine=engine, text=text: engine.run(text), text.size_bytes, rows) for name, engine in engines.items()}
        rounds = Rounds(turns, setting.rounds if rows <= 100_000 else 3)
        for name in engines:
            series[name].x.append(rows)
            series[name].y.append(rounds.rate(name).median)
    return Plot("rows", f"The whole job by the number of responses, {RULES:,} words", "responses", list(series.values()))


def by_themes(setting: Setting) -> tuple[Plot, list[Target]]:
    """From a coding in ten responses to every third word; S5."""
    corpus = setting.corpus("english")
    series = {name: Series(name, [], []) for name in ("libcode", "libcode, negation on", "ICU + hash map")}
    targets = []
    for themes in (0.1, 1, 10, 20):
        made = _bench.Rules(corpus, RULES, themes)
        engines = {
            "libcode": _bench.job(made.yaml),
            "libcode, negation on": _bench.job(_bench.Rules(corpus, RULES, themes, "words", True).yaml),
            "ICU + hash map": _bench.icu_map(made.words),
        }
        rounds = Rounds({name: setting.turn(engine, corpus) for name, engine in engines.items()}, setting.rounds)
        turn = rounds.turns["libcode"]
        for name in engines:
            series[name].x.append(round(rounds.found["libcode"] / turn.rows, 2))
            series[name].y.append(rounds.rate(name).median)
    codings = rounds.found_a_second("libcode")
    what = f"many hits: {rounds.found['libcode'] / turn.rows:.1f} codings a response, negation off, million codings a second"
    targets.append(Target("S5", what, "≥ 50", f"{codings.median / 1e6:.1f} ± {100 * codings.spread:.0f} %", codings.median >= 50e6))
    return Plot("themes", f"The whole job by themes found, {RULES:,} words", "codings a response", list(series.values())), targets


def compiling(setting: Setting) -> tuple[Table, list[Target]]:
    """S6: a codebook made ready; reading its YAML apart."""
    corpus = setting.corpus("english")
    table = Table("Making a codebook ready, milliseconds", ["rules", "kinds", "YAML", "rules read", "compiled", "without YAML"])
    targets = []
    for number in [n for n in setting.sweep_rules if n >= RULES]:
        for mix in ("words", "all"):
            yaml = _bench.Rules(corpus, number, THEMES, mix).yaml
            times = [_bench.compile_seconds(yaml) for _ in range(max(3, setting.rounds) if number <= 10_000 else 3)]
            read, parse, compile = (statistics.median(column) for column in zip(*times, strict=True))
            total = figure([parse - read + compile for read, parse, compile in times])
            table.add(f"{number:,}", mix, *(f"{1000 * value:,.1f}" for value in (read, parse - read, compile, total.median)))
            limit = {1_000: 0.002, 1_000_000: 1.0}.get(number)
            if limit:
                measured = f"{1000 * total.median:,.1f} ± {100 * total.spread:.0f} %"
                targets.append(Target("S6", f"{number:,} rules ({mix}) made ready, YAML apart, ms", f"< {1000 * limit:,.0f}", measured, total.median < limit))
    return table, targets
