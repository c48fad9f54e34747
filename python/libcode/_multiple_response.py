"""Do the themes as a whole differ between groups, where one person may hold several? An ordinary χ² takes the themes of a
person for those of several people and is wrong there; these tests are not.

In: Codings and a variable. Out: a frame, one row a test. Costs resamples × distinct sets of themes. Tested by
tests/python/test_multiple_response.py, against the published examples of R's MRCV and the matrices of the paper.

Sources: Loughin & Scherer 1998, Biometrics 54:630 (modified χ², bootstrap); Bilder, Loughin & Nettleton 2000, Commun Stat Simul
Comput 29:1285 (sum of the items' χ², its bootstrap, combinations of p-values, second-order correction); Decady & Thomas 2000,
Biometrics 56:893 (first-order correction); Thomas & Decady 2004, Int J Test 4:43.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from . import _frames
from ._cells import cells, fold
from ._core import Codings
from ._prevalence import BASES, grouped
from ._tables import PER, _one_of, _seed
from ._theme_tests import _scipy, refuse_weights
from ._variables import respondent_of_response

TESTS = ("sum of chi-squares, bootstrap", "sum of chi-squares, Rao-Scott 2nd order", "modified chi-square, bootstrap",
         "modified chi-square, Rao-Scott 1st order", "product of p, bootstrap", "least p, bootstrap", "least p, Bonferroni")  # fmt: skip


class Overall(NamedTuple):
    test: str
    statistic: float
    df: float  # NaN where the bootstrap gives p
    p: float


def overall_test(
    self: Codings,
    by: Any,
    question: str | None = None,
    *,
    codes: list[str] | None = None,
    per: str = "respondent",
    base: str = "usable",
    resamples: int = 1_999,
    seed: int = 0,
    weights: Any = None,
) -> Any:
    """Whether the themes differ between the groups of `by`, taken together: multiple marginal independence.

    The themes are `codes`, or those without sub-codes: a parent only repeats what its children say. Themes that everybody or
    nobody of the base holds say nothing and are left out. A test is of people who were asked about all of its themes:
    themes with different bases (`where`) are tested apart, one block of rows each, with `themes` the number of them.

    Read the first row: the sum of the themes' Pearson χ² (Bilder, Loughin & Nettleton 2000), its p by the bootstrap: people's
    sets of themes drawn anew, whoever they belong to, within the sizes of the groups. The others say how far p hangs on the method:
    the second-order Rao–Scott correction, quick and a little conservative; Loughin & Scherer's modified χ² (1998) by bootstrap
    and with the first-order correction of Decady & Thomas (2000); the product and the least of the themes' p-values by bootstrap;
    and Bonferroni. Bootstrap p-values are (1 + as extreme) / (1 + resamples): at best 1/(1 + resamples). A resample in which
    a theme has nobody or everybody counts with a χ² of 0 for it.

    `weights` are refused: these tests know none."""
    import numpy as np

    _one_of(per, PER, "per")
    _one_of(base, BASES, "base")
    _seed(seed)
    refuse_weights(weights)
    if isinstance(resamples, bool) or not isinstance(resamples, int) or resamples < 1:
        raise ValueError("resamples= must be a whole number of 1 or more")
    groups = grouped(self, by, per)
    found = cells(self, "response", question)
    if per == "respondent":
        found = fold(found, respondent_of_response(self.responses._columns()))
    usable, present = getattr(found, base), found.present
    books = self.codebook.codes
    parents = {code.parent for code in books}
    chosen = [at for at in range(len(books)) if at not in parents] if codes is None else sorted({_place(self, each) for each in codes})
    blocks: dict[bytes, list[int]] = {}
    for at in chosen:
        blocks.setdefault(usable[:, at].tobytes(), []).append(at)
    rows: list[tuple[Any, ...]] = []
    for items in blocks.values():
        asked = usable[:, items[0]] & groups.members[-1]
        group = groups.members[:-1, asked].argmax(axis=0) if len(groups.order) > 1 else np.zeros(asked.sum(), dtype=int)
        held = present[np.ix_(asked, items)]
        varied = [each for each in range(len(items)) if 0 < held[:, each].sum() < len(held)]
        names = ", ".join(books[items[each]].path for each in varied)
        for each in tests_of(group, held[:, varied], resamples, np.random.default_rng(seed)):
            rows.append((each.test, each.statistic, each.df, each.p, len(varied), int(asked.sum()), len(set(group.tolist())), names))
    kinds = (object, float, float, float, np.int64, np.int64, np.int64, object)
    names = ("test", "statistic", "df", "p", "themes", "base", "groups", "codes")
    return _frames.make(self.frame, {name: np.array([row[at] for row in rows], dtype=kinds[at]) for at, name in enumerate(names)})


def _place(codings: Codings, code: str) -> int:
    path = codings.codebook[code].path
    return next(at for at, each in enumerate(codings.codebook.codes) if each.path == path)


def tests_of(group: Any, held: Any, resamples: int, rng: Any) -> list[Overall]:
    """All tests of `held` (people × themes, bool) between the groups of people; NaN where there is nothing to test."""
    import numpy as np

    nan = float("nan")
    order, group = np.unique(group, return_inverse=True)
    r, j = len(order), held.shape[1]
    if r < 2 or j == 0:
        return [Overall(name, nan, nan, nan) for name in TESTS]
    chi2 = _scipy().chi2
    sizes = np.bincount(group)
    counts = np.array([held[group == each].sum(axis=0) for each in range(r)])
    each = item_chi_squares(counts, sizes)
    p_each = chi2.sf(each, r - 1)
    modified, delta = modified_chi_square(counts, sizes), 1 - counts.sum() / (sizes.sum() * j)
    total, squares = each.sum(), squared_eigenvalues(group, held)
    factor = squares / ((r - 1) * j) if squares > 1e-12 else nan  # 0 where nobody differs from their own group

    packed = np.ascontiguousarray(np.packbits(held, axis=1))
    _, first, of = np.unique(packed.view(f"V{packed.shape[1]}").ravel(), return_index=True, return_inverse=True)
    patterns, shares = held[first], np.bincount(of.ravel()) / len(held)
    drawn = np.stack([rng.multinomial(size, shares, size=resamples) @ patterns for size in sizes], axis=1)
    stars = item_chi_squares(drawn, sizes)
    log_p = chi2.logsf(stars, r - 1)

    def bootstrap(star: Any, seen: float) -> float:
        least = seen - 1e-9 * abs(seen) if np.isfinite(seen) else seen
        return (1 + int((star >= least).sum())) / (1 + resamples)

    logs = chi2.logsf(each, r - 1)
    return [
        Overall(TESTS[0], total, nan, bootstrap(stars.sum(axis=-1), total)),
        Overall(TESTS[1], total / factor, (r - 1) * j / factor, rao_scott_p(total, (r - 1) * j, factor)),
        Overall(TESTS[2], modified, nan, bootstrap(modified_chi_square(drawn, sizes), modified)),
        Overall(TESTS[3], modified / delta, (r - 1) * j, float(chi2.sf(modified / delta, (r - 1) * j))),
        Overall(TESTS[4], logs.sum(), nan, bootstrap(-log_p.sum(axis=-1), -logs.sum())),
        Overall(TESTS[5], p_each.min(), nan, bootstrap(-log_p.min(axis=-1), -logs.min())),
        Overall(TESTS[6], p_each.min(), nan, min(1.0, j * p_each.min())),
    ]


def item_chi_squares(counts: Any, sizes: Any) -> Any:
    """Pearson's χ² of each theme; `counts` (… × groups × themes) of `sizes` (groups). 0 where all or none hold it."""
    import numpy as np

    n = sizes.sum()
    share = counts.sum(axis=-2, keepdims=True) / n
    expected = sizes[:, None] * share
    spread = expected * (1 - share)
    return np.divide((counts - expected) ** 2, spread, out=np.zeros(np.broadcast(counts, spread).shape), where=spread > 0).sum(axis=-2)


def modified_chi_square(counts: Any, sizes: Any) -> Any:
    """Σ (m_ij − n_i m_j/n)² / (n_i m_j/n) (Loughin & Scherer 1998, eq. 2): only those who hold a theme, over people as base."""
    import numpy as np

    expected = sizes[:, None] * counts.sum(axis=-2, keepdims=True) / sizes.sum()
    return np.divide((counts - expected) ** 2, expected, out=np.zeros(np.broadcast(counts, expected).shape), where=expected > 0).sum(axis=(-2, -1))


def squared_eigenvalues(group: Any, held: Any) -> float:
    """Σ λ² of the weighted χ² that the sum of χ² is (Bilder, Loughin & Nettleton 2000, appendix): trace((D⁻¹ H Ω H′)²), the sizes
    of groups given. Ω, there G V G′ over all sets of themes, holds each group's own covariances n/n_i · cov(y); H takes from
    each group's shares the common ones; D holds n/n_i · π_j(1 − π_j)."""
    import numpy as np

    sizes = np.bincount(group)
    r, j, n = len(sizes), held.shape[1], len(group)
    y, share = held.astype(float), held.mean(axis=0)
    omega = np.zeros((r * j, r * j))
    for at, size in enumerate(sizes):
        inside = y[group == at] - y[group == at].mean(axis=0)
        omega[at * j : (at + 1) * j, at * j : (at + 1) * j] = inside.T @ inside / size * (n / size)
    h = np.eye(r * j) - np.kron(np.tile(sizes / n, (r, 1)), np.eye(j))
    scaled = h @ omega @ h.T / np.kron(n / sizes, share * (1 - share))[:, None]
    return float((scaled * scaled.T).sum())


def rao_scott_p(total: float, df: float, factor: float) -> float:
    """Of the sum of χ² with `df` were they independent, corrected to its first two moments (Rao & Scott 1981, JASA 76:221)."""
    return float(_scipy().chi2.sf(total / factor, df / factor))


Codings.overall_test = overall_test
