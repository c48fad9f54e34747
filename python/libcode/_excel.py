"""Writes codings as a workbook: a sheet a table, with nothing in it that Excel would run.

In: Codings, a path. Out: an .xlsx file, the same bytes each time. Each cell is written as what it is, a number or text; never a
formula or a link. Rows are written one after another, in memory that does not grow with them. Tested by tests/python/test_excel.py.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import _report_tables as report
from ._core import Codings
from ._export import FORMULA_SIGNS, written
from ._report_tables import Column, Table
from ._same_bytes import DATE, repack
from ._show import base_line, title
from ._variables import writable

# Excel's specifications and limits: rows and columns of a sheet, UTF-16 code units of a cell, digits of a number.
ROWS, COLUMNS, CELL_UNITS, EXACT = 1_048_576, 16_384, 32_767, 10**15
ROWS_NAMED = 20
NUMBER = {"whole": {"num_format": "#,##0", "align": "right", "indent": 1}, "number": {}, "text": {"align": "left"}}
LINE_POINTS, HIGHEST_POINTS = 15, 405
WIDTHS = {"theme": 34, "code": 30, "quote": 80, "answer": 80, "status": 30, "rule": 40, "definition": 50, "use when": 40, "not when": 40,
          "rules": 60, "unless": 40, "must match": 40, "must reject": 40, "memo": 40, "what": 24, "value": 90, "id": 16, "question": 16}  # fmt: skip
# What XlsxWriter writes as _xHHHH_, in a text with bold parts twice over.
ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def to_excel(
    self: Codings,
    path: str | os.PathLike[str],
    *,
    by: Any = None,
    per: str = "respondent",
    weights: Any = None,
    quotes: int | None = None,
) -> None:
    """Write a workbook with the sheets prevalence, cross-table (where `by` is given, as in `cross_table`), quotes, codebook, uncoded
    and manifest.

    The sheet of quotes has every coding, those that do not count too, with the match in bold; `quotes=10` has the first ten
    of each code that count. Text is written as text, however it begins. What Excel cannot hold is said in the manifest:
    a cell of more than 32,767 characters (UTF-16 code units) is cut about its match, and a table of more than 1,048,575
    rows goes on in another sheet. Line ends become line feeds, as Excel has them. Rows are numbered from 1. Same codings, same bytes."""
    try:
        import xlsxwriter
    except ImportError:
        raise ImportError("to_excel() needs XlsxWriter: pip install 'libcode[excel]'") from None
    tables = [report.prevalence(self, per, weights)]
    tables += [] if by is None else [report.cross(self, by, per, weights)]
    tables += [report.quotes(self, quotes), report.codebook(self), report.uncoded(self)]
    for table in tables:
        if len(table.columns) > COLUMNS:
            raise ValueError(f"the {table.name} has {len(table.columns):,} columns and a sheet at most {COLUMNS:,}; cut by= into fewer groups")
    with written(os.fspath(path)) as part, tempfile.TemporaryDirectory(dir=part.parent, prefix=f".{part.name}.") as folder:
        loose = Path(folder) / "loose.xlsx"
        book = xlsxwriter.Workbook(loose, {**OPTIONS, "tmpdir": folder, "use_zip64": True})
        book.set_properties({"title": _text(title(self.codebook)), "comments": f"libcode {self.manifest['libcode']}", "created": DATE})
        writer = _Writer(book)
        for table in tables:
            writer.table(table)
        writer.manifest(self)
        book.close()
        repack(loose, part)


def _text(value: Any) -> str:
    return writable(value).replace("\r\n", "\n").replace("\r", "\n")


def _units(text: str) -> int:
    """UTF-16 code units, which Excel counts as characters."""
    return len(text) + sum(sign > "\uffff" for sign in text)


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.notes: list[tuple[str, str]] = []
        self.formats: dict[tuple[Any, ...], Any] = {}
        self.bold = book.add_format({"bold": True, "font_color": "#9C2F00"})

    def format(self, **how: Any) -> Any:
        key = tuple(sorted(how.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **how})
        return self.formats[key]

    def table(self, table: Table) -> None:
        """The table on a sheet, or on as many as it needs."""
        sheets = -(-table.rows // (ROWS - 1)) or 1
        cut: list[str] = []
        for at in range(sheets):
            name = table.name if at == 0 else f"{table.name} {at + 1}"
            last = min(table.rows, (at + 1) * (ROWS - 1))
            cut += self._sheet(name, table, range(at * (ROWS - 1), last))
        if sheets > 1:
            self.notes.append((f"{table.name}: rows", f"{table.rows:,} rows; Excel holds {ROWS:,} a sheet, so they go on in {sheets - 1} more"))
        if cut:
            more = f" and {len(cut) - ROWS_NAMED:,} more" if len(cut) > ROWS_NAMED else ""
            self.notes.append((f"{table.name}: cut cells", f"Excel holds {CELL_UNITS:,} characters a cell; cut (…): {', '.join(cut[:ROWS_NAMED])}{more}"))

    def manifest(self, codings: Codings) -> None:
        said = [
            ("codings", base_line(codings)), ("rows", "numbered from 1, the header not counted"),
            ("low, high", "95 % interval of the percent (Wilson 1927)"),
            ("higher than", "letters of the groups whose share is lower (z-test, p < 0.05, Bonferroni); groups below 30 are not tested"),
        ]  # fmt: skip
        table = report.manifest(codings)
        names, values = ([*each.values, *more] for each, more in zip(table.columns, zip(*said, *self.notes)))
        self._sheet("manifest", Table("manifest", [Column("what", "text", names), Column("value", "text", values)]), range(len(names)))

    def _sheet(self, name: str, table: Table, rows: range) -> list[str]:
        """Write these rows; returns the cells that were cut."""
        sheet = self.book.add_worksheet(name)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.freeze_panes(1, 1 if table.columns[0].kind == "name" else 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, _width(column))
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
        self._bars(sheet, table, len(rows))
        sides = {column.name: "left" if column.kind in ("text", "name", "quote") else "right" for column in table.columns}
        sheet.set_row(0, LINE_POINTS * max(_lines(column.name, _width(column) - 4) for column in table.columns))
        for at, column in enumerate(table.columns):
            self._put(sheet, 0, at, _text(column.name), self.format(bold=True, bottom=1, text_wrap=True, align=sides[column.name]))
        cut = []
        for number, row in enumerate(rows, 1):
            sheet.set_row(number, min(HIGHEST_POINTS, LINE_POINTS * max(_lines(_shown(column, row), _width(column)) for column in table.columns)))
            for at, column in enumerate(table.columns):
                if self._cell(sheet, number, at, column, row):
                    cut.append(f"{column.name} in row {number + 1} of {name}")
        return cut

    @staticmethod
    def _bars(sheet: Any, table: Table, rows: int) -> None:
        for at, column in enumerate(table.columns):
            if column.kind == "percent" and column.name not in ("low", "high") and rows:
                sheet.conditional_format(1, at, rows, at, {
                    "type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
                })  # fmt: skip

    def _cell(self, sheet: Any, row: int, at: int, column: Column, of: int) -> bool:
        """Whether the cell had to be cut."""
        value = column.values[of]
        if value is None or value == "":
            return False
        if column.kind == "quote":
            return self._quote(sheet, row, at, *value)
        if column.kind == "percent":
            sheet.write_number(row, at, value, self.format(num_format="0.0%"))
            return False
        if not isinstance(value, str) and abs(value) < EXACT:
            sheet.write_number(row, at, value, self.format(**NUMBER[column.kind]))
            return False
        text = _text(value)
        first, last = _window(text, 0, 0)
        how = {"indent": column.levels[of], "align": "left"} if column.levels and column.levels[of] else {}
        self._put(sheet, row, at, text[first:last] + "…" * (last < len(text)), self.format(text_wrap=True, **how, **_prefix(text)))
        return last < len(text)

    def _quote(self, sheet: Any, row: int, at: int, text: str, start: int, end: int) -> bool:
        first, last = _window(text, start, end)
        before, match, after = map(_text, (text[first:start], text[start : min(end, last)], text[end:last]))
        before, after = "…" * (first > 0) + before, after + "…" * (last < len(text))
        how = self.format(text_wrap=True, **_prefix(before + match))
        if not match or ESCAPED.search(before + match + after):
            self._put(sheet, row, at, before + match + after, how)
        elif not before + after:
            self._put(sheet, row, at, match, self.format(text_wrap=True, bold=True, font_color="#9C2F00", **_prefix(match)))
        else:
            parts = [each for each in (before, self.bold, match, after) if each != ""]
            _done(sheet.write_rich_string(row, at, *parts, how))
        return first > 0 or last < len(text)

    @staticmethod
    def _put(sheet: Any, row: int, at: int, text: str, how: Any) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter takes it for the XML of a rich string
            text = ESCAPED.sub("\N{REPLACEMENT CHARACTER}", text)
            _done(sheet.write_rich_string(row, at, text[0], text[1], text[2:], how))
        else:
            _done(sheet.write_string(row, at, text, how))


def _width(column: Column) -> int:
    """In characters."""
    return WIDTHS.get(column.name, 11 if column.kind in ("whole", "number", "percent") else 14)


def _shown(column: Column, row: int) -> str:
    value = column.values[row]
    text = value[0] if isinstance(value, tuple) else value
    return text if isinstance(text, str) else ""


def _lines(text: str, width: int) -> int:
    """About how many a cell needs: programs do not agree on heights of their own where parts of a text are bold."""
    return sum(1 + max(0, len(line) - 1) // max(1, width) for line in text[:CELL_UNITS].splitlines()) or 1


def _prefix(text: str) -> dict[str, bool]:
    """So that a cell that is edited and left stays text, too."""
    return {"quote_prefix": True} if text.startswith(FORMULA_SIGNS) else {}


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of `text` that a cell can hold with an ellipsis on both sides, the match in it."""
    if len(text) <= CELL_UNITS // 2 or _units(text) <= CELL_UNITS:
        return 0, len(text)
    room = CELL_UNITS - 2
    first = 0 if _units(text[:end]) <= room else max(0, min(start, end - room // 2))
    if _units(text[first:end]) > room:
        first = start
    return first, first + sum(1 for _ in _fitting(text[first:], room))


def _fitting(text: str, units: int) -> Iterator[str]:
    for sign in text:
        units -= 2 if sign > "\uffff" else 1
        if units < 0:
            return
        yield sign


def _done(code: int) -> None:
    if code:
        raise ValueError(f"XlsxWriter could not write a cell (code {code})")


Codings.to_excel = to_excel
