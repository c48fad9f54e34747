"""Which counts of a table must be hidden so that no small one can be derived from what is shown.

In: counts, their bases, the codebook. Out: which cells are hidden. Costs some small integer programs a code (scipy).
Attacked by tests/python/test_suppression.py, and 10,000 tables at a time by `tests/prove suppression`.

What is hidden first: counts of 1 to threshold − 1, counts that leave 1 to threshold − 1 of the base, and all counts in a base
below the threshold. The bases themselves are shown: they say who answered, not what.

What a reader is taken to know: every number shown, the codebook, and that counts are whole and at most their base; that
groups add up to the total; that who holds a code holds its parent; that a parent without rules is held only with a child.
One printed table is protected; two tables of the same people (other groups, other thresholds) can be compared.

What is promised: for every hidden count there are two tables that agree with all of this and differ in that count by the
threshold or more, or, where the bases and the codebook allow less than that to begin with, by all they allow (a group of
eight: 0 to 8). More cells are hidden until it holds, the smallest that help.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ._core import Codebook


class Relation(NamedTuple):
    """low ≤ Σ coefficient · count[cell] ≤ high over all cells, hidden or not."""

    cells: list[int]
    coefficients: list[int]
    low: float
    high: float


def hidden_cells(count: Any, base: Any, present: Any, book: Codebook, threshold: int) -> Any:
    """Bool, groups × codes, as `count` and `base`, whose last row is the total. `present` (units × codes) says which of the
    relations between parents and children hold in these data."""
    left = base - count
    small = (count > 0) & (count < threshold)
    hidden = (small | ((left > 0) & (left < threshold)) | (base < threshold)) & (base > 0)
    for family in _families(book):
        hidden[:, family] = _protect(count[:, family], base[:, family], hidden[:, family], _between_codes(book, family, present), threshold)
    return hidden


def _families(book: Codebook) -> list[list[int]]:
    """The codes under each top-level code, with it; there is no relation between families."""
    top: list[int] = []
    for at, code in enumerate(book.codes):
        top.append(at if code.parent is None else top[code.parent])
    return [[at for at in range(len(top)) if top[at] == head] for head in sorted(set(top))]


def _between_codes(book: Codebook, family: list[int], present: Any) -> list[tuple[int, list[int], bool]]:
    """(parent, children, whether it is held only with a child), as places in `family`; those that the data bear out."""
    found = []
    for at, code in enumerate(family):
        children = [family.index(each) for each in family if book.codes[each].parent == code]
        children = [each for each in children if not (present[:, family[each]] & ~present[:, code]).any()]
        if children:
            alone = present[:, code] & ~present[:, [family[each] for each in children]].any(axis=1)
            found.append((at, children, not book.codes[code].rules and not alone.any()))
    return found


def relations(groups: int, codes: int, between: list[tuple[int, list[int], bool]]) -> list[Relation]:
    """What ties the cells of a family's table, numbered group · codes + code, the total being the last group."""
    inf = float("inf")
    ties = []
    if groups > 1:
        for code in range(codes):
            ties.append(Relation([group * codes + code for group in range(groups)], [1] * (groups - 1) + [-1], 0, 0))
    for group in range(groups):
        for parent, children, held_only_with in between:
            cells = [group * codes + each for each in (parent, *children)]
            ties += [Relation([cells[0], cell], [1, -1], 0, inf) for cell in cells[1:]]
            if held_only_with:
                ties.append(Relation(cells, [-1] + [1] * len(children), 0, inf))
    return ties


def _protect(count: Any, base: Any, hidden: Any, between: list[tuple[int, list[int], bool]], threshold: int) -> Any:
    """Hides more of one family's table until no hidden count is known too well."""
    import numpy as np

    groups, codes = count.shape
    ties = relations(groups, codes, between)
    hidden = hidden.copy()
    if groups == 2:  # one group is the total
        hidden |= hidden.any(axis=0, keepdims=True) & (base > 0)
    need = np.minimum(threshold, _most(base, between)).ravel()
    while hidden.any() and not hidden[base > 0].all():  # where all is hidden, what is left is what the bases allow
        exposed = _exposed(count.ravel(), base.ravel(), hidden.ravel(), ties, need)
        if exposed is None:
            break
        hidden.flat[_next(exposed, count, base, hidden, between, threshold)] = True
    return hidden


def _most(base: Any, between: list[tuple[int, list[int], bool]]) -> Any:
    """The greatest counts there could be, by the bases and the codebook alone: a parent without rules, whose children were asked of
    fewer people, is held by no more than these."""
    import numpy as np

    most = base.copy()
    for parent, children, held_only_with in reversed(between):  # children stand after their parents
        if held_only_with:
            most[:, parent] = np.minimum(most[:, parent], most[:, children].sum(axis=1))
    if len(most) > 1:
        most[-1] = np.minimum(most[-1], most[:-1].sum(axis=0))
    return most


def _exposed(count: Any, base: Any, hidden: Any, ties: list[Relation], need: Any) -> int | None:
    """A hidden cell whose greatest and least possible count differ by less than needed; the most exposed found."""
    import numpy as np

    low, high = _bounds(count, base, hidden, ties)
    short = np.where(hidden, need - (high - low), 0)
    if (short > 0).any():
        return int(np.argmax(short))
    least, most = count.copy(), count.copy()  # over the tables met so far, each of which is possible
    for cell in np.flatnonzero(hidden):
        for sign in (1, -1):
            if most[cell] - least[cell] >= need[cell]:
                break
            table = _extreme(cell, sign, count, base, hidden, ties)
            np.minimum(least, table, out=least)
            np.maximum(most, table, out=most)
        if most[cell] - least[cell] < need[cell]:
            return int(cell)
    return None


def _bounds(count: Any, base: Any, hidden: Any, ties: list[Relation]) -> tuple[Any, Any]:
    """Least and greatest counts by each relation in turn: quick, wider than the truth."""
    import numpy as np

    low, high = np.where(hidden, 0, count).astype(float), np.where(hidden, base, count).astype(float)
    open_ties = [tie for tie in ties if hidden[tie.cells].any()]
    for _ in range(4):
        for tie in open_ties:
            cells, times = np.array(tie.cells), np.array(tie.coefficients)
            least, most = np.where(times > 0, low[cells], -high[cells]), np.where(times > 0, high[cells], -low[cells])
            up, down = tie.high - (least.sum() - least), tie.low - (most.sum() - most)  # of times · count
            low[cells] = np.maximum(low[cells], np.where(times > 0, down, -up))
            high[cells] = np.minimum(high[cells], np.where(times > 0, up, -down))
    return low, high


def _extreme(cell: int, sign: int, count: Any, base: Any, hidden: Any, ties: list[Relation]) -> Any:
    """A table of whole numbers that agrees with what is shown, with the least (sign 1) or greatest (−1) count in `cell`."""
    import numpy as np

    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError:
        raise ImportError("suppress= needs scipy: pip install 'libcode[stats]'") from None
    matrix, low, high = np.zeros((len(ties), len(count))), [tie.low for tie in ties], [tie.high for tie in ties]
    for row, tie in enumerate(ties):
        matrix[row, tie.cells] = tie.coefficients
    goal = np.zeros(len(count))
    goal[cell] = sign
    bounds = Bounds(np.where(hidden, 0, count), np.where(hidden, base, count))
    for whole in (0, 1):  # without asking for whole numbers they nearly always are, and the solver is surer
        found = milp(goal, integrality=np.full(len(count), whole), bounds=bounds, constraints=[LinearConstraint(matrix, low, high)] if ties else [])
        if found.x is None:
            break
        table = np.rint(found.x).astype(count.dtype)
        sums = matrix @ table  # the promise rests on tables that do agree, not on the solver
        if np.abs(table - found.x).max() < 1e-6 and (low <= sums).all() and (sums <= high).all():
            return table
    return count


def _next(exposed: int, count: Any, base: Any, hidden: Any, between: list[tuple[int, list[int], bool]], threshold: int) -> int:
    """The cell to hide next for an exposed one: of its code in another group, at best the smallest that covers it, the total
    last; where they are all hidden, of a parent, child or sibling in the same group."""
    import numpy as np

    groups, codes = count.shape
    group, code = divmod(exposed, codes)
    others = [at for at in range(groups) if not hidden[at, code] and base[at, code] > 0]
    if others:
        covered = [at for at in others if at < groups - 1 and count[at, code] + count[group, code] >= threshold]
        at = min(covered, key=lambda each: count[each, code]) if covered else max(others, key=lambda each: (each < groups - 1, count[each, code]))
        return at * codes + code
    kin = {each for parent, children, _ in between if code in (parent, *children) for each in (parent, *children)}
    near = [each for each in sorted(kin) if not hidden[group, each] and base[group, each] > 0]
    if near:
        return group * codes + min(near, key=lambda each: count[group, each])
    left = np.argwhere(~hidden & (base > 0))
    return int(left[0] @ (codes, 1))
