"""Does a theme differ between groups? One test a theme, with how large the difference is.

In: Codings and a variable. Out: a frame, one row a code. Costs one table of groups × 2 a code; exact tests count the tables with
the same margins. Tested by tests/python/test_theme_tests.py, against scipy and statsmodels to 1e-9.
"""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

from . import _frames
from ._cells import cells
from ._core import Codings
from ._cross_table import adjusted
from ._intervals import newcombe, quantile
from ._prevalence import BASES, grouped, printed, tally
from ._show import depths
from ._tables import PER, _one_of, _seed

MOST_TABLES = 200_000  # that Fisher's exact test lists; beyond, tables are drawn
CHI_SQUARE, FISHER, DRAWN, NONE = "chi-square", "Fisher's exact", "Fisher's exact, drawn", "none"


class Test(NamedTuple):
    method: str
    statistic: float  # Pearson's χ², whichever test gave p
    df: int
    p: float
    v: float
    expected: float  # the least


def theme_tests(
    self: Codings,
    by: Any,
    question: str | None = None,
    *,
    per: str = "respondent",
    base: str = "usable",
    rollup: bool = True,
    confidence: float = 0.95,
    resamples: int = 9_999,
    seed: int = 0,
    weights: Any = None,
) -> Any:
    """One row a code: its share in each group of `by`, whether they differ, and by how much.

    `test` says what gave `p`: Pearson's χ² without continuity correction where all expected counts are 5 or more (of more than
    two groups: at least 80 % are, and all are 1 or more; Cochran 1954, Biometrics 10:417), else Fisher's exact test, for more than
    two groups in the form of Freeman & Halton (1951, Biometrika 38:141): the probability of all tables with these margins that
    are no likelier than this one. Where there are over 200,000 of them `resamples` are drawn with `seed`, and
    p = (1 + as unlikely) / (1 + drawn). "none": everybody or nobody of the base has the code, or there is one group.
    `p_holm` is Holm's correction (1979) over the codes tested.

    `cramers_v` is √(χ²/n). For two groups also `difference` of the percents, first group less second, with Newcombe's
    interval (1998, Stat Med 17:873, method 10), and `odds_ratio` with Woolf's interval (1955), for which ½ is added to each
    count if one is 0 (Haldane 1956).

    Groups whose base is 0 are left out. People are taken for independent: per="response" takes a person's answers for several
    people's. `weights` are refused: these tests know none."""
    import numpy as np

    _one_of(per, PER, "per")
    _one_of(base, BASES, "base")
    _seed(seed)
    refuse_weights(weights)
    z = quantile(confidence)
    groups = grouped(self, by, per)
    sums = tally(self, groups, per, cells(self, "response", question, rollup), base)
    count, n = sums.count(per)[:-1], getattr(sums, base)[:-1]
    codes = self.codebook.codes
    rng = np.random.default_rng(seed)
    tests = [test_of(count[:, at], n[:, at], resamples, rng) for at in range(len(codes))]
    columns = {
        "code": np.array([code.path for code in codes], dtype=object),
        "name": np.array([code.name for code in codes], dtype=object),
        "level": np.array(depths(self.codebook), dtype=np.int64),
        **{f"{groups.name}: {label}": share for label, share in zip(groups.order, _printed(count, n))},
        "base": n.sum(axis=0),
        "test": np.array([each.method for each in tests], dtype=object),
        "statistic": np.array([each.statistic for each in tests]),
        "df": np.array([each.df for each in tests], dtype=np.int64),
        "p": np.array([each.p for each in tests]),
        "p_holm": np.array(adjusted([each.p for each in tests], "holm")),
        "cramers_v": np.array([each.v for each in tests]),
        "least_expected": np.array([each.expected for each in tests]),
    }
    if len(count) == 2:
        (a, b), (n1, n2) = count.astype(float), n.astype(float)
        p1, p2 = (np.divide(k, m, out=np.full_like(m, np.nan), where=m > 0) for k, m in ((a, n1), (b, n2)))
        low, high = newcombe(a, n1, b, n2, confidence)
        ratio, ratio_low, ratio_high = odds_ratio(a, n1 - a, b, n2 - b, z)
        columns |= {"difference": 100 * (p1 - p2), "low": 100 * low, "high": 100 * high}
        columns |= {"odds_ratio": ratio, "odds_low": ratio_low, "odds_high": ratio_high}
    return _frames.make(self.frame, columns)


def refuse_weights(weights: Any) -> None:
    if weights is not None:
        raise ValueError(
            "weights= is not for tests: they count people, and weighted counts would give wrong p-values; "
            "give weighted percents with prevalence(weights=) and the test without"
        )


def _printed(count: Any, base: Any) -> list[Any]:
    import numpy as np

    return [np.array([printed(k, n, 100 * k / n if n else 0) for k, n in zip(*group)], dtype=object) for group in zip(count, base)]


def test_of(count: Any, base: Any, resamples: int, rng: Any) -> Test:
    """Of `count` in each group of `base`."""
    import numpy as np

    count, base = count[base > 0], base[base > 0]
    n, held = int(base.sum()), int(count.sum())
    if len(base) < 2 or held in (0, n):
        return Test(NONE, np.nan, max(len(base) - 1, 0), np.nan, np.nan, np.nan)
    stats = _scipy()
    expected = np.array([base * (held / n), base * (1 - held / n)])
    statistic = float((((np.array([count, base - count]) - expected) ** 2) / expected).sum())
    large = (expected >= 5).all() if len(base) == 2 else ((expected >= 5).mean() >= 0.8 and (expected >= 1).all())
    if large:
        method, p = CHI_SQUARE, float(stats.chi2.sf(statistic, len(base) - 1))
    elif prod(min(int(each), held) + 1 for each in sorted(base)[:-1]) <= MOST_TABLES:
        method, p = FISHER, fisher(count, base)
    else:
        method, p = DRAWN, fisher_drawn(count, base, resamples, rng)
    return Test(method, statistic, len(base) - 1, p, float(np.sqrt(statistic / n)), float(expected.min()))


def _log_likelihood(count: Any, base: Any) -> Any:
    """Of tables (last axis: groups) with fixed margins, up to a constant: Σ log C(base, count)."""
    from scipy.special import gammaln

    return (gammaln(base + 1) - gammaln(count + 1) - gammaln(base - count + 1)).sum(axis=-1)


def fisher(count: Any, base: Any) -> float:
    """All tables listed, the largest group's count following from the others. Ties are those within 1e-7, as in R."""
    import numpy as np

    order = np.argsort(base)
    count, base, held = count[order], base[order], int(count.sum())
    tables = np.zeros((1, 0), dtype=np.int64)
    for size in base[:-1]:
        steps = np.arange(min(int(size), held) + 1)
        tables = np.column_stack([np.repeat(tables, len(steps), axis=0), np.tile(steps, len(tables))])
        tables = tables[tables.sum(axis=1) <= held]
    rest = held - tables.sum(axis=1)
    tables = np.column_stack([tables, rest])[rest <= base[-1]]
    log = _log_likelihood(tables, base)
    weights = np.exp(log - log.max())
    return float(min(1.0, weights[log <= _log_likelihood(count, base) + 1e-7].sum() / weights.sum()))


def fisher_drawn(count: Any, base: Any, resamples: int, rng: Any) -> float:
    tables = rng.multivariate_hypergeometric(base, int(count.sum()), size=resamples)
    as_unlikely = int((_log_likelihood(tables, base) <= _log_likelihood(count, base) + 1e-7).sum())
    return (1 + as_unlikely) / (1 + resamples)


def odds_ratio(a: Any, b: Any, c: Any, d: Any, z: float) -> tuple[Any, Any, Any]:
    """ad/bc and its limits; NaN where a group is empty."""
    import numpy as np

    empty = ((a + b) == 0) | ((c + d) == 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(empty, np.nan, (a * d) / (b * c))
        half = np.where((a * b * c * d) == 0, 0.5, 0.0)
        a, b, c, d = a + half, b + half, c + half, d + half
        middle, error = np.log((a * d) / (b * c)), z * np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return ratio, np.where(empty, np.nan, np.exp(middle - error)), np.where(empty, np.nan, np.exp(middle + error))


def _scipy() -> Any:
    try:
        from scipy import stats
    except ImportError:
        raise ImportError("tests need scipy: pip install 'libcode[stats]'") from None
    return stats


Codings.theme_tests = theme_tests
