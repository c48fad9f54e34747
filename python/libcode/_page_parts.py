"""The parts of a report page that are there without scripts: themes, groups, first quotes, codebook, the run.

In: Codings, and the quotes chosen for the page. Out: Markup. Numbers come from the library's own tables. Tested by
tests/python/test_page.py.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from ._cells import cells
from ._core import Code, Codebook, Codings, Rule
from ._markup import Markup, bdi, joined, tag, text
from ._page_data import Chosen, Cue, Found, Met
from ._prevalence import _table, grouped
from ._show import aside, depths, many

QUOTE_CHARS = 400
PLAIN = "affirmed current self certain"
LETTERS = (
    "Cells are n/N (percent). A letter after a cell says that its share is significantly higher than that of the column with this "
    "letter: two-sided z-test of two shares, p adjusted by Bonferroni for all pairs of the row, below 0.05; columns with a base "
    "below 30 are not tested."
)
NO_LETTERS = "Cells are n/N (percent) of responses. Groups are not tested: one person may have given several responses."


def section(id: str, heading: str, *children: Any) -> Markup:
    return tag("section", tag("h2", heading, id=f"{id}-heading"), *children, id=id, aria_labelledby=f"{id}-heading")


def theme(at: int) -> str:
    """The class that holds a theme's colour."""
    return f"t{at}"


def scrolled(label: str, table: Markup, about: str = "") -> Markup:
    """A table that is moved sideways where the screen is narrow, by keyboard too; what is said about it stays where it is."""
    said = tag("p", about, class_="small") if about else ""
    return joined([said, tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label)])


def themes(codings: Codings, per: str) -> Markup:
    found = _table(codings, grouped(codings, None, per), cells(codings, "response"), per, "usable", None, 0.95, None)
    table, raw = {name: values.tolist() for name, values in found.items()}, codings._counts()
    rows = []
    for at, code in enumerate(codings.codebook.codes):
        count, base, percent = table[f"{per}s"][at], table["base"][at], table["percent"][at]
        low, high = table["low"][at], table["high"][at]
        name = tag("a", bdi(code.name), href=f"#quotes-{at}", data_code=at)
        parts = [aside(raw, at).strip(" ()"), f"{raw['not_counted'][at]:,} not counted" if raw["not_counted"][at] else ""]
        rows.append(tag(
            "tr",
            tag("th", name, scope="row", class_=f"level{min(table['level'][at], 6)}"),
            tag("td", _bar(percent, low, high, at) if base else "", class_="bar"),
            tag("td", f"{percent:.1f} %" if base else "–", class_="number strong"),
            tag("td", f"{low:.1f}–{high:.1f}" if base else "–", class_="number"),
            tag("td", f"{count:,} of {base:,}", class_="number"),
            tag("td", f"{raw['quotes'][at]:,}", class_="number"),
            tag("td", "; ".join(filter(None, parts)), class_="small wide"),
        ))  # fmt: skip
    heads = ["Theme", "", "Share", "95 % interval", f"{per.capitalize()}s", "Quotes", "Of the quotes"]
    numbers = {"Share", "95 % interval", f"{per.capitalize()}s", "Quotes"}
    head = tag("tr", *(
        tag("th", name, scope="col", class_="number" if name in numbers else None) if name else tag("td", class_="bar") for name in heads
    ))  # fmt: skip
    about = f"Shares are of {per}s with a usable answer, intervals Wilson's. A theme with sub-themes holds what they hold."
    return section("themes", "Themes", scrolled("Table of themes", tag("table", tag("thead", head), tag("tbody", *rows)), about))


def _bar(percent: float, low: float, high: float, at: int) -> Markup:
    whisker = tag("path", d=f"M{low:.2f} 2V8M{low:.2f} 5H{high:.2f}M{high:.2f} 2V8", class_="whisker")
    shapes = tag("rect", width="100", height="10", class_="ground"), tag("rect", width=f"{percent:.2f}", height="10", class_="share")
    return tag("svg", *shapes, whisker, viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true", class_=theme(at))


def groups(codings: Codings, tables: list[tuple[str, Any]], per: str) -> Markup:
    """Each table is that of `cross_table` for one variable."""
    shown = []
    for name, frame in tables:
        columns = {column: list(frame[column]) for column in frame.columns}
        level, code_names = columns.pop("level"), columns.pop("name")
        columns.pop("code")
        head = tag("tr", tag("td"), *(tag("th", bdi(column), scope="col", class_="number") for column in columns))
        rows = [
            tag("tr", tag("th", bdi(code_names[at]), scope="row", class_=f"level{min(level[at], 6)}"),
                *(tag("td", _share(cells[at]), class_="number") for cells in columns.values()))
            for at in range(len(code_names))
        ]  # fmt: skip
        table = tag("table", tag("thead", head), tag("tbody", *rows), class_="cross")
        shown += [tag("h3", bdi(name)), scrolled(f"Table of themes by {name}", table, LETTERS if per == "respondent" else NO_LETTERS)]
    return section("groups", "Themes by groups", *shown)


def _share(cell: str) -> Markup:
    share, closing, letters = cell.rpartition(")")
    return joined([share + closing, tag("b", letters)]) if closing else text(cell)


def first_quotes(codings: Codings, chosen: Chosen, variables: list[str], n: int) -> Markup:
    """Of each code the first quotes that count."""
    by_code: dict[int, list[list[Found]]] = {}
    counting = sorted((each for each in chosen.found if each.counts), key=lambda each: each.code)
    for (code, *_), several in groupby(counting, key=lambda each: (each.code, each.response, each.quote)):
        by_code.setdefault(code, []).append(list(several))
    total = codings._counts()["quotes"]
    parts = []
    for at, code in enumerate(codings.codebook.codes):
        quotes = by_code.get(at, [])
        shown = tag("ul", *(_item(several, variables) for several in quotes[:n]), class_="quotes") if quotes else text("")
        said = f"{many(int(total[at]), 'quote')}" + (f"; the first {n} are shown" if len(quotes) > n else "") if code.rules else "See its sub-themes."
        parts.append(tag("section", tag("h3", bdi(code.name), id=f"quotes-{at}"), tag("p", said, class_="small"), shown, class_=theme(at)))
    return joined(parts)


def _item(several: list[Found], variables: list[str]) -> Markup:
    quote = several[0].quote
    groups = [f"{name}: {label}" for name, label in zip(variables, quote.groups) if label is not None]
    where = [None if quote.row is None else f"row {quote.row}", quote.who, quote.question, *groups]
    about = joined((bdi(each) for each in where if each is not None), " · ")
    status = [joined([" ", tag("span", each, class_="status")]) for each in sorted({each.status for each in several} - {PLAIN})]
    why = tag("details", tag("summary", "Why"), *(_why(each) for each in several))
    return tag("li", tag("div", _marked(several), class_="said"), tag("div", about, *status, class_="small"), why)


def _marked(several: list[Found]) -> Markup:
    whole = several[0].quote.text
    first, last = 0, len(whole)
    if len(whole) > QUOTE_CHARS:
        first = max(0, several[0].start - QUOTE_CHARS // 2)
        last = min(len(whole), max(several[0].end, first + QUOTE_CHARS))
    parts: list[Any] = ["…"] if first else []
    at = first
    for start, end in sorted({(each.start, each.end) for each in several}):
        if at <= start < last:
            parts += [whole[at:start], tag("mark", whole[start : min(end, last)])]
            at = min(end, last)
    return bdi(*parts, whole[at:last], "…" if last < len(whole) else "")


def _why(found: Found) -> Markup:
    lines = [joined(["Rule, line ", found.line, ": ", tag("code", bdi(found.rule))])]
    lines += [_met(each) for each in found.met]
    lines.append(text(f"Status: {found.status}{'' if found.counts else ', does not count'}"))
    lines += [_cue(each) for each in found.cues]
    return tag("ul", *(tag("li", line) for line in lines), class_="why")


def _met(met: Met) -> Markup:
    parts: list[Any] = [tag("code", bdi(met.part))]
    if met.words:
        parts += [": ", joined((joined(["“", bdi(words), "”"]) for words in met.words), ", ")]
    if met.through:
        parts += [", by ", tag("code", bdi(met.through))]
    if met.note:
        parts.append(f" ({met.note})")
    return joined(parts)


def _cue(cue: Cue) -> Markup:
    return joined([f"{cue.status} by “", bdi(cue.words), f"”, {cue.away}; a cue of {cue.place}"])


def codebook(book: Codebook) -> Markup:
    parts = [tag("p", bdi(book.memo))] if book.memo else []
    for at, (code, depth) in enumerate(zip(book.codes, depths(book))):
        parts.append(tag("section", tag(f"h{min(3 + depth, 6)}", bdi(code.name)), tag("dl", *_about(code)), class_=f"code {theme(at)}"))
    if book.sets:
        sets = [pair for each in book.sets for pair in _pair(tag("code", bdi(f"${each.name}")), _rules(each.alternatives))]
        parts.append(tag("section", tag("h3", "Sets"), tag("dl", *sets), class_="code"))
    parts.append(tag("details", tag("summary", "The codebook's file"), scrolled("Text of the codebook's file", tag("pre", bdi(book.source)))))
    return section("codebook", "Codebook", *parts)


def _about(code: Code) -> list[Markup]:
    said: list[tuple[str, Any, Callable[[Any], Any]]] = [
        ("Code", code.path, lambda path: tag("code", bdi(path))),
        ("Definition", code.definition, bdi),
        ("Use when", code.use_when, bdi),
        ("Not when", code.not_when, bdi),
        ("Rules", code.rules, _rules),
        ("Unless", code.unless, _rules),
        ("Counts", code.count if code.rules else "", lambda count: tag("code", count)),
        ("Needs", code.at_least if code.at_least > 1 else 0, lambda least: f"at least {least} codings in a response"),
        ("Where", code.where, lambda where: joined((bdi(f"{name}: {', '.join(values)}") for name, values in where.items()), "; ")),
        ("Matches", code.match, _examples),
        ("Rejects", code.reject, _examples),
        ("Memo", code.memo, bdi),
    ]
    return [part for name, value, show in said if value for part in _pair(name, show(value))]


def _pair(name: Any, value: Any) -> list[Markup]:
    return [tag("dt", name), tag("dd", value)]


def _rules(rules: list[Rule]) -> Markup:
    return tag("ul", *(
        tag("li", tag("code", bdi(rule.text)), tag("span", f" line {rule.line}", class_="small"), *([" ", bdi(rule.memo)] if rule.memo else []))
        for rule in rules
    ))  # fmt: skip


def _examples(examples: list[Any]) -> Markup:
    return tag("ul", *(tag("li", bdi(each.text)) for each in examples))


def run(record: dict[str, Any]) -> Markup:
    """How the page was made, and how to check it."""
    book, columns = record["codebook"], record["columns"]
    read = [f"text from {', '.join(map(str, columns['text'].values()))}"]
    read += [f"{role} from {columns[role]}" for role in ("id", "respondent", "question") if columns[role] is not None]
    made = {
        "Library": f"libcode {record['libcode']}, Unicode {record['unicode']}",
        "Codebook": " ".join(filter(None, [book["name"], book["version"], f"({book['file']})"])),
        "Codebook, SHA-256": tag("code", book["sha256"]),
        "Columns": "; ".join(read),
        "Options": ", ".join(f"{name}={value}" for name, value in record["options"].items()),
        "Rows": f"{record['rows']:,} rows, {many(record['responses'], 'response')} ({record['asked']:,} asked, {record['usable']:,} "
        f"with a usable answer) of {many(record['respondents'], 'respondent')}; {many(record['codings'], 'coding')}",
        "Answers, SHA-256": tag("code", record["sha256"]["answers"]),
        "Codings, SHA-256": tag("code", record["sha256"]["codings"]),
    }
    if record.get("date"):
        made["Date"] = record["date"]
    pairs = [part for label, value in made.items() for part in _pair(label, value if isinstance(value, Markup) else bdi(value))]
    how = tag("p", "The codebook stands in this page. To code the same export again and compare every count and hash: ",
              tag("code", "libcode verify PAGE EXPORT"))  # fmt: skip
    return section("run", "This run", how, tag("dl", *pairs))
