"""Writes codings as a data file for SPSS: a 0/1 variable a theme, with its labels.

In: Codings, a path. Out: a .sav file, the same bytes each time. Who was asked and who answered is that of `_cells`, so that SPSS's valid
percents are those of prevalence(). Costs respondents × codes. Tested by tests/python/test_spss.py.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

from ._cells import cells
from ._core import Codings
from ._export import written
from ._sav_file import ResponseSet, finish
from ._sheets import key_of
from ._show import title
from ._tables import PER, _one_of
from ._variables import has_column, variable, writable

# SPSS's limits, in bytes of UTF-8: names, labels of variables, strings, the label of a file, lines of a note.
NAME, LABEL, STRING, FILE_LABEL, LINE = 64, 255, 32_767, 60, 80
RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
EXACT = 2**53
MENTIONED = {0: "not mentioned", 1: "mentioned", 9: "asked, no usable answer"}
UNUSABLE = 9


def to_spss(self: Codings, path: str | os.PathLike[str], *, by: Any = None, per: str = "respondent") -> None:
    """Write a .sav file: a row a respondent (or response), its id, the columns of the data that `by` names, and a variable a code.

    A theme's variable is 1 where it is mentioned and 0 where it is not, missing where it was not asked; 9, which is declared missing,
    is an answer without a word. So a valid percent is that of `prevalence`. A variable is named by the code's path, `physical_bladder`,
    and labelled with its name. Multiple-response sets: `$themes`, of all codes with rules, and one for each code with two or more
    below it. No answer is in the file. Same codings, same bytes.

    SPSS fills strings with spaces, so that spaces at their end are lost; a NUL in one becomes U+FFFD, and labels are cut to what SPSS holds."""
    try:
        import pandas as pd
        import pyreadstat
    except ImportError:
        raise ImportError("to_spss() needs pandas and pyreadstat: pip install 'libcode[spss]'") from None
    import numpy as np

    _one_of(per, PER, "per")
    columns, labels = _who(self, by, per)
    own = len(columns)
    codes = self.codebook.codes
    found = cells(self, per)
    for at, code in enumerate(codes):
        name = _name(code.path.replace(".", "_"), columns)
        values = np.where(found.present[:, at], 1.0, np.where(found.usable[:, at], 0.0, float(UNUSABLE)))
        columns[name] = np.where(found.asked[:, at], values, np.nan)
        labels[name] = _cut(code.name, LABEL)
    themes = list(columns)[own:]
    whole = {name: values for name, values in columns.items() if name in themes or values.dtype != object}
    made = self.manifest
    lines = [f"libcode {made['libcode']}", "codebook sha256", made["codebook"]["sha256"], f"rows {made['rows']}", f"responses {made['responses']}"]
    with written(os.fspath(path)) as part, tempfile.TemporaryDirectory(dir=part.parent, prefix=f".{part.name}.") as folder:
        loose = Path(folder) / "loose.sav"
        pyreadstat.write_sav(
            pd.DataFrame(columns), loose, file_label=_cut(title(self.codebook), FILE_LABEL), row_compress=True, column_labels=labels,
            note=[_cut(line, LINE) for line in lines], variable_value_labels=dict.fromkeys(themes, MENTIONED),
            missing_ranges=dict.fromkeys(themes, [UNUSABLE]), variable_measure={name: "nominal" for name in columns},
            variable_format={name: "F1.0" if name in themes else "F8.2" if (values % 1 != 0).any() else "F8.0" for name, values in whole.items()},
        )  # fmt: skip
        finish(loose, part, _sets(self, own))


def _who(codings: Codings, by: Any, per: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The columns that say who each row is, and their labels."""
    table = codings.responses._columns()
    columns: dict[str, Any] = {}
    labels: dict[str, str] = {}

    def add(name: str, values: Any) -> None:
        own = _name(name, columns)
        columns[own], labels[own] = _values(name, values), _cut(_text(name), LABEL)

    made = codings.manifest
    if per == "respondent":
        add(made["respondent"] or made["id"] or "respondent", codings._people()["respondent"])
    else:
        add(made["id"] or "id", table["id"])
        if made["respondent"] is not None:
            add(made["respondent"], table["respondent"])
        if len(codings.responses.questions) > 1:
            add("question", table["question"])
    several = isinstance(by, list | tuple) and len(by) > 0 and all(has_column(codings, each) for each in by)
    for each in [] if by is None else by if several else [by]:
        if isinstance(each, str) and each in labels.values():
            continue  # the id itself
        found = variable(codings, each, per)
        is_number = found.values is not None and found.values.dtype.kind == "f"
        add(found.name or "group", found.values if is_number else found.labels)
    return columns, labels


def _name(wanted: str, taken: dict[str, Any]) -> str:
    """A name that SPSS takes, unlike those before it: of ASCII, whatever the case of its letters."""
    key = re.sub(r"[^A-Za-z0-9_]", "_", key_of(wanted)) or "v"
    key = f"v_{key}" if key.lower() in RESERVED or not key[0].isalpha() else key
    key, used = key[:NAME].rstrip("_") or "v", {each.lower() for each in taken}
    name, number = key, 2
    while name.lower() in used:
        end = f"_{number}"
        name, number = key[: NAME - len(end)] + end, number + 1
    return name


def _values(name: str, values: Any) -> Any:
    """Numbers where all are and SPSS holds them exactly, else text."""
    import numpy as np

    if values.dtype.kind == "f" or (values.dtype.kind in "iu" and (not len(values) or np.abs(values).max() < EXACT)):
        return values.astype(float)
    texts = ["" if each is None else _text(each) for each in values.tolist()]
    for at, text in enumerate(texts):
        if len(text.encode()) > STRING:
            raise ValueError(f"the column {name!r} has more than {STRING:,} bytes in row {at + 1} of the file, more than SPSS holds")
    return np.array([*texts, None], dtype=object)[:-1]


def _text(value: Any) -> str:
    return writable(value).replace("\0", "\N{REPLACEMENT CHARACTER}")


def _cut(text: str, most_bytes: int) -> str:
    return _text(text).encode()[:most_bytes].decode(errors="ignore")


def _sets(codings: Codings, own: int) -> list[ResponseSet]:
    """`own` variables stand before the themes."""
    codes = codings.codebook.codes
    found = [("themes", title(codings.codebook), [at for at, code in enumerate(codes) if code.rules])]
    for parent, code in enumerate(codes):
        found.append((code.path.replace(".", "_"), code.name, [at for at, each in enumerate(codes) if each.parent == parent]))
    sets: dict[str, ResponseSet] = {}
    for name, label, places in found:
        if len(places) > 1:
            name = f"${_name(name, {each[1:]: None for each in sets})[: NAME - 1]}"
            sets[name] = ResponseSet(name, _cut(label, LABEL), [own + at for at in places])
    return list(sets.values())


Codings.to_spss = to_spss
