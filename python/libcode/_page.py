"""Writes codings as one page that needs nothing else: no network, and no script to be read.

In: Codings, a path. Out: an HTML file, the same byte for byte for the same codings; its own content security policy forbids all that
is not in it. Costs an explanation a coding shown. Tested by tests/python/test_page.py and tests/python/test_browser.py.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from . import _page_data, _page_figures, _page_parts
from ._core import Codings
from ._html import color_of
from ._markup import Markup, bdi, data, joined, tag, text
from ._mask import Masker
from ._record import codebook_of, record
from ._show import base_line, title
from ._tables import PER, _one_of
from ._variables import Variable, has_column, variable


def to_html(
    self: Codings,
    path: str | os.PathLike[str],
    *,
    by: Any = None,
    per: str = "respondent",
    quotes: int = 10,
    most: int = 20_000,
    figures: Mapping[str, Callable[[Codings], Any]] | None = None,
    note: str = "",
    ids: bool = True,
    mask: bool | Iterable[str] = False,
    date: str = "",
) -> None:
    """Write a report: themes, themes by the groups of `by` (a variable as in `prevalence`, or a list of columns), quotes with why
    each was coded, the codebook, and what it takes to repeat the run (`libcode verify`).

    `figures` are drawn under their captions, each by a function that takes the codings and gives axes, such as
    `{"Over time": lambda codings: plots.over_time(codings, "date")}`; by default, where matplotlib is installed, the groups, pairs
    and sets of themes; `{}` for none.

    Scripts page and filter up to `most` codings; where there are more, each of the commoner codes shows as many, evenly spread.
    Without scripts, and on paper, each code shows its first `quotes`. `note` is a paragraph under the title, for instance where the
    answers come from, `date` is printed with the run; no other date is.

    `ids=False` leaves out rows and respondents; `mask=True` masks identifiers in quotes, and a list of names these too (see
    `libcode.mask`). The page still holds what people wrote: give it only to those who may read that."""
    _one_of(per, PER, "per")
    for name, number in (("quotes", quotes), ("most", most)):
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise ValueError(f"{name}= must be a whole number of 0 or more")
    masker = None if mask is False else Masker(() if mask is True else mask)
    groups = _groups(self, by)
    made = record(self, [(column, each) for column, each, _ in groups], {"per": per, "quotes": quotes, "most": most, "ids": ids, "mask": mask is not False})
    if date:
        made["date"] = date
    variables = [each for _, each, _ in groups]
    chosen = _page_data.choose(self, variables, most, ids, masker)
    tables = [(each.name, self.cross_table(key, per=per, letters=None if per == "respondent" else "none")) for _, each, key in groups]
    drawn = _page_figures.usual([(each.name, key) for _, each, key in groups], per) if figures is None else figures
    sections = [
        _page_parts.themes(self, per),
        *([_page_parts.groups(self, tables, per)] if tables else []),
        *([_page_parts.section("figures", "Figures", _page_figures.figures(self, drawn))] if drawn else []),
        _quotes(self, chosen, [each.name for each in variables], quotes),
        _page_parts.codebook(self.codebook),
        _page_parts.run(made),
    ]
    blocks = [
        data("record", {**made, "codebook": {**made["codebook"], **codebook_of(self.codebook)}}),
        data("quote-data", {**_codes(self), **_page_data.columns(chosen, variables)}),
    ]
    page = _document(self, note, sections, blocks)
    Path(path).write_bytes(page.encode("utf-8"))


def _groups(codings: Codings, by: Any) -> list[tuple[str, Variable, Any]]:
    """(column or "", values, `by`) of each variable."""
    if by is None:
        return []
    several = isinstance(by, list | tuple) and len(by) > 0 and all(has_column(codings, each) for each in by)
    found = [(each if has_column(codings, each) else "", variable(codings, each), each) for each in (by if several else [by])]
    return [(column, values._replace(name=values.name or "group"), each) for column, values, each in found]


def _codes(codings: Codings) -> dict[str, Any]:
    codes = codings.codebook.codes
    return {"codes": [[code.name, -1 if code.parent is None else code.parent, bool(code.rules)] for code in codes]}


def _quotes(codings: Codings, chosen: _page_data.Chosen, variables: list[str], n: int) -> Markup:
    left = sum(chosen.of) - len(chosen.found)
    said = f"{len(chosen.found):,} of {sum(chosen.of):,} codings are in this page: of the commoner themes as many each, evenly spread." if left else ""
    static = tag("div", _page_parts.first_quotes(codings, chosen, variables, n), id="first-quotes")
    off = tag("noscript", tag("p", "Scripts are off: the first quotes of each theme are shown, without filters.", class_="small"))
    live = tag("div", id="all-quotes", hidden=True)
    return _page_parts.section("quotes", "Quotes", tag("p", said, class_="small") if said else "", off, live, static)


def _document(codings: Codings, note: str, sections: list[Markup], blocks: list[Markup]) -> Markup:
    folder = files("libcode") / "page"
    colors = "".join(
        f".{_page_parts.theme(at)}{{--c:{color_of(code, at)};--b:{color_of(code, at)}40}}" for at, code in enumerate(codings.codebook.codes)
    )
    style = folder.joinpath("page.css").read_text(encoding="utf-8") + colors
    script = folder.joinpath("page.js").read_text(encoding="utf-8")
    policy = "; ".join([
        "default-src 'none'", f"script-src '{_digest(script)}'", f"style-src '{_digest(style)}'", "img-src data:", "base-uri 'none'", "form-action 'none'",
    ])  # fmt: skip
    name = title(codings.codebook)
    links = {"themes": "Themes", "groups": "Groups", "figures": "Figures", "quotes": "Quotes", "codebook": "Codebook", "run": "This run"}
    present = [tag("li", tag("a", label, href=f"#{id}")) for id, label in links.items() if any(f'id="{id}"' in each[:60] for each in sections)]
    head = tag(
        "head", tag("meta", charset="utf-8"), tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"), tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"), tag("title", name), Markup(f"<style>{style}</style>"),
    )  # fmt: skip
    top = [tag("h1", bdi(name)), tag("p", base_line(codings), class_="small"), tag("p", bdi(note)) if note else ""]
    body = tag(
        "body", tag("a", "To the quotes", href="#quotes", class_="skip"), tag("header", *top), tag("nav", tag("ul", *present), aria_label="Contents"),
        tag("main", *sections), *blocks, Markup(f"<script>{script}</script>"),
    )  # fmt: skip
    return joined([Markup("<!doctype html>\n"), tag("html", head, body, lang=text(codings.codebook.language)), "\n"])


def _digest(source: str) -> str:
    return "sha256-" + b64encode(sha256(source.encode("utf-8")).digest()).decode("ascii")


Codings.to_html = to_html
