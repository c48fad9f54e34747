"""Prevalence: its counts are the core's, its percents and limits those of statsmodels, whatever the survey."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
import surveys
from hypothesis import given, settings
from hypothesis import strategies as st

import libcode as lc

proportion = pytest.importorskip("statsmodels.stats.proportion")
FEW = settings(max_examples=25)


def coded(seed, frame=pd.DataFrame, **sizes):
    data = surveys.columns(seed, **sizes)
    return lc.code(frame(data), surveys.book(), text=[name for name in data if name.startswith("answer")])


@FEW
@given(st.integers(0, 10**6), st.sampled_from(["response", "respondent"]), st.integers(1, 3))
def test_the_total_is_what_counts_says(seed, per, questions):
    codings = coded(seed, questions=questions)
    table, counts = codings.prevalence(per=per), codings.counts(per=per)
    for name in ("code", "quotes", "responses", "respondents", "base", "asked"):
        assert table[name].tolist() == counts[name].tolist(), name
    assert np.array_equal(table["percent"], counts["percent"], equal_nan=True)
    assert (table["base"] <= table["answered"]).all() and (table["answered"] <= table["asked"]).all()


@FEW
@given(st.integers(0, 10**6), st.sampled_from(["response", "respondent"]), st.sampled_from(["usable", "answered", "asked"]))
def test_groups_add_up_and_limits_are_wilson(seed, per, base):
    table = coded(seed, questions=2).prevalence(by="group", per=per, base=base)
    for _, code in table.groupby("code"):
        total = code[code["group"] == "Total"].iloc[0]
        rest = code[code["group"] != "Total"]
        for name in ("quotes", "responses", "respondents", "base", "asked", "answered", "usable"):
            assert rest[name].sum() == total[name], name
    for row in table.itertuples():
        if row.base:
            low, high = proportion.proportion_confint(getattr(row, f"{per}s"), row.base, method="wilson")
            assert (row.low, row.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
            assert row.low - 1e-9 <= row.percent <= row.high + 1e-9
            assert row.share == f"{getattr(row, f'{per}s'):,}/{row.base:,} ({row.percent:.1f} %)"
        else:
            assert np.isnan(row.percent) and row.share == "0/0 (–)"


@FEW
@given(st.integers(0, 10**6), st.randoms())
def test_the_order_of_rows_changes_nothing(seed, dice):
    data = pd.DataFrame(surveys.columns(seed, questions=2))
    order = list(range(len(data)))
    dice.shuffle(order)
    tables = [
        lc.code(each, surveys.book(), text=["answer", "answer1"]).prevalence(by="group", weights="weight") for each in (data, data.iloc[order])
    ]
    pd.testing.assert_frame_equal(*tables, rtol=1e-12)


@FEW
@given(st.integers(0, 10**6))
def test_parents_hold_what_their_children_hold(seed):
    codings = coded(seed)
    rolled, own = (codings.prevalence(rollup=each).set_index("code") for each in (True, False))
    assert own.loc["a", "respondents"] == 0 and own.loc["a.b", "respondents"] == rolled.loc["a.b", "respondents"]
    assert rolled.loc["a", "quotes"] == rolled.loc["a.b", "quotes"] + rolled.loc["a.c", "quotes"]
    assert rolled.loc["d", "quotes"] == own.loc["d", "quotes"] + own.loc["d.e", "quotes"]
    assert rolled.loc["never", "respondents"] == 0 and rolled["level"].tolist() == [0, 1, 1, 0, 1, 0]


@FEW
@given(st.integers(0, 10**6))
def test_pandas_and_polars_say_the_same(seed):
    pandas, polars = (coded(seed, frame).prevalence(by="group") for frame in (pd.DataFrame, pl.DataFrame))
    assert isinstance(polars, pl.DataFrame)
    for name in pandas.columns:
        assert pandas[name].tolist() == pytest.approx(polars[name].to_list(), nan_ok=True) if pandas[name].dtype == float else (
            pandas[name].tolist() == polars[name].to_list()
        )


@FEW
@given(st.integers(0, 10**6), st.sampled_from(["usable", "answered", "asked"]))
def test_weighted_percents(seed, base):
    codings = coded(seed)
    table = codings.prevalence(by="group", weights="weight", base=base)
    held = codings.matrix(per="respondent")
    data = pd.DataFrame(surveys.columns(seed))
    written = data["answer"].fillna("").str.strip()
    of_base = {"asked": data["answer"].notna(), "answered": written != "", "usable": written.str.contains("x")}[base].to_numpy()
    for row in table.itertuples():
        chosen = of_base & (data["group"] == row.group if row.group != "Total" else data["group"].notna()).to_numpy()
        w = data["weight"].to_numpy()[chosen]
        y = held[row.code].to_numpy(dtype=float, na_value=0)[chosen]
        if len(w):
            assert row.percent == pytest.approx(100 * np.average(y, weights=w), abs=1e-9)
            n = w.sum() ** 2 / (w**2).sum()
            low, high = proportion.proportion_confint(np.average(y, weights=w) * n, n, method="wilson")
            assert (row.low, row.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
        assert row.respondents == int(y.sum()) and row.base == len(w)


def test_equal_weights_change_nothing():
    codings = coded(7)
    plain, weighted = codings.prevalence(by="group"), codings.prevalence(by="group", weights=[3.0] * 40)
    pd.testing.assert_frame_equal(plain, weighted[plain.columns], rtol=1e-12)


def test_each_question_has_its_rows():
    codings = coded(3, questions=2)
    table = codings.prevalence(question="each", per="response")
    assert table["question"].unique().tolist() == ["answer", "answer1"]
    whole = codings.prevalence(per="response").set_index("code")
    for name in ("quotes", "responses", "base", "asked"):
        assert table.groupby("code", sort=False)[name].sum().tolist() == whole[name].tolist()
    assert codings.prevalence(question="answer").equals(table[table["question"] == "answer"].drop(columns="question").reset_index(drop=True)) or (
        codings.prevalence(question="answer", per="response").equals(table[table["question"] == "answer"].drop(columns="question").reset_index(drop=True))
    )


def test_questions_of_other_codes_are_left_out(book):
    asked = lc.Codebook.parse("codes:\n  p:\n    rules: pain\n    where:\n      question: t\n  s:\n    rules: shame\n")
    codings = lc.code({"t": ["pain", "shame"], "u": ["pain", None]}, asked, text=["t", "u"])
    table = codings.prevalence(question="each")
    assert list(zip(table["question"], table["code"])) == [("t", "p"), ("t", "s"), ("u", "s")]


def test_statuses(codings):
    table = codings.prevalence(status=True)
    rows = {(row.code, row.status): (row.quotes, row.counted, row.respondents) for row in table.itertuples()}
    assert rows["physical.k_cramps", "affirmed current self certain"] == (2, 2, 2)
    assert rows["physical", "negated current self certain"] == (1, 0, 1)
    assert table["counted"].sum() == codings.prevalence()["quotes"].sum()
    found = codings.counts().set_index("code")
    assert table.groupby("code")["quotes"].sum().to_dict() == (found["quotes"] + found["not_counted"]).to_dict()


@pytest.mark.parametrize("answers", [[], [None], ["shame"], ["", None]])
@pytest.mark.parametrize("options", [{}, {"status": True}, {"question": "each"}, {"per": "response"}, {"rollup": False}, {"suppress": 10}])
def test_empty_and_one_row_surveys(book, answers, options):
    codings = lc.code(pd.DataFrame({"t": pd.Series(answers, dtype=object), "g": ["x"] * len(answers)}), book, text="t")
    for by in (None, "g"):
        table = codings.prevalence(by=by, **options)
        assert ("g" in table.columns) == (by is not None) and "share" in table.columns
        assert len(table) or "status" in options or "question" in options


def test_a_batch_of_a_stream_is_a_survey():
    data = pd.DataFrame(surveys.columns(1, people=60, questions=2))
    halves = [data.iloc[:30].reset_index(drop=True), data.iloc[30:].reset_index(drop=True)]
    text = ["answer", "answer1"]
    batch = list(lc.Coder(surveys.book()).stream(halves, text=text))[1]
    alone = lc.code(halves[1], surveys.book(), text=text)
    for options in ({}, {"status": True}, {"question": "each"}, {"by": "group", "weights": "weight"}, {"by": "group", "suppress": 3}):
        pd.testing.assert_frame_equal(batch.prevalence(**options), alone.prevalence(**options))


def test_nobody_in_any_group():
    codings = coded(1)
    nobody = [None] * 40
    for options in ({}, {"suppress": 3}, {"weights": "weight"}):
        assert set(codings.prevalence(by=nobody, **options)["share"]) == {"0/0 (–)"}
    assert codings.cross_table(by=nobody).columns.tolist() == ["code", "name", "level", "Total"]
    assert set(codings.theme_tests(by=nobody)["test"]) == {"none"} and codings.overall_test(by=nobody)["p"].isna().all()


def test_a_cut_variable_keeps_its_order():
    data = pd.DataFrame(surveys.columns(1))
    table = lc.code(data, surveys.book(), text="answer").prevalence(by=pd.cut(data["weight"], [0, 1, 2]))
    assert list(dict.fromkeys(table["weight"])) == ["(0, 1]", "(1, 2]", "Total"]


def test_a_persons_rows_in_several_groups(book):
    waves = pd.DataFrame({"who": ["a", "a", "b"], "t": ["shame", "ashamed", "shame"], "wave": [1, 2, 1]})
    codings = lc.code(waves, book, text="t", respondent="who")
    with pytest.raises(ValueError, match='different values in the rows of 1 respondent; count responses with per="response"'):
        codings.prevalence(by="wave")
    table = codings.prevalence(by="wave", per="response").query("code == 'shame'")
    assert table["wave"].tolist() == ["1", "2", "Total"]
    assert table["responses"].tolist() == [2, 1, 3] and table["respondents"].tolist() == [2, 1, 2]


def test_names_that_are_taken(book):
    codings = lc.code({"t": ["shame", "x"], "code": ["Total", "b"]}, book, text="t")
    table = codings.prevalence(by="code")
    assert table["group"].unique().tolist() == ["Total", "b", "Total of all"]


@pytest.mark.parametrize(
    ("options", "said"),
    [({"base": "all"}, "base= must be"), ({"per": "row"}, "per= must be"), ({"suppress": 1}, "whole number of 2 or more"),
     ({"suppress": True}, "whole number"), ({"confidence": 95}, "confidence="), ({"question": "x"}, "question= must be one of 'text'"),
     ({"suppress": 10, "weights": [1] * 6}, "second equation")],
)  # fmt: skip
def test_what_is_refused(codings, options, said):
    with pytest.raises(ValueError, match=said):
        codings.prevalence(**options)
