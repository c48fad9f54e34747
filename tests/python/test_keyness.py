"""Keyness: the counts of each side against the words themselves, the statistics against scipy."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

import libcode as lc

BOOK = lc.Codebook.parse("settings: {negation: off}\ncodes:\n  ket:\n    rules: ket\n  nobody:\n    rules: zz\n")
GROUPS = st.lists(st.tuples(st.sampled_from("fmx"), st.lists(st.sampled_from(["ket", "pee", "hurts", "a"]), min_size=1, max_size=9)), min_size=2, max_size=9)


@given(GROUPS)
def test_group_against_group_is_scipys(rows):
    sex, words = zip(*rows)
    data = pd.DataFrame({"text": [" ".join(each) for each in words], "sex": sex})
    if len(set(sex)) < 2:
        with pytest.raises(ValueError, match="by= has 1 groups"):
            lc.code(data, BOOK, text="text").keyness(by="sex")
        return
    table = lc.code(data, BOOK, text="text").keyness(by="sex", min_count=1)
    assert table["sex"].drop_duplicates().tolist() == sorted(set(sex))
    for group, part in table.groupby("sex"):
        own = [word for who, each in rows for word in each if who == group]
        others = [word for who, each in rows for word in each if who != group]
        np.testing.assert_allclose(part["p_bh"], multipletests(part["p_value"], method="fdr_bh")[1], rtol=1e-9)
        assert sorted(part["word"]) == sorted({*own, *others})
        signed = np.copysign(part["g2"], part["log_odds"])
        assert (np.diff(signed) <= 1e-9).all()
        for row in part.itertuples():
            a, b = own.count(row.word), others.count(row.word)
            assert (row.count, row.words, row.reference_count, row.reference_words) == (a, len(own), b, len(others))
            assert row.responses == sum(row.word in each for who, each in rows if who == group)
            cells = [[a, b], [len(own) - a, len(others) - b]]
            if 0 in np.sum(cells, axis=1):
                continue
            g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
            assert (row.g2, row.p_value) == pytest.approx((g2.statistic, g2.pvalue), rel=1e-6, abs=1e-9)
            assert row.chi2 == pytest.approx(stats.chi2_contingency(cells, correction=False).statistic, rel=1e-9, abs=1e-9)


@given(GROUPS, st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    def table(rows):
        data = pd.DataFrame({"text": [" ".join(words) for _, words in rows], "sex": [sex for sex, _ in rows]})
        return lc.code(data, BOOK, text="text").keyness("ket", min_count=1)

    before = table(rows)
    random.shuffle(rows)
    pd.testing.assert_frame_equal(table(rows), before)


def test_coded_against_uncoded():
    codings = lc.code(["ket hurts. a lot", "a lot. fine", None], BOOK)
    table = codings.keyness("ket", min_count=1).set_index("word")
    assert table.loc["hurts", ["count", "words", "reference_count", "reference_words", "responses"]].tolist() == [1, 2, 0, 5, 1]
    assert table.loc["lot", ["count", "reference_count"]].tolist() == [0, 2]
    whole = codings.keyness("ket", part="responses", min_count=1).set_index("word")
    assert whole.loc["lot", ["count", "words", "reference_count", "reference_words"]].tolist() == [1, 4, 1, 3]
    assert codings.keyness(min_count=1).set_index("word").equals(table)  # nothing else is coded
    assert len(codings.keyness(min_count=3)) == 0
    assert codings.keyness("ket", min_count=1, ngram=2)["word"].tolist() == ["ket hurts", "a lot"]


def test_a_theme_nobody_has():
    table = lc.code(["ket hurts"], BOOK).keyness("nobody", min_count=1)
    assert (table["words"] == 0).all() and (table["g2"] == 0).all() and table["log_ratio"].isna().all() and table["per_1000"].isna().all()


def test_two_groups_that_are_named():
    data = {"text": ["ket", "pee", "hurts", "ket"], "sex": ["f", "m", "x", None]}
    codings = lc.code(data, BOOK, text="text")
    table = codings.keyness(by="sex", target="f", reference="m", min_count=1)
    assert table[["sex", "word", "reference_count"]].to_numpy().tolist() == [["f", "ket", 0], ["f", "pee", 1]]
    assert codings.keyness(by="sex", target="f", min_count=1)["reference_words"].tolist() == [2, 2, 2]
    assert codings.keyness("ket", by="sex", target="f", min_count=1)["word"].tolist() == ["ket"]


def test_yates_and_the_prior_are_as_asked():
    data = {"text": ["ket ket ket pee", "ket pee pee pee pee"], "sex": ["f", "m"]}
    codings = lc.code(data, BOOK, text="text")
    corrected = codings.keyness(by="sex", target="f", yates=True).set_index("word")
    assert corrected.loc["ket", "chi2"] == pytest.approx(stats.chi2_contingency([[3, 1], [1, 4]]).statistic, rel=1e-9)
    wide, narrow = (codings.keyness(by="sex", target="f", prior=prior).set_index("word").loc["ket", "log_odds"] for prior in (1.0, 1000.0))
    assert wide > narrow > 0


def test_empty_and_one_row_surveys():
    for answers in ([], [None], [" "], ["ket"]):
        table = lc.code(answers, BOOK).keyness()
        assert len(table) == 0 and "p_bh" in table
    assert isinstance(lc.code(pl.DataFrame({"text": ["ket ket ket"]}), BOOK, text="text").keyness(), pl.DataFrame)


@pytest.mark.parametrize(("arguments", "message"), [
    ({"target": "f"}, "groups of by="), ({"by": ["f", "m"], "target": "secret"}, "target= is none of the 2 groups"),
    ({"by": ["f", "m"], "reference": "f"}, "reference= needs another group"), ({"by": ["f", "m"], "target": "f", "reference": "f"}, "reference= needs"),
    ({"prior": 0}, "prior= must be"), ({"by": ["f", "f"]}, "by= has 1 groups"),
])  # fmt: skip
def test_wrong_arguments_are_told_without_values(arguments, message):
    with pytest.raises(ValueError, match=message) as error:
        lc.code(["ket", "pee"], BOOK).keyness(**arguments)
    assert "secret" not in str(error.value)
