"""Writes codings as one page that needs nothing else: no network, no script.

In: Codings, a path. Out: an HTML file. Tested by tests/python/test_show.py.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from . import _html
from ._core import Codings
from ._show import base_line, title
from ._tables import first_quotes

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }}
h1 {{ margin-bottom: 0; }} h2 {{ margin: 1.6em 0 .2em; font-size: 1.15em; }}
p.note, .who {{ opacity: .7; margin-top: .2em; }} .who {{ font-size: .85em; }}
ul.quotes {{ list-style: none; padding: 0; }} ul.quotes li {{ margin: .5em 0; }}
footer {{ margin-top: 3em; opacity: .6; font-size: .85em; }}
</style></head><body>
<h1>{title}</h1><p class="note">{base}</p>{note}
{table}
{themes}
<footer>libcode {version} · codebook {sha256}</footer>
</body></html>
"""


def to_html(
    self: Codings, path: str | os.PathLike[str], *, per: str = "respondent", quotes: int = 10, note: str = ""
) -> None:
    """Write a page with the table of themes and the first `quotes` quotes of each.

    `note` is a paragraph under the title, for instance where the answers come from."""
    if per not in ("response", "respondent"):
        raise ValueError("per= must be 'response' or 'respondent'")
    table = self._columns()
    themes = []
    for at, code in enumerate(self.codebook.codes):
        rows = _html.rows_of(table, first_quotes(self, table, code.path, quotes)) if code.rules else []
        if not rows:
            continue
        color = _html.color_of(code, at)
        asked_several = len(self.responses.questions) > 1
        items = "".join(
            f"<li>{_html.quote_html(row, color)}<br><span class=\"who\">row {row['row']}"
            f"{', ' + escape(row['question']) if asked_several else ''}</span></li>"
            for row in rows
        )
        about = f'<p class="note">{escape(code.definition)}</p>' if code.definition else ""
        themes.append(f'<h2 id="{escape(code.path)}">{escape(code.name)}</h2>{about}<ul class="quotes">{items}</ul>')
    page = PAGE.format(
        language=escape(self.codebook.language),
        title=escape(title(self.codebook)),
        base=escape(base_line(self)),
        note=f"<p>{escape(note)}</p>" if note else "",
        table=_html.prevalence_html(self, per, quotes=0),
        themes="".join(themes),
        version=escape(self.manifest["libcode"]),
        sha256=escape(self.codebook.sha256[:12]),
    )
    Path(path).write_text(page, encoding="utf-8")


Codings.to_html = to_html
