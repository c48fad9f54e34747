"""What fuzz_csv does with a file: reads it as a survey's export, or as a codebook's spreadsheet.

The sources of libcode are imported without the package, which needs the whole of _core: here stands only what takes data in.
"""

import gc
import sys
import types
from pathlib import Path

import _core

package = types.ModuleType("libcode")
package.__path__ = [str(Path(__file__).resolve().parents[2] / "python" / "libcode")]
package._core = _core
sys.modules |= {"libcode": package, "libcode._core": _core}

from libcode import _data, _export, _sheets  # noqa: E402

gc.freeze()  # what has been imported need not be looked through again and again


def export(path: str) -> None:
    """Rows as wide as the header, whose cells reach the core as they are; or words for the file's owner."""
    try:
        with _export.Export(path) as source:
            rows = [row for batch in source.batches() for row in batch]
    except _export.ExportError:
        return
    assert source.rows_read == len(rows) and all(len(row) == len(source.header) for row in rows)
    columns = {str(at): [row[at] for row in rows] for at in range(len(source.header))}
    for name, cells in columns.items():
        texts = _core.Texts(cells, name, _core.NumbersAre.refused)
        assert [texts[row] for row in range(len(texts))] == cells
    survey = _data.read(columns, text=[*columns], id=None, respondent="0", question=None, where={}, first_row=0, seen=None).survey
    assert survey.rows == len(rows) and len(survey) == len(rows) * len(columns)


def sheet(path: str) -> None:
    """A codebook that is written as a sheet and read again as the same, or faults."""
    try:
        book = _sheets.read(path)
    except (_core.CodebookError, ValueError) as error:
        assert str(error)
        return
    try:
        book.write(path)
    except ValueError as error:
        assert "an example of several lines" in str(error)
        return
    assert _sheets._table(_sheets.read(path)) == _sheets._table(book)
