"""Cross-tables: counts and percents are those of prevalence, letters those of statsmodels' z-tests."""

from itertools import combinations

import numpy as np
import pandas as pd
import polars as pl
import pytest
import surveys
from hypothesis import given, settings
from hypothesis import strategies as st

import libcode as lc
from libcode._cross_table import adjusted, column_letters, letter, two_shares

proportion = pytest.importorskip("statsmodels.stats.proportion")
multitest = pytest.importorskip("statsmodels.stats.multitest")
FEW = settings(max_examples=25)


def coded(seed=1, frame=pd.DataFrame, **sizes):
    return lc.code(frame(surveys.columns(seed, **sizes)), surveys.book(), text="answer")


@FEW
@given(st.integers(0, 10**6), st.booleans())
def test_cells_are_those_of_prevalence(seed, weighted):
    codings = coded(seed)
    weights = "weight" if weighted else None
    long = codings.prevalence(by="group", weights=weights)
    for show, name in (("count", "respondents"), ("percent", "percent")):
        table = codings.cross_table(by="group", show=show, weights=weights)
        columns = dict(zip(long["group"].unique(), table.columns[3:]))
        for group, column in columns.items():
            assert table[column].tolist()[1:] == pytest.approx(long.loc[long["group"] == group, name].tolist(), nan_ok=True, abs=1e-9)
    counts = codings.cross_table(by="group", show="count")
    assert (counts.iloc[:, 3:-1].sum(axis=1) == counts["Total"]).all()


counted = st.lists(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=5)


@FEW
@given(counted, st.sampled_from(["bonferroni", "holm"]))
def test_letters_are_the_adjusted_tests_of_statsmodels(columns, method):
    count, base = (np.array(each)[:, None] for each in zip(*columns))
    expected = [[] for _ in columns]
    pairs = [pair for pair in combinations(range(len(columns)), 2) if all(columns[at][1] >= 30 and 0 < columns[at][0] < columns[at][1] for at in pair)]
    p = [proportion.proportions_ztest([columns[a][0], columns[b][0]], [columns[a][1], columns[b][1]])[1] for a, b in pairs]
    for (a, b), reject in zip(pairs, multitest.multipletests(p, 0.05, method)[0] if p else []):
        if reject:
            high, low = (a, b) if columns[a][0] / columns[a][1] > columns[b][0] / columns[b][1] else (b, a)
            expected[high].append(letter(low))
    assert column_letters(count, base, method, 0.05, 30) == [[" ".join(each)] for each in expected]


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0, 1), st.floats(0, 1))
def test_z_is_that_of_statsmodels(n1, n2, p1, p2):
    k1, k2 = round(p1 * n1), round(p2 * n2)
    if 0 < k1 + k2 < n1 + n2:
        z, p = proportion.proportions_ztest([k1, k2], [n1, n2])
        assert two_shares(k1, n1, k2, n2) == pytest.approx((z, p), abs=1e-9)
    else:
        assert two_shares(k1, n1, k2, n2) == (0, 1)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.sampled_from(["bonferroni", "holm"]))
def test_adjusted_p_is_that_of_statsmodels(p, method):
    assert adjusted(p, method) == pytest.approx(multitest.multipletests(p, method=method)[1].tolist(), abs=1e-12)
    with_gap = adjusted([*p, float("nan")], method)
    assert with_gap[:-1] == adjusted(p, method) and np.isnan(with_gap[-1])


def test_it_reads_like_a_paper(book):
    groups = {"women": (30, 40), "men": (10, 50), "others": (1, 3)}
    rows = [(("shame" if at < k else "x"), name) for name, (k, n) in groups.items() for at in range(n)]
    codings = lc.code(pd.DataFrame(rows, columns=["t", "gender"]), book, text="t")
    table = codings.cross_table(by="gender").set_index("code")
    assert table.columns.tolist() == ["name", "level", "men (A)", "others (B)", "women (C)", "Total"]
    assert table.loc["", ["men (A)", "others (B)", "women (C)", "Total"]].tolist() == ["50", "3", "40", "93"]
    assert table.loc["shame"].tolist() == ["shame", 0, "10/50 (20.0 %)", "1/3 (33.3 %)", "30/40 (75.0 %) A", "41/93 (44.1 %)"]
    assert codings.cross_table(by="gender", show="letters").set_index("code").loc["shame", "women (C)"] == "A"
    assert codings.cross_table(by="gender", letters="none").set_index("code").loc["shame", "women (C)"] == "30/40 (75.0 %)"
    assert codings.cross_table(by="gender", min_base=100, show="letters").iloc[:, 3:].eq("").all().all()


def test_several_variables_side_by_side():
    data = pd.DataFrame(surveys.columns(5)).assign(half=lambda d: np.where(d.index < 20, "first", "second"))
    table = lc.code(data, surveys.book(), text="answer").cross_table(by=["group", "half"], show="count")
    assert table.columns[3:].tolist() == ["group: g0 (A)", "group: g1 (B)", "group: g2 (C)", "half: first (A)", "half: second (B)", "Total"]
    assert (table["half: first (A)"] + table["half: second (B)"] == table["Total"]).all()


def test_polars_and_small_surveys(book):
    polars, pandas = (coded(3, frame).cross_table(by="group") for frame in (pl.DataFrame, pd.DataFrame))
    assert isinstance(polars, pl.DataFrame) and polars.rows() == [tuple(row) for row in pandas.itertuples(index=False)]
    for answers in ([], [None], ["shame"]):
        codings = lc.code(pd.DataFrame({"t": pd.Series(answers, dtype=object), "g": ["x"] * len(answers)}), book, text="t")
        for show in ("share", "count", "percent", "letters"):
            assert len(codings.cross_table(by="g", show=show)) == 4


def test_many_columns_have_letters():
    assert [letter(at) for at in (0, 25, 26, 27, 52, 701, 702)] == ["A", "Z", "AA", "AB", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("options", "said"),
    [({"weights": [1] * 40, "letters": "holm"}, "letters= does not go with weights="), ({"weights": [1] * 40, "show": "letters"}, "does not go"),
     ({"letters": "tukey"}, "letters= must be"), ({"show": "cells"}, "show= must be"), ({"alpha": 5}, "alpha=")],
)  # fmt: skip
def test_what_is_refused(options, said):
    with pytest.raises(ValueError, match=said):
        coded().cross_table(by="group", **options)
