"""How codebooks, codings and responses look in a notebook.

In: an object. Out: HTML with inline styles only (GitHub strips the rest), readable on light and on
dark, everything escaped and each respondent's words in a `<bdi>`. Tested by tests/python/test_show.py.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from ._core import Code, Codebook, Codings, Responses
from ._marks import Stretch, depth, escaped, mark, marked
from ._show import MOST_ROWS, aside, base_line, children, depths, many, most_frequent, responses_text, rules_of, title, visible

# Chosen to be told apart on white and on black, at the strength they are used in.
COLORS = ("#4e79a7", "#c9700c", "#3a9e5c", "#c94f4f", "#8c6bb1", "#2b9ba8", "#a97b08", "#d0679d")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
FAINT = "opacity:.7"
CELL = "text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border:0;background:transparent;white-space:normal"
HEAD = "<tr style=\"background:transparent\">" + "".join(
    f'<th scope="col" align="left" style="{CELL};{FAINT};font-weight:normal;{more}">{name}</th>'
    for name, more in (("theme", ""), ("", ""), ("percent", "text-align:right"), ("{per}s, of those with a usable answer", ""))
) + "</tr>"
USUAL = {"negation": "affirmed", "time": "current", "person": "self", "certainty": "certain"}
QUOTES_SHOWN = 2
QUOTE_CHARS = 180


def color_of(code: Code, at: int) -> str:
    return code.color if COLOR.fullmatch(code.color) else COLORS[at % len(COLORS)]


def box(inner: str) -> str:
    return f'<div style="font-family:system-ui,sans-serif;line-height:1.45;color:inherit;max-width:60em">{inner}</div>'


def words(text: str) -> str:
    """A respondent's words: escaped, and unable to turn the text around them."""
    return f'<bdi style="white-space:pre-wrap;overflow-wrap:anywhere">{escaped(text)}</bdi>'


def quote_html(row: dict[str, Any], color: str) -> str:
    """A quote with its match marked, cut around the match where it is long."""
    quote, start = row["quote"], row["start"] - row["quote_start"]
    end = row["end"] - row["quote_start"]
    first = max(0, start - QUOTE_CHARS // 2) if len(quote) > QUOTE_CHARS else 0
    last = min(len(quote), max(end, first + QUOTE_CHARS))
    head, tail = "…" if first else "", "…" if last < len(quote) else ""
    inner = escaped(quote[first:start]) + mark(quote[start:end], color, hint=row["code"]) + escaped(quote[end:last])
    return f'<bdi style="overflow-wrap:anywhere">“{head}{inner}{tail}”</bdi>'


def rows_of(table: dict[str, Any], chosen: list[int]) -> list[dict[str, Any]]:
    """Rows of a table of columns, as dicts."""
    plain = {name: values[0] if isinstance(values, tuple) else values for name, values in table.items()}
    return [{name: values[i] for name, values in plain.items()} for i in chosen]


def prevalence_html(codings: Codings, per: str, quotes: int, most_rows: int | None = None) -> str:
    """The table of themes: name, bar, share, base and a few quotes each; of more than `most_rows` the most frequent."""
    from ._tables import first_quotes

    found, table = codings._counts(), codings._columns()
    has, base = found[f"{per}s"], found[f"usable_{per}s"]
    shown = most_frequent(has.tolist(), most_rows)
    deep = depths(codings.codebook)
    lines = [HEAD.format(per=per)]
    for at in shown:
        code = codings.codebook.codes[at]
        color = color_of(code, at)
        share = 100 * has[at] / base[at] if base[at] else 0.0
        bar = (
            f'<div style="width:6em;height:.8em;margin-top:.35em;border-radius:3px;background:{color}26">'
            f'<div style="width:{share:.1f}%;height:100%;border-radius:3px;background:{color}"></div></div>'
        )
        percent = f"{share:.1f}&nbsp;%" if base[at] else "–"
        indent = "&emsp;" * deep[at]
        lines.append(
            f'<tr style="background:transparent"><th scope="row" align="left" style="{CELL};font-weight:inherit;min-width:14em" title="{escape(code.definition)}">'
            f'{indent}{words(code.name)}</th><td style="{CELL}">{bar}</td>'
            f'<td style="{CELL};text-align:right;font-variant-numeric:tabular-nums">{percent}</td>'
            f'<td style="{CELL};{FAINT}">{has[at]:,} of {base[at]:,}, {many(found["quotes"][at], "quote")}{aside(found, at)}</td></tr>'
        )
        rows = rows_of(table, first_quotes(codings, table, code.path, quotes)) if code.rules and quotes else []
        if rows:
            said = "<br>".join(f"{indent}&emsp;{quote_html(row, color)}" for row in rows)
            lines.append(f'<tr style="background:transparent"><td colspan="4" style="{CELL};font-size:.9em;padding-bottom:.6em">{said}</td></tr>')
    left = len(has) - len(shown)
    more = f'<div style="{FAINT}">The {len(shown)} most frequent themes; {left:,} more are in counts().</div>' if left else ""
    return f'<table style="border-collapse:collapse;border:0;color:inherit">{"".join(lines)}</table>{more}'


def codings_html(self: Codings) -> str:
    head = f"<strong>{escape(title(self.codebook))}</strong><br><span style=\"{FAINT}\">{escape(base_line(self))}</span>"
    return box(head + prevalence_html(self, "respondent", QUOTES_SHOWN, MOST_ROWS))


def book_html(self: Codebook) -> str:
    codes = self.codes
    under = children(self)

    def tree(parent: int | None) -> str:
        items = "".join(item(at) for at in under.get(parent, []) if at < MOST_ROWS)
        return f'<ul style="list-style:none;margin:0;padding-left:1.2em">{items}</ul>' if items else ""

    def item(at: int) -> str:
        code = codes[at]
        key = f' <code style="{FAINT};background:transparent;color:inherit">{escape(code.path)}</code>'
        count = f' <span style="{FAINT}">{rules_of(code)}</span>' if rules_of(code) else ""
        lines = [f'<div style="{FAINT}">{escape(code.definition)}</div>'] if code.definition else []
        rules = [rule.text for rule in code.rules] + [f"unless {rule.text}" for rule in code.unless]
        lines += [f'<div><code style="background:transparent;color:inherit">{escape(rule)}</code></div>' for rule in rules]
        dot = f'<span style="color:{color_of(code, at)}">●</span> '
        head = f"{dot}{escape(code.name)}{key}{count}"
        if not lines:
            return f"<li>{head}{tree(at)}</li>"
        inner = f'<div style="padding-left:1.2em;font-size:.9em">{"".join(lines)}</div>'
        return f'<li><details><summary style="cursor:pointer">{head}</summary>{inner}</details>{tree(at)}</li>'

    total = many(sum(len(code.rules) for code in codes), "rule")
    head = f"<strong>{escape(title(self))}</strong> <span style=\"{FAINT}\">{many(len(codes), 'code')}, {total}</span>"
    more = f'<div style="{FAINT}">{len(codes) - MOST_ROWS:,} more are in codes.</div>' if len(codes) > MOST_ROWS else ""
    return box(head + tree(None) + more)


def response_html(response: Any) -> str:
    """The text with every coding marked, and under it what each mark is."""
    where = f"Response {response.response}, row {response.row}, {response.question}"
    head = f'<div style="{FAINT};font-size:.9em">{escape(where)}</div>'
    if response.text is None:
        return box(head + "<em>not asked</em>")
    stretches = [_stretch(row, response.codes) for row in response.codings]
    height = 1.7 + 0.3 * min(depth(stretches), 8)
    text = marked(response.text, 0, len(response.text), stretches)
    body = f'<div style="margin:.4em 0;line-height:{height:.1f}"><bdi style="white-space:pre-wrap;overflow-wrap:anywhere">{text}</bdi></div>'
    left = len(response.codings) - MOST_ROWS
    more = f'<div style="{FAINT}">{left:,} more are in codings.</div>' if left > 0 else "" if response.codings else "<em>no codings</em>"
    return box(head + body + "".join(_coding_line(row, response.codes) for row in response.codings[:MOST_ROWS]) + more)


def _stretch(row: dict[str, Any], codes: dict[str, tuple[int, Code]]) -> Stretch:
    """A coding as a line under its words; its name says what keeps it from counting, or its reader from taking it for the writer's now."""
    aside = [row[axis] for axis, usual in USUAL.items() if row[axis] != usual]
    name = ", ".join([visible(codes[row["code"]][1].name, 40), *aside, *([] if row["counts"] else ["does not count"])])
    return Stretch(row["start"], row["end"], _color(row, codes), row["counts"] and not aside, name, f"{row['code']} ({row['status']})")


def _color(row: dict[str, Any], codes: dict[str, tuple[int, Code]]) -> str:
    place, code = codes[row["code"]]
    return color_of(code, place)


def _coding_line(row: dict[str, Any], codes: dict[str, tuple[int, Code]]) -> str:
    color = _color(row, codes)
    cue = f", by “{escape(row['cue'])}”" if row["cue"] else ""
    not_counted = "" if row["counts"] else ", does not count"
    rule = f'<code style="background:transparent;color:inherit">{escape(row["rule"])}</code>'
    what = f'{mark(row["text"], color, counts=row["counts"])} {escape(codes[row["code"]][1].name)}'
    return (
        f'<div style="font-size:.9em"><bdi>{what}</bdi> '
        f'<span style="{FAINT}">{escape(row["status"])}{cue}{not_counted} · line {row["line"]}: {rule}</span></div>'
    )


def responses_html(self: Responses) -> str:
    return box(escape(responses_text(self)))


Codebook._repr_html_ = book_html
Codings._repr_html_ = codings_html
Responses._repr_html_ = responses_html
