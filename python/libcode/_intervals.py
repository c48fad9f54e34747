"""Intervals of shares and of their differences, without scipy.

In: counts and bases, as arrays or numbers. Out: shares (0 to 1). Tested by tests/python/test_intervals.py against
statsmodels to 1e-9.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Any


def quantile(confidence: float) -> float:
    """The standard normal quantile of a two-sided interval: 1.96 for 0.95."""
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 < confidence < 1:
        raise ValueError("confidence= must be a number between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(count: Any, base: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """The score interval of count/base (Wilson 1927, JASA 22:209–212; Newcombe 1998, Stat Med 17:857–872,
    method 3): (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). NaN where the base is 0. Neither need be whole."""
    import numpy as np

    z = quantile(confidence)
    count, base = np.asarray(count, dtype=float), np.asarray(base, dtype=float)
    n = np.where(base > 0, base, np.nan)
    p = count / n
    middle, scale = p + z * z / (2 * n), 1 + z * z / n
    half = z * np.sqrt(np.maximum(p * (1 - p), 0) / n + z * z / (4 * n * n))
    low, high = (middle - half) / scale, (middle + half) / scale
    return np.where(count <= 0, np.where(np.isnan(low), low, 0.0), low), np.where(count >= base, np.where(np.isnan(high), high, 1.0), high)


def newcombe(count: Any, base: Any, count2: Any, base2: Any, confidence: float = 0.95) -> tuple[Any, Any]:
    """The hybrid score interval of p1 − p2 (Newcombe 1998, Stat Med 17:873–890, method 10)."""
    import numpy as np

    low1, high1 = wilson(count, base, confidence)
    low2, high2 = wilson(count2, base2, confidence)
    p1, p2 = (np.asarray(k, dtype=float) / np.where(np.asarray(n) > 0, n, np.nan) for k, n in ((count, base), (count2, base2)))
    return p1 - p2 - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), p1 - p2 + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)


def effective_base(weights: Any) -> float:
    """How many equally weighted people are as precise as these: (Σw)²/Σw² (Kish 1965, Survey Sampling, §11.7)."""
    total, squares = float(weights.sum()), float((weights * weights).sum())
    return total * total / squares if squares > 0 else 0.0
