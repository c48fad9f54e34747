"""How common each theme is, and in whom: the prevalence table.

In: Codings. Out: a long frame, one row a code (× question × group × status where asked). The counts are those of
`_cells`; here they are summed by group and given intervals. Costs responses × codes, in memory too: counts() is
lighter. Tested by tests/python/test_prevalence.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from . import _frames
from ._cells import Cells, by_status, cells, fold
from ._core import Codings
from ._intervals import wilson
from ._show import depths
from ._suppression import hidden_cells
from ._tables import PER, _one_of
from ._variables import Variable, respondent_of_response, variable
from ._variables import weights as read_weights

TAKEN = {"question", "code", "name", "level", "status", "quotes", "counted", "responses", "respondents", "base", "asked", "answered",
         "usable", "percent", "low", "high", "weighted", "weighted_base", "share", "test", "statistic", "p"}  # names of columns  # fmt: skip
BASES = ("usable", "answered", "asked")
TOTAL = "Total"
HIDDEN = "hidden"  # a suppressed cell, printed


class Tally(NamedTuple):
    """Arrays of groups (the last is all of them) × codes: numbers of `per`, but for the first three."""

    quotes: Any
    responses: Any
    respondents: Any
    asked: Any
    answered: Any
    usable: Any
    weighted: Any  # those that hold the code, by their weights; None without weights, and so on
    weighted_base: Any
    squared_weights: Any  # of the base

    def count(self, per: str) -> Any:
        return self.responses if per == "response" else self.respondents


class Grouped(NamedTuple):
    name: str
    order: list[str]  # the groups, then TOTAL
    members: Any  # bool, (groups + 1) × units: who is in it; the last row is all that are in any
    of_response: Any  # the same for responses


def grouped(codings: Codings, by: Any, per: str) -> Grouped:
    """The groups of `by`, or everyone in one."""
    import numpy as np

    table = codings.responses._columns()
    who = respondent_of_response(table) if per == "respondent" else np.arange(len(table["row"]))
    units = int(who.max()) + 1 if len(who) else 0
    if by is None:
        everyone = np.ones((1, units), dtype=bool)
        return Grouped("", [TOTAL], everyone, everyone[:, who])
    found = by if isinstance(by, Variable) else variable(codings, by, per)
    members = np.array([found.labels == label for label in found.order], dtype=bool).reshape(len(found.order), units)
    members = np.vstack([members, members.any(axis=0, keepdims=True)])
    total = TOTAL if TOTAL not in found.order else f"{TOTAL} of all"
    name = found.name if found.name and found.name not in TAKEN else "group"
    return Grouped(name, [*found.order, total], members, members[:, who])


def tally(codings: Codings, groups: Grouped, per: str, found: Cells, base: str, weights: Any = None) -> Tally:
    """Sums `found`, the cells of responses, by group."""
    import numpy as np

    who = respondent_of_response(codings.responses._columns())
    people = fold(found, who)
    units = found if per == "response" else people
    if per == "respondent":
        respondents = _sum(groups.members, people.present)
    else:  # a person whose responses are in several groups counts in each
        respondents = np.array([fold(Cells(*(cells * one[:, None] for cells in found)), who).present.sum(0) for one in groups.members])
    sums = (
        _sum(groups.of_response, found.quotes), _sum(groups.of_response, found.present), respondents,
        _sum(groups.members, units.asked), _sum(groups.members, units.answered), _sum(groups.members, units.usable),
    )  # fmt: skip
    if weights is None:
        return Tally(*sums, None, None, None)
    denominator = getattr(units, base)
    return Tally(*sums, *(_weighted(groups.members, w, each) for w, each in ((weights, units.present), (weights, denominator), (weights**2, denominator))))


def shares(sums: Tally, per: str, base: str, confidence: float) -> tuple[Any, Any, Any]:
    """Percents and their limits (Wilson), NaN where the base is 0. Of weighted shares p the limits are those of p·n of n
    people, n the effective base (Σw)²/Σw² (Kish 1965, Survey Sampling, §11.7; so Korn & Graubard 1998, Surv Methodol 24:193)."""
    import numpy as np

    if sums.weighted is not None:
        base_sum = sums.weighted_base
        effective = np.divide(base_sum**2, sums.squared_weights, out=np.zeros_like(base_sum), where=sums.squared_weights > 0)
        percent = np.divide(100 * sums.weighted, base_sum, out=np.full_like(base_sum, np.nan), where=base_sum > 0)
        low, high = wilson(np.nan_to_num(percent) / 100 * effective, effective, confidence)
    else:
        count, n = sums.count(per).astype(float), getattr(sums, base).astype(float)
        percent = np.divide(100 * count, n, out=np.full_like(n, np.nan), where=n > 0)
        low, high = wilson(count, n, confidence)
    return percent, 100 * low, 100 * high


def prevalence(
    self: Codings,
    by: Any = None,
    question: str | None = None,
    *,
    per: str = "respondent",
    base: str = "usable",
    status: bool = False,
    rollup: bool = True,
    weights: Any = None,
    confidence: float = 0.95,
    suppress: int | None = None,
) -> Any:
    """How common each code is: one row a code, for each group of `by` and all of them together.

    `by` and `weights` name a column of the data, or are one value a row, or a dict {respondent: value}; who has no value
    is in no group. `question` counts the answers to one question, or to "each" in turn. Counts are of respondents
    or responses (`per`); `base` says which of them percents are of: those asked, that answered (not blank), or whose
    answer is usable (has a word). `low` and `high` are Wilson's interval (1927, JASA 22:209), `share` the row as a paper
    prints it. A parent holds what its descendants hold; without `rollup` what its own rules found.

    With `weights` percent, low and high are weighted (see Kish 1965, §11.7, for the effective base of the interval);
    all counts, and n/N in `share`, stay unweighted.

    With `status` there is a row for each status that occurs, whether it counts or not; `counted` says how many do.

    `suppress=10` hides counts below 10 and their complements, all of a group whose base is below 10, and as many others as
    are needed so that what is hidden cannot be derived (see `_suppression`). Needs scipy. The table then shows one
    count only, and no weights: a second one would give away what the first hides."""
    import numpy as np

    _one_of(per, PER, "per")
    _one_of(base, BASES, "base")
    if suppress is not None and (isinstance(suppress, bool) or not isinstance(suppress, int) or suppress < 2):
        raise ValueError("suppress= must be a whole number of 2 or more, such as 10")
    if suppress is not None and weights is not None:
        raise ValueError("suppress= does not go with weights=: weighted percents are a second equation for each hidden count")
    weight = None if weights is None else read_weights(self, weights, per)
    groups = grouped(self, by, per)
    each_question = question == "each" and "each" not in self.responses.questions
    tables = []
    for asked in self.responses.questions if each_question else [question]:
        found = cells(self, "response", asked, rollup)
        for label, cut, counted in by_status(self, found, rollup) or [("", found, found.quotes)] if status else [("", found, found.quotes)]:
            table = _table(self, groups, cut, per, base, weight, confidence, suppress)
            size = len(table["code"])
            table["status"] = np.full(size, label, dtype=object)
            table["counted"] = _sum(groups.of_response, counted).ravel()
            table["question"] = np.full(size, asked, dtype=object)
            rows = np.ones(size, dtype=bool)
            if status:
                rows &= _tiled(cut.present.any(axis=0), len(groups.order))
            if each_question:
                rows &= _tiled(cut.asked.any(axis=0), len(groups.order))
            tables.append({name: _chosen(values, rows) for name, values in table.items()})
    group = groups.name if by is not None else ""
    columns = ["question" if each_question else "", group, "code", "name", "level", "status" if status else "", "quotes",
               "counted" if status else "", *COUNTS, "share"]  # fmt: skip
    return _frames.make(self.frame, {name: _joined([table[name] for table in tables]) for name in columns if name and name in tables[0]})


COUNTS = ("responses", "respondents", "base", "asked", "answered", "usable", "percent", "low", "high", "weighted", "weighted_base")


def _table(self: Codings, groups: Grouped, found: Cells, per: str, base: str, weight: Any, confidence: float, suppress: int | None) -> dict[str, Any]:
    """One block of the table, groups × codes laid end to end; each column an array, or (array, which are missing)."""
    import numpy as np

    sums = tally(self, groups, per, found, base, weight)
    size, codes = len(groups.order), self.codebook.codes
    count, n = sums.count(per), getattr(sums, base)
    percent, low, high = shares(sums, per, base, confidence)
    names = {
        groups.name: np.repeat(np.array(groups.order, dtype=object), len(codes)),
        "code": _tiled(np.array([code.path for code in codes], dtype=object), size),
        "name": _tiled(np.array([code.name for code in codes], dtype=object), size),
        "level": _tiled(np.array(depths(self.codebook), dtype=np.int64), size),
    }
    bases = {"base": n, "asked": sums.asked, "answered": sums.answered, "usable": sums.usable}
    if suppress is not None:
        units = found if per == "response" else fold(found, respondent_of_response(self.responses._columns()))
        hidden = hidden_cells(count, n, units.present, self.codebook, suppress)
        share = [HIDDEN if hide else printed(*cell) for hide, *cell in zip(hidden.flat, count.flat, n.flat, percent.flat)]
        percents = {name: np.where(hidden, np.nan, values).ravel() for name, values in (("percent", percent), ("low", low), ("high", high))}
        counts = {f"{per}s": (np.where(hidden, 0, count).ravel(), hidden.ravel())}
        return {**names, **counts, **{name: values.ravel() for name, values in bases.items()}, **percents, "share": np.array(share, dtype=object)}
    share = [printed(*cell) for cell in zip(count.flat, n.flat, percent.flat)]
    counts = {"quotes": sums.quotes, "responses": sums.responses, "respondents": sums.respondents, **bases}
    percents = {"percent": percent, "low": low, "high": high}
    if weight is not None:
        percents |= {"weighted": sums.weighted, "weighted_base": sums.weighted_base}
    return {**names, **{name: values.ravel() for name, values in {**counts, **percents}.items()}, "share": np.array(share, dtype=object)}


def printed(count: int, base: int, percent: float) -> str:
    """n/N (p %), as a paper has it."""
    return f"{count:,}/{base:,} ({percent:.1f} %)" if base else f"{count:,}/0 (–)"


def _sum(members: Any, found: Any) -> Any:
    """Per group the sums of its rows."""
    import numpy as np

    return np.array([found[one].sum(axis=0, dtype=np.int64) for one in members])


def _weighted(members: Any, weights: Any, found: Any) -> Any:
    import numpy as np

    return np.array([np.einsum("u,uc->c", weights[one], found[one].astype(float)) for one in members])


def _tiled(values: Any, times: int) -> Any:
    import numpy as np

    return np.tile(values, times)


def _chosen(values: Any, rows: Any) -> Any:
    return tuple(each[rows] for each in values) if isinstance(values, tuple) else values[rows]


def _joined(columns: list[Any]) -> Any:
    import numpy as np

    if isinstance(columns[0], tuple):
        return tuple(np.concatenate(parts) for parts in zip(*columns))
    return np.concatenate(columns)


Codings.prevalence = prevalence
