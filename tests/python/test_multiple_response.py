"""The overall tests, against the published examples of R's MRCV, the matrices of the paper, and their own distribution."""

from itertools import product

import numpy as np
import pandas as pd
import polars as pl
import pytest
import surveys
from hypothesis import given, settings
from hypothesis import strategies as st

import libcode as lc
from libcode._multiple_response import TESTS, item_chi_squares, modified_chi_square, rao_scott_p, squared_eigenvalues, tests_of as overall

stats = pytest.importorskip("scipy.stats")
FEW = settings(max_examples=25)

# 262 Kansas farmers by education (5 levels) and sources of veterinary information (5): how many name each source. Loughin &
# Scherer 1998, Biometrics 54:630, table 1; item.response.table(farmer1) of the R package MRCV (Koziol & Bilder 2014, R Journal 6:144).
FARMERS = np.array([[19, 38, 29, 47, 40], [2, 6, 8, 8, 4], [1, 13, 10, 17, 14], [19, 29, 40, 53, 29], [3, 4, 8, 6, 6]])
FARMERS_IN = np.array([88, 16, 31, 113, 14])

# 279 Kansas farmers: contaminants tested for (3) by waste storage (4): [[neither, storage only], [test only, both]] of each
# pair; item.response.table(farmer2) of MRCV.
PAIRS = {
    (1, 1): [[123, 116], [13, 27]], (1, 2): [[175, 64], [24, 16]], (1, 3): [[156, 83], [38, 2]], (1, 4): [[228, 11], [38, 2]],
    (2, 1): [[128, 121], [8, 22]], (2, 2): [[181, 68], [18, 12]], (2, 3): [[165, 84], [29, 1]], (2, 4): [[237, 12], [29, 1]],
    (3, 1): [[134, 124], [2, 19]], (3, 2): [[184, 74], [15, 6]], (3, 3): [[174, 84], [20, 1]],
}  # fmt: skip


def test_the_sum_of_chi_squares_is_that_of_mrcv():
    each = item_chi_squares(FARMERS, FARMERS_IN)
    assert np.round(each, 2).tolist() == [5.96, 7.89, 4.62, 1.42, 10.95] and round(each.sum(), 2) == 30.84
    p = stats.chi2.sf(each, 4)
    assert np.round(np.minimum(1, 5 * p), 4).tolist() == [1, 0.4778, 1, 1, 0.1357]


def test_pairs_of_themes_are_those_of_mrcv():
    published = {(1, 1): 4.93, (1, 2): 2.93, (1, 3): 14.29, (1, 4): 0.01, (2, 1): 6.56, (2, 2): 2.11, (2, 3): 11.68, (2, 4): 0.13,
                 (3, 1): 13.98, (3, 2): 0.00, (3, 3): 7.08}  # fmt: skip
    for pair, table in PAIRS.items():
        table = np.array(table)
        found = item_chi_squares(table[:, 1:], table.sum(axis=1))[0]
        assert round(float(found), 2) == published[pair], pair
    # The twelfth has a count of 0, to which MRCV adds ½.
    assert round(float(item_chi_squares(np.array([[13], [0.5]]), np.array([258, 21.5]))[0]), 2) == 0.32


def test_the_second_order_correction_is_that_of_mrcv():
    # From the published X² and df.adj: X²_S.adj = 28.68, p.adj = 0.0632 (farmer1); 36.17, p < 0.0001 (farmer2).
    for total, df, adjusted_df, adjusted, p in [(30.84, 20, 18.6, 28.68, 0.0632), (64.03, 12, 6.78, 36.17, 0.0)]:
        factor = df / adjusted_df
        assert total / factor == pytest.approx(adjusted, abs=0.03)
        assert rao_scott_p(total, df, factor) == pytest.approx(p, abs=1e-3)


people = st.integers(2, 4).flatmap(
    lambda themes: st.lists(st.tuples(st.integers(0, 2), st.tuples(*[st.booleans()] * themes)), min_size=12, max_size=40)
)


def varied(rows):
    group, held = np.unique([each for each, _ in rows], return_inverse=True)[1], np.array([each for _, each in rows])
    return group, held[:, (held.any(axis=0)) & ~held.all(axis=0)]


@FEW
@given(people)
def test_the_eigenvalues_are_those_of_the_papers_matrices(rows):
    """Bilder, Loughin & Nettleton 2000, appendix, written out over all 2^J sets of themes."""
    group, held = varied(rows)
    r, j = group.max() + 1, held.shape[1]
    if r < 2 or j == 0:
        return
    n, sizes = len(group), np.bincount(group)
    sets = np.array(list(product([0, 1], repeat=j)))
    tau = np.zeros((r, len(sets)))  # of each group, the share of each set
    for g, y in zip(group, held):
        tau[g, int("".join(map(str, y.astype(int))), 2)] += 1 / sizes[g]
    V = np.zeros((r * len(sets),) * 2)
    for g in range(r):
        block = slice(g * len(sets), (g + 1) * len(sets))
        V[block, block] = n / sizes[g] * (np.diag(tau[g]) - np.outer(tau[g], tau[g]))
    G = np.kron(np.eye(r), sets.T)
    H = np.eye(r * j) - np.kron(np.ones((r, r)) @ np.diag(sizes / n), np.eye(j))
    share = sizes / n @ (tau @ sets)
    D = np.kron(np.diag(n / sizes), np.diag(share * (1 - share)))
    eigenvalues = np.linalg.eigvals(np.linalg.inv(D) @ H @ G @ V @ G.T @ H.T).real
    assert squared_eigenvalues(group, held) == pytest.approx((eigenvalues**2).sum(), abs=1e-9, rel=1e-9)


@FEW
@given(people)
def test_chi_squares_are_those_of_scipy(rows):
    group, held = varied(rows)
    sizes = np.bincount(group)
    if len(sizes) < 2 or not held.shape[1]:
        return
    counts = np.array([held[group == g].sum(axis=0) for g in range(len(sizes))])
    each = [stats.chi2_contingency(np.array([counts[:, k], sizes - counts[:, k]]), correction=False)[0] for k in range(held.shape[1])]
    assert item_chi_squares(counts, sizes).tolist() == pytest.approx(each, abs=1e-9)
    expected = np.outer(sizes, counts.sum(axis=0)) / sizes.sum()
    assert modified_chi_square(counts, sizes) == pytest.approx(((counts - expected) ** 2 / expected).sum(), abs=1e-9)


def simulated(dice, people=120, themes=4, groups=3, shift=0.0):
    liking = dice.normal(size=(people, 1))
    group = dice.integers(groups, size=people)
    return group, (liking + dice.normal(size=(people, themes)) + shift * group[:, None]) > 0.6


def test_one_theme_is_an_ordinary_chi_square():
    group, held = simulated(np.random.default_rng(3), themes=1)
    table = np.array([np.bincount(group[held[:, 0]], minlength=3), np.bincount(group[~held[:, 0]], minlength=3)])
    statistic, p, df, _ = stats.chi2_contingency(table, correction=False)
    found = {each.test: each for each in overall(group, held, 99, np.random.default_rng(1))}
    second, first = found[TESTS[1]], found[TESTS[3]]
    assert found[TESTS[0]].statistic == pytest.approx(statistic, abs=1e-9)
    assert first.statistic == pytest.approx(statistic, abs=1e-9) and first.df == df and first.p == pytest.approx(p, abs=1e-9)
    assert second.p == pytest.approx(p, abs=0.02)  # its moments are those observed, not those expected


def test_no_bootstrapped_p_is_nothing():
    """However far apart the groups are: of R resamples p is at least 1 in R + 1 (Davison & Hinkley 1997, §4.2)."""
    group = np.repeat([0, 1], 40)
    held = np.stack([group == 1, group == 0], axis=1)
    found = {each.test: each for each in overall(group, held, 99, np.random.default_rng(1))}
    assert [found[TESTS[at]].p for at in (0, 2, 4, 5)] == [0.01] * 4


def test_p_values_keep_their_level_and_agree():
    """Where nothing differs p is uniform, though the themes go together; the methods agree; where groups differ p is small."""
    dice = np.random.default_rng(11)
    runs = [[each.p for each in overall(*simulated(dice), 199, dice)] for _ in range(300)]
    p = dict(zip(TESTS, np.array(runs).T))
    for name in TESTS[:6]:
        below = (p[name] < 0.1).mean()
        assert below < 0.1 + 4 * np.sqrt(0.09 / 300), (name, below)
        assert stats.kstest(p[name], "uniform").pvalue > 1e-4 or "1st" in name, name
    assert np.corrcoef(p[TESTS[0]], p[TESTS[1]])[0, 1] > 0.98
    assert max(each.p for each in overall(*simulated(dice, people=400, shift=0.8), 199, dice)) < 0.01


def test_an_ordinary_chi_square_would_be_wrong():
    """Of people who hold all themes or none the sum of χ² varies J times as much as that of J χ²: its correction knows."""
    dice = np.random.default_rng(5)
    group = dice.integers(2, size=200)
    held = np.repeat(dice.random((200, 1)) < 0.4, 4, axis=1)
    found = {each.test: each for each in overall(group, held, 199, dice)}
    assert found[TESTS[1]].df == pytest.approx(1, abs=0.05)
    assert found[TESTS[1]].statistic == pytest.approx(found[TESTS[0]].statistic / 4, rel=0.05)


@FEW
@given(st.integers(0, 10**6))
def test_the_table(seed):
    data = pd.DataFrame(surveys.columns(seed, people=80))
    codings = lc.code(data, surveys.book(), text="answer")
    found = codings.overall_test(by="group", resamples=99)
    assert found["test"].tolist() == list(TESTS) and set(found["codes"]) == {"a.b, a.c, d.e"} and set(found["themes"]) == {3}
    assert found["p"].between(0, 1).all() and found.equals(codings.overall_test(by="group", resamples=99))
    shuffled = lc.code(data.sample(frac=1, random_state=seed), surveys.book(), text="answer").overall_test(by="group", resamples=99)
    pd.testing.assert_frame_equal(found, shuffled, rtol=1e-9)
    chosen = codings.overall_test(by="group", codes=["a", "e"], resamples=9)
    assert set(chosen["codes"]) == {"a, d.e"}


def test_themes_of_several_questions_are_tested_apart():
    book = lc.Codebook.parse("codes:\n  p:\n    rules: pain\n    where:\n      question: t\n  s:\n    rules: shame\n    where:\n      question: u\n")
    data = {"t": ["pain", "x", None, "pain"], "u": ["shame", None, "x", "x"], "g": ["a", "b", "a", "b"]}
    found = lc.code(data, book, text=["t", "u"]).overall_test(by="g", resamples=9)
    assert found.groupby("codes", sort=False)["base"].first().to_dict() == {"p": 3, "s": 3}


def test_polars_and_small_surveys(book):
    codings = lc.code(pl.DataFrame(surveys.columns(2)), surveys.book(), text="answer")
    assert isinstance(codings.overall_test(by="group", resamples=9), pl.DataFrame)
    for answers in ([], [None], ["shame"], ["shame", "x"]):
        small = lc.code({"t": answers, "g": ["x", "y"][: len(answers)]}, book, text="t")
        assert len(small.overall_test(by="g", resamples=9)) == len(TESTS)
    assert lc.code({"t": ["shame"], "g": ["x"]}, book, text="t").overall_test(by="g")["p"].isna().all()


@pytest.mark.parametrize(("options", "error", "said"), [
    ({"weights": [1] * 6}, ValueError, "weights= is not for tests"), ({"resamples": 0}, ValueError, "resamples="), ({"codes": ["nothing"]}, KeyError, "nothing"),
])  # fmt: skip
def test_what_is_refused(codings, options, error, said):
    with pytest.raises(error, match=said):
        codings.overall_test(by=["a", "b"] * 3, **options)
