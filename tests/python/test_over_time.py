"""Prevalence over time and its trend, against calendars, R's published figure, statsmodels and scipy."""

import datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

import libcode as lc
from libcode import _over_time, _periods

BOOK = lc.Codebook.parse("codebook: T\nversion: 1.0.0\ncodes:\n  up:\n    codes:\n      a:\n        rules: aa\n      b:\n        rules: bb\n  never:\n    rules: qqq\n")


def coded(texts, dates, frame=pd.DataFrame, **columns):
    return lc.code(frame({"text": texts, "date": dates, **columns}), BOOK, text="text", **({"respondent": "who"} if columns else {}))


def survey(counts, bases):
    """Months of `bases` answers of which `counts` hold a."""
    texts, dates = [], []
    for month, (x, n) in enumerate(zip(counts, bases), start=1):
        texts += ["aa"] * x + ["zz"] * (n - x)
        dates += [f"2024-{month:02}-15"] * n
    return coded(texts, dates)


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year"])
@settings(max_examples=60)
@given(st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)))
def test_periods_are_those_of_the_calendar(every, day):
    number = _periods._number(day.toordinal(), every)
    year, week, _ = day.isocalendar()
    there = {"day": day.isoformat(), "week": f"{year:04}-W{week:02}", "month": f"{day.year:04}-{day.month:02}",
             "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}", "year": f"{day.year:04}"}[every]  # fmt: skip
    assert _periods._name(number, every) == there


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year"])
def test_periods_follow_one_another(every):
    days = range(datetime.date(2019, 12, 1).toordinal(), datetime.date(2021, 2, 1).toordinal())
    numbers = [_periods._number(day, every) for day in days]
    assert set(np.diff(numbers)) <= {0, 1}
    assert len({_periods._name(number, every) for number in numbers}) == len(set(numbers))
    with_pandas = pd.to_datetime(["2020-12-31", "2021-01-03", "2021-01-04"]).isocalendar()
    ours = [_periods._name(_periods._number(day.date().toordinal(), "week"), "week") for day in with_pandas.index]
    assert ours == [f"{year}-W{week:02}" for year, week in zip(with_pandas.year, with_pandas.week)] == ["2020-W53", "2020-W53", "2021-W01"]


def test_empty_periods_are_shown_with_wilson_intervals():
    table = coded(["aa", "zz", "bb", None, " "], ["2024-01-31", "2024-01-01", "2024-04-01", "2024-04-02", "2024-04-02"]).over_time("date")
    a = table[table.code == "up.a"].reset_index(drop=True)
    assert a.period.tolist() == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert a["count"].tolist() == [1, 0, 0, 0] and a.base.tolist() == [2, 0, 0, 1] and a.asked.tolist() == [2, 0, 0, 2]
    assert a.percent.isna().tolist() == [False, True, True, False] == a.low.isna().tolist()
    low, high = proportion_confint(1, 2, method="wilson")
    assert a.low[0] == pytest.approx(100 * low, abs=1e-9) and a.high[0] == pytest.approx(100 * high, abs=1e-9)
    assert table[table.code == "up"]["count"].tolist() == [1, 0, 0, 1]  # a parent holds what its children hold
    assert (table[table.code == "never"]["count"] == 0).all()


def test_codes_are_chosen_and_all_add_up():
    codings = survey([1, 2, 3], [5, 5, 9])
    table = codings.over_time("date", codes=["up.a"])
    assert table.code.unique().tolist() == ["up.a"] and table["count"].sum() == 6 and table.base.sum() == 19
    assert table.base.sum() == codings.counts().base[0]


DATES = ["2024-03-01", "2024-03-31", "2024-05-01", None]


@pytest.mark.parametrize(
    "dates",
    [
        DATES,
        [None if each is None else each + "T10:30:00" for each in DATES],
        [None if each is None else each[:7] for each in DATES],
        [None if each is None else datetime.date.fromisoformat(each) for each in DATES],
        [None if each is None else datetime.datetime.fromisoformat(each) for each in DATES],
        pd.to_datetime(pd.Series(DATES)),
        pd.to_datetime(pd.Series(DATES)).dt.tz_localize("UTC"),
        pd.to_datetime(pd.Series(DATES)).dt.to_period("M"),
        np.array(DATES, dtype="datetime64[D]"),
        np.array(DATES, dtype="datetime64[ns]"),
        pl.Series(DATES).str.to_date(),
        pl.Series(DATES).str.to_datetime(),
        pl.Series(DATES),
    ],
    ids=lambda dates: f"{type(dates).__name__}-{getattr(dates, 'dtype', '')}",
)
def test_dates_of_every_kind(dates):
    codings = lc.code(["aa", "zz", "aa", "aa"], BOOK)
    table = codings.over_time(dates)
    a = table[table.code == "up.a"]
    assert a.period.tolist() == ["2024-03", "2024-04", "2024-05"]
    assert a["count"].tolist() == [1, 0, 1] and a.base.tolist() == [2, 0, 1]


def test_a_time_zone_is_by_the_day_in_utc():
    codings = lc.code(["aa", "aa"], BOOK)
    text = codings.over_time(["2024-03-01T00:30:00+01:00", "2024-02-29 23:30Z"])
    stamp = codings.over_time(pd.to_datetime(pd.Series(["2024-03-01T00:30:00+01:00", "2024-03-01T00:30:00+01:00"])))
    assert set(text.period) == {"2024-02"} == set(stamp.period)


@pytest.mark.parametrize("text", ["01/03/2024", "2024-13-01", "2024-02-30", "20240301", "2024", "my GP in March", "2024-03-01T25:00", "2024-Q5"])
def test_what_is_no_date_is_named_by_row_only(text):
    codings = lc.code(pd.DataFrame({"text": ["aa", "aa", "bb"], "when": ["2024-03-01", text, None]}), BOOK, text="text")
    with pytest.raises(ValueError, match=r"the column 'when'.*at row 1 \(from 0\)") as caught:
        codings.over_time("when")
    assert text not in str(caught.value).replace("2024-03-01", "")


def test_rows_are_named_through_all_batches_of_a_stream():
    batches = [pd.DataFrame({"text": ["aa", "bb"], "when": ["2024-01-02", day]}) for day in ("2024-02-03", "May")]
    first, last = lc.Coder(BOOK).stream(batches, text="text")
    assert first.over_time("when", codes=["up"]).base.tolist() == [1, 1]
    with pytest.raises(ValueError, match=r"at row 3 \(from 0\)"):
        last.over_time("when")


def test_numbers_are_no_dates_but_years():
    codings = lc.code(["aa", "aa"], BOOK)
    with pytest.raises(ValueError, match="ISO 8601"):
        codings.over_time([20240301, 20240302])
    assert codings.over_time([2022, 2024], "year", codes=["up"]).period.tolist() == ["2022", "2023", "2024"]
    with pytest.raises(ValueError, match="which week"):
        codings.over_time(["2024-03", "2024-03"], "week")
    assert codings.over_time(["2024-W09", "2024-02-28"], "week", codes=["up"]).period.tolist() == ["2024-W09"]
    assert codings.over_time(["2024-Q1", "2024-04"], "quarter", codes=["up"]).period.tolist() == ["2024-Q1", "2024-Q2"]


def test_a_mistyped_year_makes_no_endless_table():
    with pytest.raises(ValueError, match="a year may be mistyped"):
        lc.code(["aa", "aa"], BOOK).over_time(["0202-01-01", "2024-01-01"])


def test_waves_are_in_their_own_order():
    codings = lc.code(["aa"] * 3, BOOK)
    periods = lambda wave: codings.over_time(wave, "wave", codes=["up"]).period.tolist()
    assert periods(["Wave 10", "Wave 2", "Wave 1"]) == ["Wave 1", "Wave 2", "Wave 10"]
    assert periods([10, 2, 1]) == ["1", "2", "10"]
    assert periods(pd.Series(pd.Categorical(["after", "before", "before"], ["before", "after"], ordered=True))) == ["before", "after"]
    assert periods(["b", None, "a"]) == ["a", "b"]


def test_a_respondent_counts_once_a_period_and_repeats_are_said():
    codings = coded(["aa", "bb", "zz", "aa"], ["2024-01-01", "2024-01-09", "2024-02-01", "2024-02-01"], who=[1, 1, 1, 2])
    table = codings.over_time("date", codes=["up"])
    assert table["count"].tolist() == [1, 1] and table.base.tolist() == [1, 2]
    assert codings.over_time("date", codes=["up"], per="response").base.tolist() == [2, 2]
    assert codings.trend("date").repeated.tolist() == [1] * 4
    assert codings.trend("date", codes=["up"]).base.tolist() == [3]


# --- the trend


def test_the_trend_is_that_of_r():
    # prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82)) of R's manual (Fleiss 1981): X-squared = 8.2249, df = 1, p-value = 0.004132
    found = survey([83, 90, 129, 70], [86, 93, 136, 82]).trend("date", codes=["up.a"]).iloc[0]
    assert found.z**2 == pytest.approx(8.2249, abs=5e-5) and found.p == pytest.approx(0.004132, abs=5e-7)
    assert (found["count"], found.base, found.periods) == (372, 397, 4) and found.z < 0 and found.slope < 0


tables = st.lists(st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=8)


@settings(max_examples=200)
@given(tables)
def test_the_trend_is_that_of_statsmodels_and_of_regression(table):
    x, n = np.array(table, dtype=float).T
    slope, z = (each[0] for each in _over_time.cochran_armitage(x[:, None], n[:, None]))
    total, held = n.sum(), x.sum()
    if (n > 0).sum() < 2:
        assert np.isnan(slope) and np.isnan(z)
        return
    t = np.repeat(np.arange(len(n)), n.astype(int))
    y = np.concatenate([np.r_[np.ones(int(k)), np.zeros(int(m - k))] for k, m in zip(x, n)])
    assert slope == pytest.approx(stats.linregress(t, y).slope, abs=1e-9)
    if held in (0, total):
        assert np.isnan(z)
        return
    theirs = Table(np.stack([n - x, x]), shift_zeros=False).test_ordinal_association(row_scores=np.array([0, 1]), col_scores=np.arange(len(n)))
    # theirs has the variance of the permutation test, whose divisor is N − 1 (Mantel 1963); Armitage's is N
    assert z == pytest.approx(theirs.zscore * np.sqrt(total / (total - 1)), abs=1e-9)
    assert z**2 == pytest.approx(total * np.corrcoef(t, y)[0, 1] ** 2, abs=1e-9)


def test_p_values_are_of_the_normal_distribution_and_holms():
    found = survey([3, 5, 9], [20, 20, 20]).trend("date")
    np.testing.assert_allclose(found.p[:2], 2 * stats.norm.sf(np.abs(found.z[:2])), atol=1e-12)
    np.testing.assert_allclose(found.p_holm[:2], multipletests(found.p[:2], method="holm")[1], atol=1e-12)  # nobody has the others
    assert found.set_index("code").loc[["up.b", "never"], ["z", "p", "p_holm"]].isna().all(axis=None)


def test_weights_are_for_percents_and_not_for_tests():
    codings = survey([3, 5], [20, 30])
    plain = codings.over_time("date", codes=["up"])
    pd.testing.assert_frame_equal(codings.over_time("date", codes=["up"], weights=[2.0] * 50), plain)
    weights = np.random.default_rng(2).uniform(0.2, 3, 50)
    table = codings.over_time("date", codes=["up"], weights=weights)
    assert table["count"].tolist() == [3, 5] and table.base.tolist() == [20, 30]
    for row, own, held in ((0, weights[:20], weights[:3]), (1, weights[20:], weights[20:25])):
        effective = own.sum() ** 2 / (own**2).sum()
        low, high = proportion_confint(held.sum() / own.sum() * effective, effective, method="wilson")
        np.testing.assert_allclose(table.loc[row, ["percent", "low", "high"]].astype(float), [100 * held.sum() / own.sum(), 100 * low, 100 * high], atol=1e-9)
    with pytest.raises(ValueError, match="weights= is not for tests"):
        codings.trend("date", weights=weights)


def test_all_periods_together_are_prevalence():
    codings = survey([3, 5, 0], [20, 30, 4])
    whole, table = codings.prevalence(), codings.over_time("date", "year")
    assert table["count"].tolist() == whole.respondents.tolist() and table.share.tolist() == whole.share.tolist()
    np.testing.assert_allclose(table[["percent", "low", "high"]], whole[["percent", "low", "high"]], atol=1e-12)


def test_the_order_of_the_rows_changes_nothing():
    random = np.random.default_rng(6)
    data = pd.DataFrame({"text": random.choice(["aa", "bb", "aa bb", "zz", " "], 200), "date": random.choice(pd.date_range("2024-01-01", periods=90), 200)})
    one, other = (lc.code(each, BOOK, text="text") for each in (data, data.sample(frac=1, random_state=1).reset_index(drop=True)))
    pd.testing.assert_frame_equal(one.over_time("date", "week"), other.over_time("date", "week"))
    pd.testing.assert_frame_equal(one.trend("date", "week"), other.trend("date", "week"))


def test_small_surveys():
    for texts, dates in (([], []), (["aa"], ["2024-01-01"]), (["aa"], [None]), ([None], ["2024-01-01"])):
        codings = coded(texts, dates)
        table, found = codings.over_time("date"), codings.trend("date")
        assert len(table) == (4 if dates == ["2024-01-01"] else 0)
        assert len(found) == 4 and found.p.isna().all()


def test_polars_gives_polars():
    codings = coded(["aa", "zz", "aa"], [datetime.date(2024, 1, 5), None, datetime.date(2024, 2, 5)], pl.DataFrame)
    table = codings.over_time("date", codes=["up"])
    assert isinstance(table, pl.DataFrame) and table["period"].to_list() == ["2024-01", "2024-02"]
    assert isinstance(codings.trend("date"), pl.DataFrame)


def test_what_cannot_be_is_refused():
    codings = survey([1], [2])
    with pytest.raises(ValueError, match="every= must be"):
        codings.over_time("date", "fortnight")
    with pytest.raises(ValueError, match="did you mean 'date'"):
        codings.over_time("dat")
    with pytest.raises(TypeError, match="put the one in a list"):
        codings.trend("date", codes="up")
    with pytest.raises(ValueError, match="confidence="):
        codings.over_time("date", confidence=95)
