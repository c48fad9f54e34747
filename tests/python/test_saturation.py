"""Saturation points and curves, against their definitions done slowly, scipy, and all orders of small surveys."""

import itertools
import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

import libcode as lc
from libcode import _saturation


def coded(matrix, frame=pd.DataFrame):
    """A survey in which respondent i has theme j where matrix[i][j]."""
    matrix = np.asarray(matrix, dtype=bool)
    book = lc.Codebook.parse("codebook: T\nversion: 1.0.0\ncodes:\n" + "".join(f"  t{j}:\n    rules: theme{j}\n" for j in range(matrix.shape[1])))
    texts = ["said " + " ".join(f"theme{j}" for j in np.flatnonzero(row)) for row in matrix]
    return lc.code(frame({"text": texts}), book, text="text")


def by_new(*new):
    """A survey whose respondents bring so many new themes each, and say again the first one."""
    total = sum(new)
    rows, known = [], 0
    for count in new:
        rows.append([at == 0 or known <= at < known + count for at in range(total)])
        known += count
    return rows


def slow_point(order, base, run, threshold):
    """Guest, Namey & Chen's steps, one interview after the other."""
    seen = set().union(*order[:base]) if base <= len(order) else set()
    divisor = len(seen)
    at = base
    while at + run <= len(order):
        before = set().union(*order[:at])
        new = set().union(*order[at : at + run]) - before
        if divisor and len(new) / divisor <= threshold:
            return at
        at += 1
    return None


def test_the_steps_of_guest_namey_and_chen():
    codings = coded(by_new(16, 10, 7, 4, 4, 3, 1, 0, 0, 0))
    row = codings.saturation(4, 2, 0.05).iloc[0]
    # 37 themes in the base; runs of two bring 7/37 = 19 %, 4/37 = 11 %, then 1/37 = 3 %: saturated at 6 (+2)
    assert (row.base_themes, row.saturated_at, row.themes_then, row.themes, row.units) == (37, 6, 44, 45, 10)
    assert row.new_percent == pytest.approx(100 / 37)
    assert codings.saturation(4, 2, 0.11).saturated_at[0] == 5
    assert codings.saturation(4, 2, 0.0).saturated_at[0] == 7
    assert codings.saturation(4, 3, 0.05).saturated_at[0] == 6
    assert codings.saturation(4, 3, 0.0).saturated_at[0] == 7


def test_the_threshold_is_reached_by_what_equals_it():
    assert coded(by_new(20, 1, 0)).saturation(1, 1, 0.05).saturated_at[0] == 1


def test_the_settings_of_the_paper_are_the_default():
    table = coded(by_new(5, 3, 2, 1, 1, 0, 0, 0, 0)).saturation()
    assert len(table) == 12
    assert set(zip(table.base_size, table.run_length, table.threshold_percent)) == set(itertools.product((4, 5, 6), (2, 3), (5.0, 0.0)))


@settings(max_examples=60)
@given(arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 5))), st.integers(1, 4), st.integers(1, 3), st.sampled_from([0.0, 0.05, 0.3, 0.5]))
def test_points_are_those_of_the_slow_steps(matrix, base, run, threshold):
    known = _saturation._cumulative(_saturation._firsts(matrix, np.arange(len(matrix))[None, :]), len(matrix))
    found = int(_saturation._points(known, base, run, threshold)[0])
    slow = slow_point([set(np.flatnonzero(row)) for row in matrix], base, run, threshold)
    assert found == (len(matrix) + 1 if slow is None else slow)


@settings(max_examples=40)
@given(st.integers(1, 400), st.data())
def test_the_expected_curve_is_hypergeometric(units, data):
    frequencies = np.array(data.draw(st.lists(st.integers(0, units), max_size=6)), dtype=int)
    n = np.arange(1, units + 1)
    theirs = sum((stats.hypergeom.sf(0, units, f, n) for f in frequencies), np.zeros(units))
    np.testing.assert_allclose(_saturation.expected(frequencies, units, units), theirs, rtol=0, atol=1e-9)


def test_the_expected_curve_is_the_mean_over_all_orders():
    matrix = np.random.default_rng(3).random((6, 4)) < 0.35
    orders = np.array(list(itertools.permutations(range(6))))
    known = _saturation._cumulative(_saturation._firsts(matrix, orders), 6)
    assert len(orders) == math.factorial(6)
    np.testing.assert_allclose(coded(matrix).saturation_curve().expected, known.mean(axis=0)[1:], atol=1e-12)


def test_permutations_are_within_monte_carlo_error_of_the_exact_curve():
    matrix = np.random.default_rng(5).random((80, 12)) < np.linspace(0.01, 0.4, 12)
    known = _saturation._permuted(matrix, 80, 4000, 1)[:, 1:]
    exact = _saturation.expected(matrix.sum(axis=0), 80, 80)
    unseen = matrix.any(axis=0).sum() - exact  # near the end as rare as Poisson's, where a sample's own spread may be 0
    error = np.sqrt(np.maximum(known.var(axis=0), unseen) / len(known))
    assert (np.abs(known.mean(axis=0) - exact) < 5 * error + 1e-9).all()
    # the points too, against a sampler of its own
    points = _saturation._points(known_with_zero := _saturation._permuted(matrix, 80, 4000, 2), 5, 3, 0.05)
    assert known_with_zero.shape == (4000, 81)
    random = np.random.default_rng(9)
    sets = [set(np.flatnonzero(row)) for row in matrix]
    slow = np.array([slow_point([sets[at] for at in random.permutation(80)], 5, 3, 0.05) or 81 for _ in range(1500)])
    assert stats.ks_2samp(points, slow).pvalue > 1e-4


def test_the_interval_holds_the_expected_and_ends_where_all_is_known():
    matrix = np.random.default_rng(7).random((40, 8)) < 0.2
    curve = coded(matrix).saturation_curve()
    assert (curve.low <= curve.high).all() and (curve.expected.diff().dropna() >= -1e-12).all()
    last = curve.iloc[-1]
    assert last.low == last.high == last.themes == matrix.any(axis=0).sum()
    assert last.expected == pytest.approx(last.themes) and last.percent == pytest.approx(100)


def test_the_order_of_the_rows_changes_only_what_is_in_order():
    matrix = np.random.default_rng(8).random((30, 6)) < 0.2
    shuffled = matrix[np.random.default_rng(1).permutation(30)]
    one, other = coded(matrix).saturation_curve(), coded(shuffled).saturation_curve()
    np.testing.assert_allclose(one.expected, other.expected, atol=1e-12)
    assert one.themes.iloc[-1] == other.themes.iloc[-1]


def test_the_same_seed_gives_the_same_table():
    codings = coded(np.random.default_rng(8).random((30, 6)) < 0.2)
    pd.testing.assert_frame_equal(codings.saturation(), codings.saturation())
    pd.testing.assert_frame_equal(codings.saturation_curve(seed=4), codings.saturation_curve(seed=4))


def test_surveys_with_nothing_to_find():
    for matrix in (np.zeros((0, 2)), np.zeros((1, 2)), np.zeros((9, 2)), np.ones((1, 2))):
        codings = coded(matrix)
        table = codings.saturation()
        assert table.saturated_at.isna().all() and (table.units == len(matrix)).all()
        assert len(codings.saturation_curve()) == len(matrix)
    assert (coded(np.zeros((9, 2))).saturation().base_themes == 0).all()
    assert coded(np.ones((1, 2))).saturation().base_themes.isna().all()


def test_units_are_those_who_answered_and_themes_have_rules():
    book = lc.Codebook.parse("codebook: T\nversion: 1.0.0\ncodes:\n  up:\n    codes:\n      a:\n        rules: aa\n      b:\n        rules: bb\n  c:\n    rules: cc\n")
    data = pd.DataFrame({"text": ["aa bb", None, " ", "cc", "aa", "zz"], "who": [1, 1, 2, 3, 3, 4]})
    codings = lc.code(data, book, text="text", respondent="who")
    table = codings.saturation(1, 1, 0.0)
    assert (table.units[0], table.themes[0]) == (3, 3)  # respondent 2 wrote nothing; `up` has no rules of its own
    assert codings.saturation(1, 1, 0.0, per="response").units[0] == 4
    assert codings.saturation(1, 1, 0.0, codes=["up", "c"]).themes[0] == 2


def test_only_the_first_are_followed():
    codings = coded(np.random.default_rng(2).random((50, 5)) < 0.3)
    curve = codings.saturation_curve(up_to=10)
    assert len(curve) == 10
    np.testing.assert_allclose(curve.expected, codings.saturation_curve().expected[:10])
    assert codings.saturation(8, 3, 0.0, up_to=10).saturated_at.isna()[0]


def test_polars_gives_polars():
    matrix = np.random.default_rng(2).random((20, 5)) < 0.3
    table = coded(matrix, pl.DataFrame).saturation()
    assert isinstance(table, pl.DataFrame)
    assert table["saturated_at"].to_list() == [None if pd.isna(each) else each for each in coded(matrix).saturation().saturated_at]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"base": 0}, "base= must be a whole number"), ({"run": "2"}, "run= must be"), ({"threshold": 5}, "threshold= must be a share"),
        ({"permutations": 0}, "permutations= must"), ({"seed": -1}, "seed= must"), ({"up_to": 0}, "up_to= must"),
        ({"confidence": 95}, "confidence= must"), ({"per": "row"}, "per= must be"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        coded([[1], [0]]).saturation(**arguments)
    with pytest.raises(TypeError, match="put the one in a list"):
        coded([[1]]).saturation(codes="t0")
