"""Writes codings as a document: tables of themes, quotes, and coded answers whose themes stand in comments.

In: Codings, a path. Out: a .docx file, the same bytes each time, in Word's own styles, so that a journal's template can take it
over. Costs about a millisecond a comment. Tested by tests/python/test_word.py.
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Any

from . import _report_tables as report
from ._core import Codings
from ._export import written
from ._response import Response
from ._same_bytes import DATE, repack
from ._show import base_line, title

# What XML 1.0 (§2.2, Char) cannot hold, and returns, which it would read back as line feeds.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
RETURN = re.compile("\r\n?")
MOST_GROUPS = 5  # side by side on a page
NO_BREAK = "\N{NO-BREAK SPACE}"
NUMBERS = {"n", "N", "%", "95 % CI"}


def to_word(
    self: Codings,
    path: str | os.PathLike[str],
    *,
    by: Any = None,
    per: str = "respondent",
    weights: Any = None,
    quotes: int | None = 10,
    texts: int | None = 50,
) -> None:
    """Write a document: the prevalence table, a cross-table (where `by` is given, as in `cross_table`), the first `quotes` quotes of
    each code, the codebook, the first `texts` coded answers with each coding as a comment on its words, and the manifest. None is
    all of them.

    What XML cannot hold (control characters) is shown as U+FFFD, and the document says how many; line ends become line
    breaks. Same codings, same bytes."""
    try:
        import docx
    except ImportError:
        raise ImportError("to_word() needs python-docx: pip install 'libcode[word]'") from None
    writer = _Writer(docx.Document(), self)
    writer.front()
    writer.prevalence(per, weights)
    if by is not None:
        writer.cross(by, per, weights)
    writer.quotes(quotes)
    writer.codebook()
    writer.answers(texts)
    writer.manifest()
    whole = io.BytesIO()
    writer.document.save(whole)
    with written(os.fspath(path)) as part:
        repack(whole, part)


class _Writer:
    def __init__(self, document: Any, codings: Codings) -> None:
        from docx.shared import Cm, Pt, RGBColor

        self.document, self.codings = document, codings
        self.changed, self.tables = 0, 0
        self.small, self.grey = Pt(9), RGBColor(0x55, 0x55, 0x55)
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        page = document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
        core = document.core_properties
        core.author, core.title, core.comments = "", self.text(title(codings.codebook)), f"libcode {codings.manifest['libcode']}"
        core.created = core.modified = DATE
        core.language = codings.codebook.language

    def text(self, value: Any) -> str:
        text = RETURN.sub("\n", str(value))
        shown = UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
        self.changed += shown != text
        return shown

    def front(self) -> None:
        self.document.add_heading(self.text(title(self.codings.codebook)), 0)
        self.document.add_paragraph(self.text(base_line(self.codings)))

    def prevalence(self, per: str, weights: Any) -> None:
        found = {column.name: column for column in report.prevalence(self.codings, per, weights).columns}
        self.document.add_heading("Themes", 1)
        self._caption(f"Themes by {per}: how many have each (n) of those whose answer is usable (N), with Wilson's interval")
        counts, bases = found[f"{per}s"].values, found["base"].values
        rows = [
            [name, f"{n:,}", f"{base:,}", _percent(share), f"{_percent(low)} to {_percent(high)}" if base else "–"]
            for name, n, base, share, low, high in zip(
                found["theme"].values, counts, bases, *(found[name].values for name in ("percent", "low", "high")))
        ]  # fmt: skip
        self._table(["Theme", "n", "N", "%", "95 % CI"], rows, [8.0, 1.7, 1.7, 1.6, 3.0], found["theme"].levels)

    def cross(self, by: Any, per: str, weights: Any) -> None:
        tested = weights is None and per == "respondent"  # a person's answers are not several people's
        frame = report.columns_of(self.codings.cross_table(by, per=per, weights=weights, letters=None if tested else "none"))
        groups = list(frame)[3:]
        self.document.add_heading("Themes by group", 1)
        for first in range(0, len(groups), MOST_GROUPS):
            part = groups[first : first + MOST_GROUPS]
            self._caption(
                f"Themes by group ({per}s): n/N (%)" + ("" if not tested else
                ". A letter says that the share is higher than that of the column so lettered (z-test, p < 0.05, Bonferroni)")
            )  # fmt: skip
            rows = [[name, *(str(cell).replace(" %", NO_BREAK + "%") for cell in cells)] for name, *cells in zip(frame["name"], *(frame[group] for group in part))]
            self._table(["Theme", *part], rows, [4.0] + [12.0 / len(part)] * len(part), frame["level"])

    def quotes(self, most: int | None) -> None:
        table = report.quotes(self.codings, sys.maxsize if most is None else most)
        columns = {column.name: column.values for column in table.columns}
        who = [column for column in table.columns if column.name in ("id", "respondent", "question")]
        who = who or [column for column in table.columns if column.name == "row"]
        places: dict[str, list[int]] = {}
        for at, path in enumerate(columns["code"]):
            places.setdefault(path, []).append(at)
        self.document.add_heading("Quotes", 1)
        for path, chosen in places.items():
            code = self.codings.codebook[path]
            self.document.add_heading(self.text(code.name), 2)
            if code.definition:
                self.document.add_paragraph(self.text(code.definition)).paragraph_format.keep_with_next = True
            rows = [[columns["quote"][at], *(column.values[at] for column in who)] for at in chosen]
            self._table(["Quote", *(column.name.capitalize() for column in who)], rows, [16.0 - 2.7 * len(who)] + [2.7] * len(who))

    def codebook(self) -> None:
        table = {column.name: column.values for column in report.codebook(self.codings).columns}
        self.document.add_heading("Codebook", 1)
        for at, path in enumerate(table["code"]):
            code = self.codings.codebook[path]
            self.document.add_heading(self.text(code.name), 2 if code.parent is None else 3)
            about = [("", code.definition), ("Use when: ", code.use_when), ("Not when: ", code.not_when), ("Rules: ", table["rules"][at]),
                     ("Unless: ", "\n".join(rule.text for rule in code.unless)), ("Counts if: ", code.count)]  # fmt: skip
            for word, text in about:
                if text:
                    paragraph = self.document.add_paragraph()
                    paragraph.add_run(word).italic = True
                    run = paragraph.add_run(self.text(text))
                    run.font.name = "Consolas" if word in ("Rules: ", "Unless: ") else None

    def answers(self, most: int | None) -> None:
        """Coded answers, each coding a comment on its words."""
        coded = list(dict.fromkeys(self.codings._columns()["response"].tolist()))
        first = int(self.codings.responses._columns(0, 1)["response"][0]) if len(self.codings.responses) else 0
        chosen = coded[:most]
        if not chosen:
            return
        self.document.add_heading("Coded answers", 1)
        part = f"The first {len(chosen):,} of {len(coded):,} coded answers" if len(chosen) < len(coded) else "All coded answers"
        self.document.add_paragraph(f"{part}; each coding is a comment on its words. What does not count says so.")
        several = len(self.codings.responses.questions) > 1
        for at in chosen:
            response = self.codings.response(at - first)
            who = f"{response.respondent}, " if self.codings.manifest["id"] or self.codings.manifest["respondent"] else ""
            head = self.document.add_paragraph()
            head.paragraph_format.keep_with_next = True
            head.paragraph_format.space_after = 0
            self._small(head.add_run(self.text(f"{who}row {response.row + 1}{', ' + response.question if several else ''}")))
            self._answer(response)

    def _answer(self, response: Response) -> None:
        """The text cut into runs wherever a coding begins or ends, so that comments may lie across one another."""
        text = response.text or ""
        paragraph = self.document.add_paragraph()
        edges = sorted({0, len(text), *(row[edge] for row in response.codings for edge in ("start", "end"))})
        runs = {}
        for first, last in zip(edges, edges[1:]):
            runs[first, last] = run = paragraph.add_run(self.text(text[first:last]))
            here = [row for row in response.codings if row["start"] <= first and last <= row["end"]]
            run.underline = any(row["counts"] for row in here) or None
        for row in response.codings:
            mine = [run for (first, last), run in runs.items() if row["start"] <= first and last <= row["end"]]
            if mine:
                cue = f", by “{row['cue']}”" if row["cue"] else ""
                counts = "" if row["counts"] else "; does not count"
                name = response.codes[row["code"]][1].name
                line = f", line {row['line']}" if row["line"] is not None else ""
                said = self.text(f"{name} ({row['code']})\n{row['status']}{cue}{counts}\n{row['rule']}{line}")
                self.document.add_comment(mine if len(mine) == 1 else [mine[0], mine[-1]], said, "libcode", "lc")._comment_elm.date = DATE

    def manifest(self) -> None:
        self.document.add_heading("How this was made", 1)
        lines = zip(*(column.values for column in report.manifest(self.codings).columns))
        rows = [[name, value] for name, value in lines]
        if self.changed:
            rows.append(["shown as \N{REPLACEMENT CHARACTER}", f"control characters, which a document cannot hold, in {self.changed:,} places"])
        self._table(["What", "Value"], rows, [4.5, 11.5])

    def _small(self, run: Any) -> None:
        run.font.size, run.font.color.rgb = self.small, self.grey

    def _caption(self, text: str) -> None:
        """Word's own caption, whose number is a field, so that it counts on among other tables."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.tables += 1
        paragraph = self.document.add_paragraph("Table ", style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " SEQ Table \\* ARABIC ")
        number = paragraph.add_run(str(self.tables))
        paragraph._p.append(field)
        field.append(number._r)
        paragraph.add_run(f". {text}.")

    def _table(self, header: list[str], rows: list[list[Any]], centimetres: list[float], levels: list[int] | None = None) -> None:
        """Rules above and below and under the header, as journals set tables. A cell that is (text, start, end) has its match in bold."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        table = self.document.add_table(rows=1, cols=len(header))
        table.autofit = False
        _borders(table, "top", "bottom")
        for column, width in zip(table.columns, centimetres):
            column.width = Cm(width)
        cells = [cell for row in [header, *rows] for cell in row]
        for _ in rows:
            table.add_row()
        places = [cell for row in table.rows for cell in row.cells]
        for at, (cell, value) in enumerate(zip(places, cells)):
            row, column = divmod(at, len(header))
            cell.width = Cm(centimetres[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            if header[column] in NUMBERS:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if levels and row and not column:
                paragraph.paragraph_format.left_indent = Cm(0.4 * levels[row - 1])
            self._fill(paragraph, value, bold=not row)
        _header(table.rows[0])
        for row in table.rows:
            _whole(row)
        self.document.add_paragraph().paragraph_format.space_after = 0

    def _fill(self, paragraph: Any, value: Any, bold: bool) -> None:
        text, start, end = value if isinstance(value, tuple) else (str(value), 0, 0)
        for part, strong in ((text[:start], bold), (text[start:end], True), (text[end:], bold)):
            if part:
                run = paragraph.add_run(self.text(part))
                run.font.size, run.bold = self.small, strong or None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _borders(table: Any, *sides: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    later = [each for each in properties if each.tag in {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}]
    later[0].addprevious(borders)  # the schema's order


def _whole(row: Any) -> None:
    """Never cut by the end of a page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _header(row: Any) -> None:
    """Underlined, and again on each page that the table goes on to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    again = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(again)
    for cell in row.cells:
        borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)


Codings.to_word = to_word
