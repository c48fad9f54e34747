"""Codebooks as spreadsheets, to and from the file form.

    code      parent    definition          rule
    physical            Harm to the body
    bladder   physical  Bladder problems    bladder~ pain*
    bladder                                 catheter*

In: rows of CSV or XLSX. Out: a Codebook, or its faults at the sheet's row and column. A code may have several rows; so
may a cell have several lines. A row whose code is `$drug` holds alternatives of that set, a row whose code is `*` is
about the whole codebook. Tested by tests/python/test_codebook_forms.py.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import _forms
from ._core import Codebook, CodebookError, Fault
from ._export import FORMULA_SIGNS, csv_writer, unformulated
from ._forms import Code, Placed

SUFFIXES = (".csv", ".tsv", ".xlsx")
LISTS = {"rule": "rules", "unless": "unless", "match": "match", "reject": "reject"}
TEXTS = ("name", "definition", "use_when", "not_when", "memo", "color", "count", "at_least")
OF_RULE = {"weight": "weight", "memo": "rule_memo"}
OF_BOOK = ("version", "language", "cues")
COLUMNS = ("code", "parent", "name", "definition", "use_when", "not_when", "rule", "weight", "rule_memo", "unless", "match", "reject", "memo",
           "color", "count", "at_least", "settings", "where", *OF_BOOK)  # fmt: skip
ALWAYS = ("code", "parent", "definition", "rule")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
Place = tuple[int, str]  # the sheet's row, from 1, and the column's name


class Faults:
    def __init__(self, file: str) -> None:
        self.file, self.faults = file, []

    def add(self, place: Place, message: str, hint: str = "", cell: str = "", at: int = 1, length: int = 0) -> None:
        row, column = place
        state = (self.file, row, at, f"column `{column}`: {message}", hint, cell, length or max(1, len(cell)))
        fault = Fault.__new__(Fault)
        fault.__setstate__(state)
        self.faults.append(fault)

    def raise_any(self) -> None:
        if self.faults:
            self.faults.sort(key=lambda fault: fault.line)
            error = CodebookError("\n".join(map(str, self.faults)))
            error.faults = self.faults
            raise error


def read(path: str | os.PathLike[str]) -> Codebook:
    """Read a codebook file, and the cue file it names; or a spreadsheet (.csv, .tsv, .xlsx) with the columns `code`,
    `parent`, `definition` and `rule`."""
    if Path(path).suffix.lower() not in SUFFIXES:
        return _read_file(path)
    faults = Faults(os.fspath(path))
    rows = list(_xlsx_rows(path) if Path(path).suffix.lower() == ".xlsx" else _csv_rows(path))
    reader = _Reader(rows, faults)
    faults.raise_any()
    head = {"codebook": Path(path).stem} | reader.head
    lines = _forms.file_lines(head, reader.settings, reader.sets, reader.codes)
    cues = Path(path).parent / reader.head["cues"] if reader.head.get("cues") else None
    try:
        text = "".join(f"{line}\n" for line, _ in lines)
        return Codebook.parse(text, os.fspath(path), cues and cues.read_text("utf-8"))
    except CodebookError as error:
        for fault in error.faults:
            _carry_back(fault, lines, faults)
        faults.raise_any()
        raise


def _carry_back(fault: Fault, lines: list[_forms.Line], faults: Faults) -> None:
    """A fault of the file form, at the cell that its line came from."""
    line, place = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ("", None)
    if place is None:
        faults.add((1, "code"), fault.message, fault.hint)
        return
    cell = line.strip()
    within = fault.column - 1 - (len(line) - len(line.lstrip()))
    faults.add(place, fault.message, fault.hint, cell, max(1, within + 1), min(fault.length_chars, max(1, len(cell) - within)))


class _Reader:
    """The rows of a sheet, put together by code."""

    def __init__(self, rows: list[list[str]], faults: Faults) -> None:
        self.faults = faults
        self.head: dict[str, str] = {}
        self.settings: dict[str, str] = {}
        self.sets: dict[str, list[str]] = {}
        self.codes: list[Code] = []
        self.drafts: dict[str, dict[str, Any]] = {}  # by label, in order
        header = [cell.strip().lower().replace(" ", "_") for cell in rows[0]] if rows else []
        for name in ("code", "rule"):
            if name not in header:
                faults.add((1, name), "there is no such column", f"the columns are {', '.join(COLUMNS)}; `code` and `rule` are needed")
        for at, name in enumerate(header):
            if name and name not in COLUMNS:
                faults.add((1, name), "unknown column", f"the columns are {', '.join(COLUMNS)}", rows[0][at])
            elif name and header.index(name) != at:
                faults.add((1, name), "this column stands twice", "", rows[0][at])
        if faults.faults:
            return
        label = ""
        for number, row in enumerate(rows[1:], 2):
            cells = {name: cell for name, cell in zip(header, row) if name and cell.strip()}
            if not cells:
                continue
            label = cells.get("code", label).strip()
            if not label:
                faults.add((number, "code"), "the first row names no code")
            else:
                self._row(number, label, cells)
        if not self.drafts and not faults.faults:
            faults.add((1, "code"), "the sheet has no codes")
        self.codes = self._nested()

    def _row(self, number: int, label: str, cells: dict[str, str]) -> None:
        if label.startswith("$"):
            self.sets.setdefault(Placed(label[1:], (number, "code")), []).extend(self._lines(number, "rule", cells))
            return
        if label == "*":
            self.head |= {name: Placed(cells[name].strip(), (number, name)) for name in (*OF_BOOK, "memo") if name in cells}
            self.head |= {"codebook": Placed(cells["name"].strip(), (number, "name"))} if "name" in cells else {}
            self.settings |= self._pairs(number, "settings", cells)
            return
        draft = self.drafts.setdefault(label, {"place": (number, "code"), "parent": "", "lists": {}, "settings": {}, "where": {}})
        for name in ("parent", *TEXTS):
            text = cells.get(name, "").strip()
            if text and draft.get(name, "") not in ("", text):
                self.faults.add((number, name), f"code {label} has another {name} above", "write it once", text)
            elif text:
                draft[name] = Placed(text, (number, name))
        for column, name in LISTS.items():
            found: list[Any] = self._lines(number, column, cells)
            more = {key: Placed(cells[name].strip(), (number, name)) for key, name in OF_RULE.items() if name in cells}
            if column == "rule" and more:
                found = [{"rule": rule} | more for rule in found]
            draft["lists"].setdefault(name, []).extend(found)
        draft["settings"] |= self._pairs(number, "settings", cells)
        for name, values in self._pairs(number, "where", cells).items():
            draft["where"][name] = [Placed(value.strip(), (number, "where")) for value in values.split("|")]

    @staticmethod
    def _lines(number: int, column: str, cells: dict[str, str]) -> list[str]:
        return [Placed(line.strip(), (number, column)) for line in cells.get(column, "").splitlines() if line.strip()]

    def _pairs(self, number: int, column: str, cells: dict[str, str]) -> dict[str, str]:
        """`case: exact; negation: off`."""
        found = {}
        for part in filter(str.strip, re.split(r"[;\n]", cells.get(column, ""))):
            name, colon, value = part.partition(":")
            if not colon or not value.strip():
                self.faults.add((number, column), "this is no `name: value`", "write `case: exact; negation: off`", part.strip())
            else:
                found[Placed(name.strip(), (number, column))] = Placed(value.strip(), (number, column))
        return found

    def _nested(self) -> list[Code]:
        keys: dict[str, str] = {}
        for label, draft in self.drafts.items():
            key = key_of(label.rsplit(".", 1)[-1] if NAME.fullmatch(label.rsplit(".", 1)[-1]) else label)
            if not key:
                self.faults.add(draft["place"], "no key can be made of this", "use a letter from a to z, then letters, digits and `_`", label)
            keys[label] = key
        below: dict[str | None, list[str]] = {}
        for label, draft in self.drafts.items():
            parent = draft["parent"] or (label.rpartition(".")[0] if "." in label and label.rpartition(".")[0] in self.drafts else "")
            if parent and parent not in self.drafts:
                short = parent.rsplit(".", 1)[-1]
                if short in self.drafts:
                    parent = Placed(short, draft["parent"].place)
                else:
                    self.faults.add(draft["parent"].place, f"there is no code {parent}", "its own row goes anywhere in the sheet", parent)
            below.setdefault(parent or None, []).append(label)
        codes = self._under(None, below, keys)
        left = set(self.drafts) - self.reached
        if left and not self.faults.faults:
            first = next(label for label in self.drafts if label in left)
            self.faults.add(self.drafts[first]["parent"].place, f"code {first} is its own parent, by way of others", "", self.drafts[first]["parent"])
        return codes

    def _under(self, parent: str | None, below: dict[str | None, list[str]], keys: dict[str, str]) -> list[Code]:
        if parent is None:
            self.reached: set[str] = set()
        codes, taken = [], {}
        for label in below.get(parent, []):
            self.reached.add(label)
            draft, key = self.drafts[label], keys[label]
            if key in taken:
                self.faults.add(draft["place"], f"{taken[key]} and {label} would have the same key, {key}", "rename one of them", label)
            taken[key] = label
            texts = {name: draft[name] for name in TEXTS if name in draft and name != "at_least"}
            if key != label.rsplit(".", 1)[-1]:
                texts.setdefault("name", label)
            codes.append(Code(
                Placed(key, draft["place"]), **texts, at_least=draft.get("at_least", 1), settings=draft["settings"], where=draft["where"],
                **draft["lists"], codes=self._under(label, below, keys),
            ))  # fmt: skip
        return codes


def key_of(label: str) -> str:
    """A key made of a code's label: `K cramps` is `k_cramps`; nothing where no letter or digit would be left."""
    if NAME.fullmatch(label):
        return label
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return f"c_{key}" if key[:1].isdigit() else key


def _csv_rows(path: Any) -> Iterator[list[str]]:
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{os.fspath(path)} is not UTF-8 (byte {error.start}); save it as CSV UTF-8, or as .xlsx") from None
    delimiter = "\t" if Path(path).suffix.lower() == ".tsv" else ";" if ";" in text.split("\n")[0] and "," not in text.split("\n")[0] else ","
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield [cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS) else cell for cell in row]


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise ImportError('Excel files need openpyxl: pip install "libcode[excel]"') from None
    return openpyxl


def _xlsx_rows(path: Any) -> Iterator[list[str]]:
    book = _openpyxl().load_workbook(path, read_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row]
    finally:
        book.close()


# ---- writing


def write(self: Codebook, path: str | os.PathLike[str] | None = None) -> str:
    """The codebook's text, byte for byte as it was read; written to `path` where one is given, as a spreadsheet
    where that ends in .csv, .tsv or .xlsx (which keeps no comments)."""
    if path is None:
        return self.source
    suffix = Path(path).suffix.lower()
    if suffix == ".xlsx":
        _write_xlsx(path, _table(self))
    elif suffix in SUFFIXES:
        out = io.StringIO(newline="")
        rows = [[unformulated(cell) for cell in row] for row in _table(self)]
        csv_writer(out, "\t" if suffix == ".tsv" else ",").writerows(rows)
        Path(path).write_bytes(out.getvalue().encode())
    else:
        Path(path).write_bytes(self.source.encode())
    return self.source


def _write_xlsx(path: Any, table: list[list[str]]) -> None:
    book = _openpyxl().Workbook()
    sheet = book.active
    sheet.title = "codebook"
    for number, row in enumerate(table, 1):
        for at, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, at)
                cell.value, cell.data_type = text, "s"  # `=NHS` is a rule, not a formula
                cell.quotePrefix = text.startswith(FORMULA_SIGNS)
    sheet.freeze_panes = "A2"
    for at, name in enumerate(table[0]):
        sheet.column_dimensions[chr(ord("A") + at)].width = 45 if name in ("definition", "rule", *LISTS) else 18
    book.save(path)


def _table(book: Codebook) -> list[list[str]]:
    rows: list[dict[str, str]] = []
    head = {"name": book.name, "memo": book.memo, "version": book.version, "cues": book.cues_file}
    head |= {"settings": _joined(_forms.settings_of(book)), "language": "" if book.language == "en" else book.language}
    if any(head.values()):
        rows.append({"code": "*"} | head)
    for name, alternatives in _forms.sets_of(book).items():
        rows += [{"code": f"${name}", "rule": line} for line in alternatives]
    _add_rows(rows, _forms.tree(book), "")
    columns = [name for name in COLUMNS if name in ALWAYS or any(row.get(name) for row in rows)]
    return [columns] + [[row.get(name, "") for name in columns] for row in rows]


def _add_rows(rows: list[dict[str, str]], codes: Any, parent: str) -> None:
    for code in codes:
        path = f"{parent}.{code.key}" if parent else code.key
        first = {"code": path, "parent": parent} | {name: getattr(code, name) for name in TEXTS if name != "at_least"}
        first |= {"at_least": str(code.at_least) if code.at_least != 1 else "", "settings": _joined(code.settings)}
        first["where"] = _joined({column: " | ".join(values) for column, values in code.where.items()})
        rules = [rule if isinstance(rule, dict) else {"rule": rule} for rule in code.rules]
        if any("\n" in example for example in (*code.match, *code.reject)):
            raise ValueError(f"code {path} has an example of several lines, which a sheet cannot hold; write a .yaml file")
        for at in range(max(1, len(rules), len(code.unless), len(code.match), len(code.reject))):
            row = first if at == 0 else {"code": path}
            if at < len(rules):
                row |= {"rule": rules[at]["rule"], "rule_memo": rules[at].get("memo", "")}
                row |= {"weight": f"{rules[at]['weight']:g}"} if "weight" in rules[at] else {}
            row |= {name: getattr(code, name)[at] for name in ("unless", "match", "reject") if at < len(getattr(code, name))}
            rows.append(row)
        _add_rows(rows, code.codes, path)


def _joined(pairs: Any) -> str:
    return "; ".join(f"{name}: {value}" for name, value in pairs.items())


_read_file = Codebook.read
Codebook.read = staticmethod(read)
Codebook.write = write
