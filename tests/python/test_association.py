"""Measures of association against scipy, scikit-learn, statsmodels, nltk, published figures and their definitions."""

import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures
from scipy import stats
from sklearn.metrics import jaccard_score, matthews_corrcoef
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from libcode import _association as by

CELLS = st.tuples(*[st.integers(1, 400)] * 4)


def margins(a, b, c, d):
    return a, a + b, a + c, a + b + c + d


@given(CELLS)
def test_the_two_by_two_table_is_scipys(cells):
    a, b, c, d = cells
    table = [[a, b], [c, d]]
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert by.log_likelihood(*margins(*cells)) == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)
    assert by.chi_squared_p(by.log_likelihood(*margins(*cells))) == pytest.approx(g2.pvalue, rel=1e-6, abs=1e-12)
    for yates in (False, True):
        chi2 = stats.chi2_contingency(table, correction=yates)
        assert by.chi_squared(*margins(*cells), yates=yates) == pytest.approx(chi2.statistic, rel=1e-9, abs=1e-9)


def test_the_tail_of_chi_squared_is_scipys():
    x = np.array([0, 0.3, 1, 3.841458820694124, 10.83, 100, 900, np.nan])
    np.testing.assert_allclose(by.chi_squared_p(x), stats.chi2.sf(x, 1), rtol=1e-9, equal_nan=True)


def test_dunnings_published_log_likelihoods():
    # Dunning (1993), table 1: bigrams of a report on the Swiss economy, and their cells AB, A¬B, ¬AB, ¬A¬B.
    published = {"the swiss": (270.72, 110, 2442, 111, 29114), "can be": (263.90, 29, 13, 123, 31612), "previous year": (256.84, 31, 23, 139, 31584),
                 "mineral water": (167.23, 10, 0, 3, 31764)}  # fmt: skip
    for g2, *cells in published.values():
        assert by.log_likelihood(*margins(*cells)) == pytest.approx(g2, abs=0.005)


def test_cells_and_margins_of_nothing():
    assert by.log_likelihood(0, 5, 5, 100) == pytest.approx(stats.chi2_contingency([[0, 5], [5, 90]], correction=False, lambda_="log-likelihood").statistic, rel=1e-9)
    assert by.log_likelihood(3, 3, 10, 10) == 0
    assert np.isnan(by.log_likelihood(0, 0, 0, 0)) and np.isnan(by.chi_squared(0, 0, 3, 10))


def test_benjamini_and_hochberg_on_their_own_example():
    # Benjamini & Hochberg (1995), §3.2: of these fifteen the first four are rejected at 0.05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (by.benjamini_hochberg(p) <= 0.05).sum() == 4


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_benjamini_and_hochberg_are_statsmodels(p):
    np.testing.assert_allclose(by.benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], rtol=1e-9)
    with_gaps = np.array([np.nan, *p, np.nan])
    np.testing.assert_array_equal(by.benjamini_hochberg(with_gaps)[1:-1], by.benjamini_hochberg(p))
    assert np.isnan(by.benjamini_hochberg(with_gaps)[[0, -1]]).all()


@given(CELLS)
def test_collocation_measures_are_nltks(cells):
    a, row, column, n = margins(*cells)
    theirs = (a, (row, column), n)
    assert by.pmi(a, row, column, n) == pytest.approx(BigramAssocMeasures.pmi(*theirs), rel=1e-9, abs=1e-9)
    assert by.t_score(a, row, column, n) == pytest.approx(BigramAssocMeasures.student_t(*theirs), rel=1e-9, abs=1e-9)
    assert by.log_likelihood(a, row, column, n) == pytest.approx(BigramAssocMeasures.likelihood_ratio(*theirs), rel=1e-9, abs=1e-6)
    assert by.chi_squared(a, row, column, n) == pytest.approx(BigramAssocMeasures.chi_sq(*theirs), rel=1e-9, abs=1e-9)
    assert by.log_dice(a, row, column) == pytest.approx(14 + math.log2(BigramAssocMeasures.dice(*theirs)), rel=1e-9)
    assert by.npmi(a, row, column, n) == pytest.approx(math.log(a * n / (row * column)) / -math.log(a / n), rel=1e-9, abs=1e-9)
    assert -1 - 1e-9 <= by.npmi(a, row, column, n) <= 1 + 1e-9
    assert by.npmi(a, a, a, n) == pytest.approx(1)


def test_log_ratio_is_hardies():
    assert by.log_ratio(40, 1000, 20, 1000) == 1 and by.log_ratio(5, 1000, 20, 1000) == -2
    assert by.log_ratio(8, 1000, 0, 1000) == 4  # 0 is taken as 0.5
    assert np.isnan(by.log_ratio(8, 1000, 0, 0))


def test_log_odds_are_monroe_colaresi_and_quinns():
    rng = np.random.default_rng(1)
    first, second = rng.poisson(20, 50), rng.poisson(30, 50)
    prior = 500.0
    delta, z = by.log_odds(first, first.sum(), second, second.sum(), prior)
    for w in range(50):  # word by word, in their notation
        y = {"i": first, "j": second}
        alpha = [prior * (first[v] + second[v]) / (first.sum() + second.sum()) for v in range(50)]
        omega = {k: (y[k][w] + alpha[w]) / (sum(y[k]) + sum(alpha) - y[k][w] - alpha[w]) for k in y}
        expected = math.log(omega["i"]) - math.log(omega["j"])
        variance = 1 / (first[w] + alpha[w]) + 1 / (second[w] + alpha[w])
        assert delta[w] == pytest.approx(expected, rel=1e-9) and z[w] == pytest.approx(expected / math.sqrt(variance), rel=1e-9)
    # A tiny prior leaves the plain log-odds ratio, a large one shrinks to 0.
    plain = math.log(first[0] / (first.sum() - first[0])) - math.log(second[0] / (second.sum() - second[0]))
    assert by.log_odds(first, first.sum(), second, second.sum(), 1e-9)[0][0] == pytest.approx(plain, rel=1e-6)
    assert np.abs(by.log_odds(first, first.sum(), second, second.sum(), 1e9)[0]).max() < 1e-4


@given(CELLS)
def test_jaccard_and_phi_are_scikit_learns(cells):
    a, b, c, d = cells
    x, y = np.repeat([1, 1, 0, 0], cells), np.repeat([1, 0, 1, 0], cells)
    both, row, column, base = margins(*cells)
    value, low, high = by.jaccard(both, row, column)
    assert value == pytest.approx(jaccard_score(x, y), rel=1e-9)
    assert (low, high) == pytest.approx(proportion_confint(a, a + b + c, method="wilson"), rel=1e-9)
    assert by.phi(both, row, column, base)[0] == pytest.approx(matthews_corrcoef(x, y), rel=1e-9, abs=1e-9)
    assert by.lift(both, row, column, base)[0] == pytest.approx(np.mean(x & y) / (np.mean(x) * np.mean(y)), rel=1e-9)


def delta_variance(measure, cells):
    """Of a measure of the four shares, by the delta method; the derivatives by complex steps, exact to the last digits."""
    n = sum(cells)
    p = np.array(cells) / n
    step = 1e-30
    gradient = np.array([measure(p + 1j * step * (np.arange(4) == k)).imag / step for k in range(4)])
    return (p * gradient**2).sum() / n - (p * gradient).sum() ** 2 / n


@given(CELLS)
def test_the_intervals_of_lift_and_phi_are_by_the_delta_method(cells):
    both, row, column, base = margins(*cells)
    z = stats.norm.ppf(0.975)

    def log_lift(p):
        return np.log(p[0] * p.sum() / ((p[0] + p[1]) * (p[0] + p[2])))

    value, low, high = by.lift(both, row, column, base)
    deviation = math.sqrt(max(delta_variance(log_lift, cells), 0))
    assert (low, high) == pytest.approx((value * math.exp(-z * deviation), value * math.exp(z * deviation)), rel=1e-6)

    def phi(p):
        return (p[0] * p[3] - p[1] * p[2]) / np.sqrt((p[0] + p[1]) * (p[2] + p[3]) * (p[0] + p[2]) * (p[1] + p[3]))

    value, low, high = by.phi(both, row, column, base)
    deviation = math.sqrt(delta_variance(phi, cells)) / (1 - value**2)
    assert (low, high) == pytest.approx((math.tanh(math.atanh(value) - z * deviation), math.tanh(math.atanh(value) + z * deviation)), rel=1e-8, abs=1e-9)
    assert -1 < low <= value <= high < 1


def test_the_intervals_cover():
    rng = np.random.default_rng(3)
    shares = np.array([0.2, 0.15, 0.25, 0.4])
    cells = rng.multinomial(300, shares, 4000).T
    both, row, column = cells[0], cells[0] + cells[1], cells[0] + cells[2]
    true = np.array([margins(*shares)])
    for measure, value in ((by.lift, by.lift(*true.T)[0][0]), (by.phi, by.phi(*true.T)[0][0])):
        _, low, high = measure(both, row, column, 300)
        assert np.mean((low <= value) & (value <= high)) == pytest.approx(0.95, abs=0.012)


def test_measures_without_a_value_are_missing():
    assert np.isnan(by.jaccard(0, 0, 0)).all() and np.isnan(by.lift(0, 0, 4, 10)[0]) and np.isnan(by.phi(3, 10, 3, 10)).all()
    value, low, high = by.lift(0, 3, 4, 10)
    assert value == 0 and np.isnan([low, high]).all()
    value, low, high = by.phi(5, 5, 5, 10)
    assert value == 1 and np.isnan([low, high]).all()


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_sign_test_is_scipys(first, second):
    expected = stats.binomtest(first, first + second).pvalue if first + second else np.nan
    assert by.sign_test_p(first, second) == pytest.approx(expected, rel=1e-9, nan_ok=True)


def test_without_scipy_the_line_to_type_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    with pytest.raises(ImportError, match=r"pip install 'libcode\[stats\]'"):
        by.sign_test_p(1, 2)
