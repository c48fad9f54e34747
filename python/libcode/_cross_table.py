"""Themes by groups, laid out as a paper or SPSS has it: counts, column percents and letters for columns that differ.

In: Codings and a variable. Out: a frame, one row a code under a row of bases, one column a group. The letters are z-tests
between the shares of two columns. Tested by tests/python/test_cross_table.py, against statsmodels to 1e-9.
"""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from statistics import NormalDist
from string import ascii_uppercase
from typing import Any

from . import _frames
from ._cells import cells, fold
from ._core import Codings
from ._prevalence import BASES, Tally, grouped, printed, shares, tally
from ._show import depths
from ._tables import PER, _one_of
from ._variables import has_column, respondent_of_response
from ._variables import weights as read_weights

LETTERS = ("bonferroni", "holm", "none")
SHOWN = ("share", "count", "percent", "letters")


def cross_table(
    self: Codings,
    by: Any,
    question: str | None = None,
    *,
    per: str = "respondent",
    base: str = "usable",
    show: str = "share",
    letters: str | None = None,
    alpha: float = 0.05,
    min_base: int = 30,
    rollup: bool = True,
    weights: Any = None,
) -> Any:
    """Codes by the groups of `by`: a row of bases, then one row a code; one column a group, and the total.

    `by` is a variable as in `prevalence`, or a list of names of columns: their groups stand side by side. What the cells
    hold (`show`): "share", the printed n/N (p %) with its letters; "count", "percent" or "letters" alone. The bases are
    of units (`per`) with an answer to any of the codes; N in a cell is the code's own.

    Columns are lettered A, B, C, … within each variable. A letter in a cell says that its share is higher than that of the
    column so lettered: a two-sided z-test of two shares with their pooled variance, p adjusted for all pairs of columns tested
    in that row (`letters`: "bonferroni", as SPSS does, or "holm", Scand J Stat 1979, 6:65) below `alpha`. As in SPSS a column with
    nobody or everybody is not tested; nor is one whose base is below `min_base`. Letters need independent columns: with
    per="response" they take a person's answers for several people's.

    With `weights` percents are weighted; the tests know no weights, so that there are no letters."""
    import numpy as np

    _one_of(per, PER, "per")
    _one_of(base, BASES, "base")
    _one_of(show, SHOWN, "show")
    if letters is not None:
        _one_of(letters, LETTERS, "letters")
    if weights is not None and (letters not in (None, "none") or show == "letters"):
        raise ValueError("letters= does not go with weights=: a z-test that ignores the weights of people would be wrong; leave one of them out")
    if not 0 < alpha < 1:
        raise ValueError("alpha= must be a number between 0 and 1, such as 0.05")
    adjust = letters or ("none" if weights is not None else "bonferroni")
    weight = None if weights is None else read_weights(self, weights, per)
    found = cells(self, "response", question, rollup)
    codes = self.codebook.codes
    columns: dict[str, Any] = {
        "code": np.array(["", *(code.path for code in codes)], dtype=object),
        "name": np.array(["Base", *(code.name for code in codes)], dtype=object),
        "level": np.array([0, *depths(self.codebook)], dtype=np.int64),
    }
    several = isinstance(by, list | tuple) and len(by) > 0 and all(has_column(self, each) for each in by)
    for variable in by if several else [by]:
        groups = grouped(self, variable, per)
        sums = tally(self, groups, per, found, base, weight)
        percent = shares(sums, per, base, 0.95)[0]
        differ = column_letters(sums.count(per)[:-1], getattr(sums, base)[:-1], adjust, alpha, min_base)
        bases = _bases(self, groups, per, found, base)
        for at, label in enumerate(groups.order):
            last = at == len(groups.order) - 1
            if last and several and variable is not by[-1]:
                continue  # each variable has its total; one is shown, of the last
            title = label if last else f"{label} ({letter(at)})"
            name = f"{groups.name}: {title}" if several and not last else title
            columns[name] = _column(sums, percent, differ, at, per, base, bases[at], show, last)
    return _frames.make(self.frame, columns)


def _bases(codings: Codings, groups: Any, per: str, found: Any, base: str) -> Any:
    """Per group the units in the base of any code."""
    units = found if per == "response" else fold(found, respondent_of_response(codings.responses._columns()))
    return (groups.members & getattr(units, base).any(axis=1)).sum(axis=1)


def _column(sums: Tally, percent: Any, differ: Any, at: int, per: str, base: str, n: int, shown: str, total: bool) -> Any:
    import numpy as np

    if shown == "count":
        return np.concatenate([[n], sums.count(per)[at]])
    if shown == "percent":
        return np.concatenate([[np.nan], percent[at]])
    marks = ["" for _ in percent[at]] if total else differ[at]
    if shown == "letters":
        return np.array(["", *marks], dtype=object)
    cells = zip(sums.count(per)[at], getattr(sums, base)[at], percent[at], marks)
    return np.array([f"{n:,}", *(f"{printed(*cell)} {mark}".rstrip() for *cell, mark in cells)], dtype=object)


def letter(at: int) -> str:
    """A … Z, AA, AB, …"""
    return (letter(at // 26 - 1) if at >= 26 else "") + ascii_uppercase[at % 26]


def column_letters(count: Any, base: Any, adjust: str, alpha: float, min_base: int) -> list[list[str]]:
    """Of groups × codes, the letters of the columns that each cell is significantly higher than."""
    found = [["" for _ in range(count.shape[1])] for _ in range(count.shape[0])]
    if adjust == "none":
        return found
    for code in range(count.shape[1]):
        tested = [at for at in range(len(found)) if base[at, code] >= max(min_base, 1) and 0 < count[at, code] < base[at, code]]
        pairs = list(combinations(tested, 2))
        p = adjusted([two_shares(count[a, code], base[a, code], count[b, code], base[b, code])[1] for a, b in pairs], adjust)
        for (a, b), each in zip(pairs, p):
            if each < alpha:
                high, low = (a, b) if count[a, code] * base[b, code] > count[b, code] * base[a, code] else (b, a)
                found[high][code] += (" " if found[high][code] else "") + letter(low)
    return found


def two_shares(count: int, base: int, count2: int, base2: int) -> tuple[float, float]:
    """z and its two-sided p, with the pooled variance (Fleiss, Levin & Paik 2003, §3.1, without continuity correction)."""
    pooled = (count + count2) / (base + base2)
    error = sqrt(pooled * (1 - pooled) * (1 / base + 1 / base2))
    if error == 0:
        return 0.0, 1.0
    z = (count / base - count2 / base2) / error
    return z, 2 * NormalDist().cdf(-abs(z))


def adjusted(p: list[float], method: str) -> list[float]:
    """p-values adjusted for how many there are, Bonferroni's or Holm's way (1979); NaN, a test not made, stays and isn't counted."""
    made = [at for at, each in enumerate(p) if each == each]
    found = list(p)
    if method == "bonferroni":
        for at in made:
            found[at] = min(1.0, p[at] * len(made))
        return found
    highest = 0.0
    for rank, at in enumerate(sorted(made, key=lambda each: p[each])):
        highest = max(highest, min(1.0, p[at] * (len(made) - rank)))
        found[at] = highest
    return found


Codings.cross_table = cross_table
