"""The tables of a report, as columns that a spreadsheet or a document can lay out.

In: Codings. Out: Tables. Nothing is counted here: prevalence() and cross_table() are. Costs what they cost, and one walk over
the codings. Tested by tests/python/test_excel.py and test_word.py.
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

from ._core import Codings
from ._record import record
from ._show import depths
from ._tables import PER, _one_of

Kind = Literal["text", "name", "quote", "whole", "number", "percent"]
STATUSES = ("negated", "past", "other", "uncertain", "not_counted")


class Column(NamedTuple):
    """`values` are one a row, None where there is none. Of a `name` its indent stands in `levels`; a `quote` is (text, start, end of
    its match); a `percent` is a share from 0 to 1."""

    name: str
    kind: Kind
    values: list[Any]
    levels: list[int] | None = None


class Table(NamedTuple):
    name: str
    columns: list[Column]

    @property
    def rows(self) -> int:
        return len(self.columns[0].values)


def columns_of(frame: Any) -> dict[str, list[Any]]:
    """Of a pandas or polars frame its columns as lists, NaN as None."""
    return {str(name): [None if _missing(value) else value for value in frame[name].to_list()] for name in frame.columns}


def _missing(value: Any) -> bool:
    return value is None or type(value).__name__ == "NAType" or (isinstance(value, float) and math.isnan(value))


def _shares(percents: list[Any]) -> list[Any]:
    return [None if each is None else each / 100 for each in percents]


def prevalence(codings: Codings, per: str, weights: Any = None) -> Table:
    """One row a code, of all who were asked."""
    _one_of(per, PER, "per")
    found = columns_of(codings.prevalence(per=per, weights=weights))
    aside = columns_of(codings.counts(per=per))
    wholes = ("respondents", "responses", "base")
    columns = [Column("theme", "name", found["name"], found["level"]), Column("code", "text", found["code"])]
    columns += [Column(name, "whole", found[name]) for name in wholes]
    columns += [Column(name, "percent", _shares(found[name])) for name in ("percent", "low", "high")]
    columns += [Column(name, "whole", found[name]) for name in ("asked", "quotes")]
    columns += [Column(name.replace("_", " "), "whole", aside[name]) for name in STATUSES]
    return Table("prevalence", columns)


def cross(codings: Codings, by: Any, per: str, weights: Any = None) -> Table:
    """One row a code under a row of bases; a group's count, percent and, of respondents without weights, the letters of the groups it
    is higher than."""
    shown = {each: columns_of(codings.cross_table(by, per=per, weights=weights, show=each)) for each in ("count", "percent")}
    letters = {} if weights is not None or per == "response" else columns_of(codings.cross_table(by, per=per, show="letters"))
    first = shown["count"]
    columns = [Column("theme", "name", first["name"], first["level"]), Column("code", "text", first["code"])]
    for group in list(first)[3:]:
        columns.append(Column(f"{group} n", "whole", first[group]))
        columns.append(Column(f"{group} %", "percent", _shares(shown["percent"][group])))
        if any(letters.get(group, ())):
            columns.append(Column(f"{group} higher than", "text", letters[group]))
    return Table("cross-table", columns)


def quotes(codings: Codings, most: int | None = None) -> Table:
    """Every coding by code, whether it counts or not; with `most` the first so many different quotes of each code's own that count."""
    import numpy as np

    table, of_code = codings._columns(), codings._codes()
    rows = np.argsort(of_code, kind="stable")
    if most is not None:
        rows = _first(table, of_code, rows[table["counts"][rows]], most)
    names = [each.name for each in codings.codebook.codes]
    plain = {name: (values[0] if isinstance(values, tuple) else values)[rows].tolist() for name, values in table.items()}
    columns = [Column("theme", "text", [names[at] for at in of_code[rows].tolist()]), Column("code", "text", plain["code"])]
    columns.append(Column("quote", "quote", [
        (quote, start - shift, end - shift)
        for quote, start, end, shift in zip(plain["quote"], plain["start"], plain["end"], plain["quote_start"])
    ]))  # fmt: skip
    columns += _who(codings, plain["response"])
    columns.append(Column("status", "text", plain["status"]))
    columns.append(Column("counts", "text", ["yes" if each else "no" for each in plain["counts"]]))
    columns += [Column(name, "text", plain[name]) for name in ("cue", "rule", "memo") if any(plain[name])]
    columns.append(Column("line", "whole", plain["line"]))
    return Table("quotes", columns)


def _first(table: dict[str, Any], of_code: Any, rows: Any, most: int) -> Any:
    import numpy as np

    seen: dict[int, set[tuple[int, int, int]]] = {}
    chosen = []
    places = zip(of_code[rows].tolist(), table["response"][rows].tolist(), *(table[name][0][rows].tolist() for name in ("quote_start", "quote_end")))
    for row, (code, *quote) in zip(rows.tolist(), places):
        quotes = seen.setdefault(code, set())
        if len(quotes) < most and tuple(quote) not in quotes:
            quotes.add(tuple(quote))
            chosen.append(row)
    return np.array(chosen, dtype=np.intp)


def uncoded(codings: Codings) -> Table:
    """The usable answers that no code counts in."""
    found = columns_of(codings.uncoded())
    return Table("uncoded", [Column("answer", "quote", [(text, 0, 0) for text in found["text"]]), *_who(codings, found["response"])])


def _who(codings: Codings, responses: list[int]) -> list[Column]:
    """Whose the responses are. Rows are numbered from 1, as on the command line."""
    table = codings.responses._columns()
    first = int(table["response"][0]) if len(table["response"]) else 0
    places = [each - first for each in responses]
    found = []
    if codings.manifest["id"] is not None or (table["id"] != table["row"]).any():
        found.append(Column("id", "text", table["id"][places].tolist()))
    if codings.manifest["respondent"] is not None and (table["respondent"] != table["id"]).any():
        found.append(Column("respondent", "text", table["respondent"][places].tolist()))
    if len(codings.responses.questions) > 1:
        found.append(Column("question", "text", table["question"][places].tolist()))
    return [*found, Column("row", "whole", [int(row) + 1 for row in table["row"][places]])]


def codebook(codings: Codings) -> Table:
    """One row a code."""
    codes = codings.codebook.codes
    columns = [Column("theme", "name", [code.name for code in codes], depths(codings.codebook))]
    columns.append(Column("code", "text", [code.path for code in codes]))
    columns += [Column(name.replace("_", " "), "text", [getattr(code, name) for code in codes])
                for name in ("definition", "use_when", "not_when")]  # fmt: skip
    columns.append(Column("rules", "text", ["\n".join(rule.text for rule in code.rules) for code in codes]))
    columns.append(Column("unless", "text", ["\n".join(rule.text for rule in code.unless) for code in codes]))
    columns.append(Column("counts if", "text", [code.count for code in codes]))
    columns.append(Column("asked where", "text", ["; ".join(f"{name}: {' | '.join(values)}" for name, values in code.where.items()) for code in codes]))
    columns += [Column(f"must {name}", "text", ["\n".join(each.text for each in getattr(code, name)) for code in codes]) for name in ("match", "reject")]
    columns.append(Column("memo", "text", [code.memo for code in codes]))
    return Table("codebook", [each for each in columns if each.name in ("theme", "code", "rules") or any(each.values)])


def manifest(codings: Codings) -> Table:
    """What made these numbers: the library, the codebook, the columns read, counts, and hashes of what came in and out."""
    said = {name: value for name, value in record(codings, [], {}).items() if name not in ("form", "codes", "groups", "options")}
    lines = list(_flat(said))
    return Table("manifest", [Column("what", "text", [name for name, _ in lines]), Column("value", "text", [value for _, value in lines])])


def _flat(values: Any, before: str = "") -> Any:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name} ")
        elif value is not None and value != "":
            yield f"{before}{name}", str(value)
