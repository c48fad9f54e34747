"""Reads and writes survey exports (CSV, TSV) row by row, in memory that does not grow with the file.

In: a file. Out: its header, then batches of rows. A file that is not what it says is refused with the
row, never with what a respondent wrote. Tested by tests/python/test_cli.py.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
import secrets
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO

from ._data import shown

BATCH_ROWS = 20_000
BATCH_CHARS = 8_000_000
BOM = "\ufeff"
# What survey exports are met in, the likely ones first.
ENCODINGS = ("utf-16", "cp1252", "mac_roman", "cp1250", "cp1251", "cp1253", "cp1254", "shift_jis", "gb18030", "big5", "euc_kr")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, "CSV Injection"
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*(e[+-]?[0-9]+)?%?", re.IGNORECASE)


class ExportError(Exception):
    """An export that cannot be read, in words for its owner."""


class Export:
    """An open export. `header` are its columns; `batches()` gives lists of rows, in order."""

    def __init__(self, path: str, encoding: str | None = None, delimiter: str | None = None):
        self.path = path
        self.encoding = encoding
        self.header: list[str] = []
        self.rows_read = 0
        try:
            self._bytes = open(path, "rb")
        except OSError as error:
            raise ExportError(f"cannot open {path}: {error.strerror}") from None
        try:
            self._start(delimiter)
        except BaseException:
            self._bytes.close()
            raise

    def _start(self, delimiter: str | None) -> None:
        self.size_bytes = os.fstat(self._bytes.fileno()).st_size
        start = self._bytes.peek(4)[:4]
        self.has_bom = start.startswith(b"\xef\xbb\xbf")
        if self.encoding is None and (utf16 := _utf16(start)):
            raise ExportError(f"{self.path} is UTF-16, not UTF-8; say --encoding {utf16}")
        try:
            self._text = io.TextIOWrapper(self._bytes, self.encoding or "utf-8-sig", errors="surrogateescape", newline="")
        except LookupError:
            raise ExportError(f"there is no encoding {self.encoding!r}") from None
        lines = self._checked(self._text)
        first = next(lines, "").removeprefix(BOM)
        self.line_end = "\r\n" if first.endswith("\r\n") else "\r" if first.endswith("\r") else "\n"
        self.delimiter = delimiter or _delimiter(self.path, first)
        csv.field_size_limit(2**31 - 1)
        self._reader = csv.reader(_chained(first, lines), delimiter=self.delimiter, strict=True)
        self.header = self._row() or []
        if not self.header:
            raise ExportError(f"{self.path} is empty, or begins with an empty line; its first row should name the columns")

    def must_have(self, names: list[str], argument: str) -> None:
        for name in names:
            if name not in self.header:
                near = difflib.get_close_matches(name, self.header, n=1)
                raise ExportError(
                    f"{argument} names the column {shown(name)}, which {self.path} lacks; its columns are "
                    f"{', '.join(map(shown, self.header))}{f'; did you mean {near[0]!r}?' if near else ''}"
                )

    def must_be_one(self, name: str) -> None:
        """Refuses a name that several columns have; those that nobody reads may (Excel leaves some without a name)."""
        if self.header.count(name) > 1:
            raise ExportError(f"{self.path} names a column twice: {name!r}; rename one, or choose others with --text")

    def __enter__(self) -> Export:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def bytes_read(self) -> int:
        return self._bytes.tell() if self._bytes.seekable() else 0

    def batches(self) -> Iterator[list[list[str]]]:
        batch: list[list[str]] = []
        chars = 0
        while (row := self._row()) is not None:
            if not row:
                if len(self.header) > 1:
                    continue  # a blank line
                row = [""]
            if len(row) != len(self.header):
                raise ExportError(
                    f"row {self.rows_read + 1} of {self.path} has {len(row)} cells where the header has "
                    f"{len(self.header)} (line {self._reader.line_num}); a quotation mark may be missing, or the delimiter another"
                )
            self.rows_read += 1
            batch.append(row)
            chars += sum(map(len, row))
            if len(batch) >= BATCH_ROWS or chars >= BATCH_CHARS:
                yield batch
                batch, chars = [], 0
        if batch:
            yield batch

    def _row(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise ExportError(f"row {self.rows_read + 1} of {self.path} is not CSV: {error}") from None

    def _checked(self, lines: TextIO) -> Iterator[str]:
        while True:
            try:
                line = next(lines, None)
            except UnicodeError as error:  # read ahead of the row, so there is no row to name
                why = getattr(error, "reason", error)
                raise ExportError(f"{self.path} is not {self.encoding or 'UTF-8'}: {why}; say --encoding with another NAME") from None
            if line is None:
                return
            if not line.isascii():
                try:
                    line.encode("utf-8")
                except UnicodeEncodeError as error:
                    self._refuse(ord(line[error.start]) - 0xDC00)
            yield line

    def _refuse(self, byte: int) -> None:
        where = f"row {self.rows_read + 1}" if self.header else "the header"
        name = self.encoding or "UTF-8"
        raise ExportError(
            f"{where} of {self.path} is not {name} (byte 0x{byte:02X}). {_encodings_that_decode(self.path, byte)}"
        )


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _utf16(start: bytes) -> str | None:
    """The encoding of a file that starts so, where it is a UTF-16: by its mark, else by the zeros beside ASCII."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = [byte == 0 for byte in start]
    return {(False, True): "utf-16-le", (True, False): "utf-16-be"}.get((zeros[0], zeros[1])) if len(zeros) > 1 else None


def _delimiter(path: str, header: str) -> str:
    """By the file's name; else a header without a comma but with semicolons is Excel's European CSV, one with tabs a TSV."""
    if Path(path).suffix.lower() in (".tsv", ".tab") or ("\t" in header and "," not in header and ";" not in header):
        return "\t"
    return ";" if ";" in header and "," not in header else ","


def _encodings_that_decode(path: str, byte: int) -> str:
    content = Path(path).read_bytes()
    found = []
    for name in ENCODINGS:
        if name == "utf-16" and b"\x00" not in content[:4096]:
            continue
        try:
            content.decode(name)
        except UnicodeError:
            continue
        try:
            found.append(f"{name} (reads it as {bytes([byte]).decode(name)})")
        except UnicodeError:
            found.append(name)
    return f"It decodes as {', '.join(found)}; say --encoding NAME" if found else "No encoding that libcode tries decodes it"


@contextmanager
def written(path: str) -> Iterator[Path]:
    """A file that appears under its name only once it is whole, and may be read by those who could read the one
    before it. What is no file (a pipe, /dev/null) is written as it is."""
    if not path or Path(path).is_dir():
        raise ExportError(f"cannot write {path!r}: it is a folder, not a file")
    if Path(path).exists() and not Path(path).is_file():
        yield Path(path)
        return
    target = Path(path).resolve()  # a link stays a link
    folder = target.parent
    if not folder.is_dir():
        raise ExportError(f"cannot write {path}: there is no folder {folder}")
    # Named before it is made, so that an interrupt between the two leaves nothing behind.
    name = folder / f".{target.name}.{secrets.token_hex(8)}{target.suffix}"
    try:
        try:
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise ExportError(f"cannot write {path}: {error.strerror}") from None
        yield name
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
        os.replace(name, target)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


class Table:
    """Writes rows as CSV, or as TSV where the name says so."""

    def __init__(self, file: TextIO, path: str, line_end: str = "\n", delimiter: str | None = None):
        tab = Path(path).suffix.lower() in (".tsv", ".tab")
        self._writer = csv_writer(file, "\t" if tab else delimiter or ",", line_end)
        self.row: Callable[[Any], Any] = self._writer.writerow
        self.rows: Callable[[Any], Any] = self._writer.writerows


def csv_writer(file: TextIO, delimiter: str, line_end: str = "\n") -> Any:
    """A csv.writer that quotes every cell with a carriage return or a line feed. Until Python 3.13 csv quotes only those
    that its own line end holds, and a lone CR in a cell would end the row for whoever reads the file."""
    both = "\r\n"
    write = file.write
    sink = SimpleNamespace(write=lambda row: write(row[: -len(both)] + line_end))
    return csv.writer(file if line_end == both else sink, delimiter=delimiter, lineterminator=both)


def unformulated(value: Any) -> Any:
    """A cell that a spreadsheet shows rather than runs: `=NHS` becomes `'=NHS`. A number such as -5 stays."""
    risky = isinstance(value, str) and value.startswith(FORMULA_SIGNS) and not NUMBER.fullmatch(value)
    return "'" + value if risky else value
