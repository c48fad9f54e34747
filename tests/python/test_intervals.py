"""Intervals against statsmodels, and their published examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libcode._intervals import effective_base, newcombe, quantile, wilson

proportion = pytest.importorskip("statsmodels.stats.proportion")


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_wilson_is_that_of_statsmodels(counts, confidence):
    expected = proportion.proportion_confint(*counts, alpha=1 - confidence, method="wilson")
    assert np.allclose(wilson(*counts, confidence), expected, rtol=0, atol=1e-9)


def test_wilson_as_published():
    # Newcombe 1998, Stat Med 17:857-872, table I, method 3.
    for count, base, low, high in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]:
        assert np.round(wilson(count, base), 4).tolist() == [low, high]
    assert np.isnan(wilson(0, 0)).all()


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0, 1), st.floats(0, 1))
def test_newcombe_is_that_of_statsmodels(n1, n2, p1, p2):
    k1, k2 = round(p1 * n1), round(p2 * n2)
    expected = proportion.confint_proportions_2indep(k1, n1, k2, n2, method="newcomb")
    assert np.allclose(newcombe(k1, n1, k2, n2), expected, rtol=0, atol=1e-9)


def test_newcombe_as_published():
    # Newcombe 1998, Stat Med 17:873-890, table II, method 10.
    for row, low, high in [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((10, 10, 0, 20), 0.6791, 1.0)]:
        assert np.round(newcombe(*row), 4).tolist() == [low, high]


def test_effective_base_and_quantile():
    assert effective_base(np.ones(7)) == 7 and effective_base(np.array([1.0, 3.0])) == pytest.approx(1.6)
    assert quantile(0.95) == pytest.approx(1.959963984540054, abs=1e-12)
    for bad in (0, 1, 95, True, "x"):
        with pytest.raises(ValueError, match="confidence="):
            quantile(bad)
