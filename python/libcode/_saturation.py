"""Saturation: how many themes are known after so many respondents, and whether more would bring new ones.

In: Codings. Out: a frame of saturation points, one row a setting, or the curve, one row a respondent. Costs
permutations × units followed × codes. Tested by tests/python/test_saturation.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any

from . import _frames
from ._cells import cells
from ._core import Codings
from ._intervals import quantile
from ._tables import PER, _one_of, _seed

MOST_FOLLOWED = 1000
CELLS_AT_ONCE = 5_000_000


def saturation(
    self: Codings,
    base: int | Sequence[int] = (4, 5, 6),
    run: int | Sequence[int] = (2, 3),
    threshold: float | Sequence[float] = (0.05, 0.0),
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    permutations: int = 1000,
    confidence: float = 0.95,
    up_to: int | None = None,
    seed: int = 0,
) -> Any:
    """When new respondents stop bringing new themes: one row for each base size, run length and threshold.

    By Guest, Namey & Chen (2020, PLoS ONE 15(5):e0232076). The themes of the first `base` units are the base
    (`base_themes`). Runs of `run` units follow, each begun one unit after the last; a run's new information is the themes
    that none before the run had, divided by the themes of the base. `saturated_at` is how many units stand before the
    first run whose new information is `threshold` or less (it takes `run` more to know), `new_percent` that run's new
    information, and `themes_then` how many of all `themes` were known by then. Missing where there is no such run; a base
    without themes has none.

    Survey answers come in no order that matters, so the order is permuted too (without replacement; the paper resamples
    with): `median`, `low` and `high` are percentiles of `saturated_at` over the permutations at this `confidence`, missing
    where it is beyond the units followed, and `reached_percent` is how many permutations got there.

    A theme is a code with rules of its own, by what these found, or one of `codes`, by what it and its descendants hold.
    A unit is a respondent or response (`per`) with a usable answer; `units` says how many. The first `up_to` are followed
    (default: all, at most 1,000). A quiet run is no proof that all is known: read `themes_then` and `saturation_curve`."""
    import numpy as np

    settings = [(b, r, t) for b in _whole(base, "base") for r in _whole(run, "run") for t in _shares(threshold)]
    present, _, followed = _present(self, codes, per, up_to)
    given = _cumulative(_firsts(present, np.arange(followed)[None, :]), followed)
    shuffled = _permuted(present, followed, permutations, seed)
    tail = _tails(confidence)
    total = int(present.any(axis=0).sum())
    rows = []
    for b, r, t in settings:
        at = int(_points(given, b, r, t)[0])
        points = _points(shuffled, b, r, t)
        known = at <= followed
        base_themes = int(given[0, b]) if b <= followed else -1
        new = 100.0 * (given[0, at + r] - given[0, at]) / base_themes if known else np.nan
        then = int(given[0, at]) if known else -1
        spread = [int(np.quantile(points, q, method="inverted_cdf")) for q in (0.5, tail, 1 - tail)]
        spread = [point if point <= followed else -1 for point in spread]
        reached = 100.0 * float((points <= followed).mean())
        rows.append((b, r, 100.0 * t, len(present), total, base_themes, at if known else -1, new, then, *spread, reached))
    names = ("base_size", "run_length", "threshold_percent", "units", "themes", "base_themes", "saturated_at", "new_percent",
             "themes_then", "median", "low", "high", "reached_percent")  # fmt: skip
    table = {name: np.array(column) for name, column in zip(names, zip(*rows))}
    may_miss = ("base_themes", "saturated_at", "themes_then", "median", "low", "high")
    return _frames.make(self.frame, {name: (np.maximum(each, 0), each < 0) if name in may_miss else each for name, each in table.items()})


def saturation_curve(
    self: Codings,
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    permutations: int = 1000,
    confidence: float = 0.95,
    up_to: int | None = None,
    seed: int = 0,
) -> Any:
    """Themes known after 1, 2, 3 … units: one row each.

    `new` themes came with this unit and `themes` are known, in the order of the data. `expected` is the mean over all
    orders, exactly: the sum over themes of 1 − C(N−f, n)/C(N, n), where f of N units have the theme (Hurlbert 1971, Ecology
    52:577–586; Ugland, Gray & Ellingsen 2003, J Anim Ecol 72:888–897). `low` and `high` are percentiles of the
    `permutations` at this `confidence`; `percent` is `expected` of all themes found. The rest as in `saturation`."""
    import numpy as np

    present, total, followed = _present(self, codes, per, up_to)
    given = _cumulative(_firsts(present, np.arange(followed)[None, :]), followed)[0]
    shuffled = _permuted(present, followed, permutations, seed)[:, 1:]
    tail = _tails(confidence)
    mean = expected(present.sum(axis=0), len(present), followed)
    low, high = (np.quantile(shuffled, q, axis=0, method="inverted_cdf").astype(np.int64) for q in (tail, 1 - tail))
    n = np.arange(1, followed + 1)
    share = 100.0 * mean / total if total else np.full(followed, np.nan)
    columns = {"n": n, "new": np.diff(given), "themes": given[1:], "expected": mean, "low": low, "high": high, "percent": share}
    return _frames.make(self.frame, columns)


def expected(frequencies: Any, units: int, followed: int) -> Any:
    """The mean number of themes after 1 … `followed` of `units` in random order, where `frequencies` units have each theme."""
    import numpy as np

    drawn = np.arange(followed)[:, None]  # C(N−f, n)/C(N, n) is the product of (N−f−i)/(N−i), i < n
    unseen = np.cumprod(np.maximum(units - np.asarray(frequencies)[None, :] - drawn, 0) / (units - drawn), axis=0)
    return (1.0 - unseen).sum(axis=1)


def _present(codings: Codings, codes: Sequence[str] | None, per: str, up_to: int | None) -> tuple[Any, int, int]:
    """Units with a usable answer × themes, how many themes were found, and how many units to follow."""
    import numpy as np

    _one_of(per, PER, "per")
    if isinstance(codes, str):
        raise TypeError("codes= must be a list of codes; put the one in a list")
    found = cells(codings, per, rollup=codes is not None)
    all_codes = codings.codebook.codes
    if codes is None:
        chosen = [at for at, code in enumerate(all_codes) if code.rules]
    else:
        paths = {codings.codebook[code].path for code in codes}
        chosen = [at for at, code in enumerate(all_codes) if code.path in paths]
    present = found.present[found.usable.any(axis=1)][:, np.array(chosen, dtype=np.intp)]
    most = _whole(up_to, "up_to")[0] if up_to is not None else MOST_FOLLOWED
    return present, int(present.any(axis=0).sum()), min(len(present), most)


def _firsts(present: Any, orders: Any) -> Any:
    """Per order (rows of `orders`, places in `present`) and theme the place it is first met at, or the order's length."""
    import numpy as np

    length = orders.shape[1]
    if not length:
        return np.zeros((len(orders), present.shape[1]), dtype=np.int64)
    columns = []
    for theme in np.ascontiguousarray(present.T):
        met = theme[orders]
        first = met.argmax(axis=1)
        columns.append(np.where(met[np.arange(len(orders)), first], first, length))
    return np.stack(columns, axis=1) if columns else np.zeros((len(orders), 0), dtype=np.int64)


def _cumulative(firsts: Any, length: int) -> Any:
    """Per order how many themes are known after 0, 1 … `length` units."""
    import numpy as np

    new = np.zeros((len(firsts), length + 2), dtype=np.int32)
    np.add.at(new, (np.arange(len(firsts))[:, None], firsts + 1), 1)
    return new[:, : length + 1].cumsum(axis=1)


def _permuted(present: Any, followed: int, permutations: int, seed: int) -> Any:
    """The cumulative counts of `permutations` random orders."""
    import numpy as np

    _whole(permutations, "permutations")
    _seed(seed)
    random = np.random.default_rng(seed)
    at_once = max(1, CELLS_AT_ONCE // max(1, followed))
    parts = []
    for start in range(0, permutations, at_once):
        size = min(at_once, permutations - start)
        orders = np.zeros((size, followed), dtype=np.intp)
        for order in orders if followed else ():
            order[:] = random.choice(len(present), followed, replace=False)
        parts.append(_cumulative(_firsts(present, orders), followed))
    return np.concatenate(parts)


def _points(known: Any, base: int, run: int, threshold: float) -> Any:
    """Per order the saturation point of Guest, Namey & Chen; beyond the order's length where there is none."""
    import numpy as np

    length = known.shape[1] - 1
    nowhere = np.full(len(known), length + 1)
    if base + run > length:
        return nowhere
    new = known[:, base + run :] - known[:, base : length + 1 - run]
    base_themes = known[:, base][:, None]
    quiet = (new <= threshold * base_themes + 1e-12) & (base_themes > 0)  # 1/20 is 0.05, whatever its last bit
    return np.where(quiet.any(axis=1), base + quiet.argmax(axis=1), nowhere)


def _whole(value: Any, argument: str) -> list[int]:
    values = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not values or not all(isinstance(each, Integral) and not isinstance(each, bool) and each >= 1 for each in values):
        raise ValueError(f"{argument}= must be a whole number of 1 or more")
    return [int(each) for each in values]


def _shares(value: Any) -> list[float]:
    values = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not values or not all(isinstance(each, Real) and not isinstance(each, bool) and 0 <= each < 1 for each in values):
        raise ValueError("threshold= must be a share of 0 or more and below 1, such as 0.05")
    return [float(each) for each in values]


def _tails(confidence: float) -> float:
    quantile(confidence)  # which says what it must be
    return (1 - confidence) / 2


Codings.saturation = saturation
Codings.saturation_curve = saturation_curve
