"""Tests of each theme: against scipy, statsmodels and published tables."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
import surveys
from hypothesis import given, settings
from hypothesis import strategies as st

import libcode as lc
from libcode import _theme_tests
from libcode._theme_tests import CHI_SQUARE, DRAWN, FISHER, NONE, fisher, fisher_drawn, odds_ratio

stats = pytest.importorskip("scipy.stats")
tables = pytest.importorskip("statsmodels.stats.contingency_tables")
multitest = pytest.importorskip("statsmodels.stats.multitest")
FEW = settings(max_examples=40)
columns = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def rng():
    return np.random.default_rng(1)


@FEW
@given(st.lists(columns, min_size=2, max_size=5))
def test_each_test_is_that_of_scipy(groups):
    count, base = (np.array(each) for each in zip(*groups))
    found = _theme_tests.test_of(count, base, 99, rng())
    if count.sum() in (0, base.sum()):
        assert found.method == NONE and np.isnan(found.p)
        return
    table = np.array([count, base - count])
    statistic, p, df, expected = stats.chi2_contingency(table, correction=False)
    assert (found.statistic, found.df, found.expected) == pytest.approx((statistic, df, expected.min()), abs=1e-9)
    assert found.v == pytest.approx(stats.contingency.association(table, "cramer"), abs=1e-9)
    if len(groups) == 2:
        assert found.method == (CHI_SQUARE if (expected >= 5).all() else FISHER)
        assert found.p == pytest.approx(p if found.method == CHI_SQUARE else stats.fisher_exact(table)[1], abs=1e-7)
    elif found.method == CHI_SQUARE:
        assert found.p == pytest.approx(p, abs=1e-9)


@FEW
@given(st.lists(st.integers(1, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=3, max_size=4))
def test_freeman_and_halton_by_listing_every_table(groups):
    count, base = (np.array(each) for each in zip(*groups))
    law = stats.multivariate_hypergeom(base, count.sum())
    every = np.array([each for each in np.ndindex(*(base + 1)) if sum(each) == count.sum()])
    p = law.pmf(every)
    assert fisher(count, base) == pytest.approx(p[p <= law.pmf(count) * (1 + 1e-7)].sum(), abs=1e-9)


def test_freeman_and_halton_as_published():
    # Fisher's tea drinker (Agresti 1990, Categorical Data Analysis, p. 61): p = 0.4857, as R's ?fisher.test prints.
    assert fisher(np.array([3, 1]), np.array([4, 4])) == pytest.approx(0.4857142857, abs=1e-9)


def test_drawn_tables_agree_with_listed_ones():
    count, base = np.array([1, 9, 3, 4]), np.array([20, 20, 15, 12])
    exact = fisher(count, base)
    drawn = fisher_drawn(count, base, 40_000, rng())
    assert abs(drawn - exact) < 5 * np.sqrt(exact * (1 - exact) / 40_000)
    many = _theme_tests.test_of(np.array([3] * 12), np.array([30] * 11 + [200]), 999, rng())
    assert many.method == DRAWN and many.p == _theme_tests.test_of(np.array([3] * 12), np.array([30] * 11 + [200]), 999, rng()).p


@FEW
@given(columns, columns)
def test_odds_ratios_are_those_of_statsmodels(one, two):
    (a, n1), (c, n2) = one, two
    b, d = n1 - a, n2 - c
    ratio, low, high = odds_ratio(*(np.array([float(each)]) for each in (a, b, c, d)), 1.959963984540054)
    if min(a, b, c, d) > 0:
        expected = tables.Table2x2([[a, b], [c, d]])
        assert (ratio[0], low[0], high[0]) == pytest.approx((expected.oddsratio, *expected.oddsratio_confint()), rel=1e-9)
    else:
        expected = tables.Table2x2([[a + 0.5, b + 0.5], [c + 0.5, d + 0.5]])
        assert (low[0], high[0]) == pytest.approx(expected.oddsratio_confint(), rel=1e-9)


@FEW
@given(st.integers(0, 10**6), st.integers(2, 3))
def test_the_table(seed, groups):
    data = pd.DataFrame(surveys.columns(seed, groups=groups, people=60))
    codings = lc.code(data, surveys.book(), text="answer")
    found = codings.theme_tests(by="group")
    assert found["code"].tolist() == codings.counts()["code"].tolist()
    made = found["p"].notna()
    assert found.loc[made, "p_holm"].tolist() == pytest.approx(multitest.multipletests(found.loc[made, "p"], method="holm")[1].tolist(), abs=1e-12)
    assert found.set_index("code").loc["never", "test"] == NONE and ("difference" in found) == (groups == 2)
    long = codings.prevalence(by="group")
    assert found["group: g0"].tolist() == long.loc[long["group"] == "g0", "share"].tolist()
    assert found["base"].tolist() == long.loc[long["group"] == "Total", "base"].tolist()
    if groups == 2:
        wide = long.pivot(index="code", columns="group", values="percent").loc[found["code"]]
        assert found["difference"].tolist() == pytest.approx((wide["g0"] - wide["g1"]).tolist(), abs=1e-9)
    shuffled = lc.code(data.sample(frac=1, random_state=seed), surveys.book(), text="answer").theme_tests(by="group")
    pd.testing.assert_frame_equal(found, shuffled, rtol=1e-9)


def test_polars_and_small_surveys(book):
    codings = lc.code(pl.DataFrame(surveys.columns(2)), surveys.book(), text="answer")
    assert isinstance(codings.theme_tests(by="group"), pl.DataFrame)
    for answers in ([], [None], ["shame"], ["shame", "x"]):
        small = lc.code({"t": answers, "g": ["x", "y"][: len(answers)]}, book, text="t")
        assert len(small.theme_tests(by="g")) == 3
    assert set(lc.code({"t": [None], "g": ["x"]}, book, text="t").theme_tests(by="g")["test"]) == {NONE}


def test_weights_are_refused_with_a_reason(codings):
    with pytest.raises(ValueError, match="weights= is not for tests: they count people"):
        codings.theme_tests(by=["a", "b"] * 3, weights=[1] * 6)
