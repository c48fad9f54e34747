"""Measures of association: how much more often two things go together than chance, each with the source of its formula.

In: counts, as arrays. Out: arrays of the same shape, NaN where a measure has no value. Of a 2 × 2 table are given `both`, the
margins `row` and `column`, and the `base`. No scipy. Tested by tests/python/test_association.py against scipy, scikit-learn,
statsmodels and nltk to 1e-9.
"""

from __future__ import annotations

import math
from typing import Any

from ._intervals import quantile, wilson


def _table(both: Any, row: Any, column: Any, base: Any) -> tuple[Any, Any]:
    """Observed and expected counts of the four cells; expected are row × column / base."""
    import numpy as np

    both, row, column, base = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (both, row, column, base)))
    observed = np.array([both, row - both, column - both, base - row - column + both])
    rows, columns = np.array([row, row, base - row, base - row]), np.array([column, base - column, column, base - column])
    with np.errstate(divide="ignore", invalid="ignore"):
        return observed, rows * columns / base


def log_likelihood(both: Any, row: Any, column: Any, base: Any) -> Any:
    """G² of the four cells, 2 Σ O ln(O/E) with 0 ln 0 = 0 (Dunning 1993, Computational Linguistics 19:61–74). Rayson & Garside
    (2000, Workshop on Comparing Corpora, 1–6) sum two of the cells. Never below 0."""
    import numpy as np

    observed, expected = _table(both, row, column, base)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed / expected), np.where(np.isnan(expected), np.nan, 0.0))
    return np.maximum(2 * terms.sum(axis=0), 0.0)


def chi_squared(both: Any, row: Any, column: Any, base: Any, yates: bool = False) -> Any:
    """Pearson's χ², Σ (O−E)²/E; with `yates` each |O−E| is brought 0.5 nearer to 0, at most to 0 (Yates 1934, Supplement to the
    JRSS 1:217–235). NaN where a margin is 0."""
    import numpy as np

    observed, expected = _table(both, row, column, base)
    off = np.abs(observed - expected)
    off = np.maximum(off - 0.5, 0.0) if yates else off
    with np.errstate(divide="ignore", invalid="ignore"):
        return (off * off / expected).sum(axis=0)


def chi_squared_p(statistic: Any) -> Any:
    """The chance of a χ² of 1 degree of freedom of at least this: erfc(√(x/2))."""
    import numpy as np

    statistic = np.asarray(statistic, dtype=float)
    return np.array([math.erfc(math.sqrt(x / 2)) if x == x else math.nan for x in statistic.ravel().tolist()]).reshape(statistic.shape)


def benjamini_hochberg(p_values: Any) -> Any:
    """p-values adjusted so that of those below q a share of at most q is expected to be false: min over j ≥ i of p₍ⱼ₎ m/j, at most 1
    (Benjamini & Hochberg 1995, JRSS B 57:289–300). NaN stays NaN and is no test."""
    import numpy as np

    p_values = np.asarray(p_values, dtype=float)
    adjusted = np.full(p_values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(-p_values[tested], kind="stable")]
    m = len(order)
    adjusted[order] = np.minimum(np.minimum.accumulate(p_values[order] * m / np.arange(m, 0, -1)), 1.0)
    return adjusted


def log_ratio(count: Any, words: Any, count2: Any, words2: Any) -> Any:
    """The binary logarithm of the ratio of two relative frequencies: 1 is twice as often. A count of 0 is taken as 0.5 (Hardie
    2014, "Log Ratio: an informal introduction", CASS, Lancaster)."""
    import numpy as np

    def share(count: Any, words: Any) -> Any:
        return np.where(np.asarray(count) == 0, 0.5, np.asarray(count, dtype=float)) / np.asarray(words, dtype=float)

    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(share(count, words) / share(count2, words2))
    return np.where(np.isfinite(ratio), ratio, np.nan)


def log_odds(count: Any, words: Any, count2: Any, words2: Any, prior: float) -> tuple[Any, Any]:
    """The log-odds ratio with an informative Dirichlet prior, and its z (Monroe, Colaresi & Quinn 2008, Political Analysis 16:372–403).

    With α₀ = `prior` words and α = α₀ (y₁ + y₂)/(n₁ + n₂), the share of the word in both groups together (eq. 23):
    δ = ln((y₁+α)/(n₁+α₀−y₁−α)) − ln((y₂+α)/(n₂+α₀−y₂−α)) (eq. 16), σ² ≈ 1/(y₁+α) + 1/(y₂+α) (eq. 20), z = δ/σ (eq. 22)."""
    import numpy as np

    y1, n1, y2, n2 = (np.asarray(each, dtype=float) for each in (count, words, count2, words2))
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha = prior * (y1 + y2) / (n1 + n2)
        delta = np.log((y1 + alpha) / (n1 + prior - y1 - alpha)) - np.log((y2 + alpha) / (n2 + prior - y2 - alpha))
        z = delta / np.sqrt(1 / (y1 + alpha) + 1 / (y2 + alpha))
    return np.where(np.isfinite(delta), delta, np.nan), np.where(np.isfinite(z), z, np.nan)


def pmi(both: Any, row: Any, column: Any, base: Any) -> Any:
    """Pointwise mutual information, log₂(O/E) (Church & Hanks 1990, Computational Linguistics 16:22–29)."""
    import numpy as np

    observed, expected = _table(both, row, column, base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(observed[0] / expected[0])


def npmi(both: Any, row: Any, column: Any, base: Any) -> Any:
    """PMI as a share of its largest value, −log₂(O/N): 1 where the two only stand together, 0 by chance (Bouma 2009, GSCL,
    31–40)."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return pmi(both, row, column, base) / -np.log2(np.asarray(both, dtype=float) / np.asarray(base, dtype=float))


def t_score(both: Any, row: Any, column: Any, base: Any) -> Any:
    """(O − E)/√O (Church, Gale, Hanks & Hindle 1991, in Zernik (ed.), Lexical Acquisition, 115–164)."""
    import numpy as np

    observed, expected = _table(both, row, column, base)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (observed[0] - expected[0]) / np.sqrt(observed[0])


def log_dice(both: Any, row: Any, column: Any) -> Any:
    """14 + log₂(2O/(row + column)), at most 14 and independent of the base (Rychlý 2008, RASLAN, 6–9)."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return 14 + np.log2(2 * np.asarray(both, dtype=float) / (np.asarray(row, dtype=float) + np.asarray(column, dtype=float)))


def jaccard(both: Any, row: Any, column: Any, confidence: float = 0.95) -> tuple[Any, Any, Any]:
    """both/(row + column − both): of the units with either, the share with both (Jaccard 1912, New Phytologist 11:37–50), with
    Wilson's interval of that share."""
    import numpy as np

    both = np.asarray(both, dtype=float)
    either = np.asarray(row, dtype=float) + np.asarray(column, dtype=float) - both
    with np.errstate(divide="ignore", invalid="ignore"):
        return (both / either, *wilson(both, either, confidence))


def lift(both: Any, row: Any, column: Any, base: Any, confidence: float = 0.95) -> tuple[Any, Any, Any]:
    """both × base/(row × column), observed by expected: 1 by chance (Brin, Motwani, Ullman & Tsur 1997, SIGMOD, 255–264, as
    "interest"). The interval is that of its logarithm, as Katz et al. (1978, Biometrics 34:469–474) have it for a ratio of risks; the
    variance is the multinomial's by the delta method (Agresti 2013, Categorical Data Analysis, §16.1):
    1/both − 1/row − 1/column + 2 both/(row × column) − 1/base. None where both is 0."""
    import numpy as np

    both, row, column, base = (np.asarray(each, dtype=float) for each in (both, row, column, base))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = both * base / (row * column)
        variance = 1 / both - 1 / row - 1 / column + 2 * both / (row * column) - 1 / base
        factor = np.exp(quantile(confidence) * np.sqrt(np.maximum(variance, 0)))
        none = ~(both > 0)
        return value, np.where(none, np.nan, value / factor), np.where(none, np.nan, value * factor)


def phi(both: Any, row: Any, column: Any, base: Any, confidence: float = 0.95) -> tuple[Any, Any, Any]:
    """The correlation of two yes/no values (Yule 1912, JRSS 75:579–652; Matthews' coefficient), −1 to 1. The interval is of Fisher's
    z = artanh φ, with the large-sample variance of φ of Bishop, Fienberg & Holland (1975, Discrete Multivariate Analysis, ch. 11):
    (1 − φ² + φ(1 + φ²/2) d₁d₂/(s₁s₂) − ¾φ²(d₁²/s₁² + d₂²/s₂²))/n, d = p − q, s² = pq of each margin, divided by
    (1 − φ²)². NaN where a margin is 0 or full; no interval where φ is 1 or −1."""
    import numpy as np

    both, row, column, base = (np.asarray(each, dtype=float) for each in (both, row, column, base))
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = row / base, column / base
        s1, s2 = np.sqrt(p1 * (1 - p1)), np.sqrt(p2 * (1 - p2))
        value = (both / base - p1 * p2) / (s1 * s2)
        value = np.where(np.isfinite(value), np.clip(value, -1, 1), np.nan)
        d1, d2 = (2 * p1 - 1) / s1, (2 * p2 - 1) / s2
        variance = (1 - value**2 + value * (1 + value**2 / 2) * d1 * d2 - 0.75 * value**2 * (d1**2 + d2**2)) / base
        half = quantile(confidence) * np.sqrt(np.maximum(variance, 0)) / (1 - value**2)
        middle = np.arctanh(value)
        low, high = np.tanh(middle - half), np.tanh(middle + half)
        perfect = np.abs(value) > 1 - 1e-12
        return value, np.where(perfect, np.nan, low), np.where(perfect, np.nan, high)


def sign_test_p(count: Any, count2: Any) -> Any:
    """The exact two-sided test that of count + count2 either is as likely (Conover 1999, Practical Nonparametric Statistics,
    §3.4): 2 P(X ≤ min), at most 1, X binomial with ½. NaN where both are 0. Needs scipy."""
    import numpy as np

    try:
        from scipy.stats import binom
    except ImportError:
        raise ImportError("order=True tests with scipy: pip install 'libcode[stats]'") from None
    count, count2 = np.asarray(count), np.asarray(count2)
    n = count + count2
    return np.where(n > 0, np.minimum(2 * binom.cdf(np.minimum(count, count2), n, 0.5), 1.0), np.nan)
