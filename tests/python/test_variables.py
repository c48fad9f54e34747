"""Survey variables: columns, arrays and mappings give one value a response or a respondent."""

import datetime
import gc
import weakref

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import libcode as lc
from libcode import _variables
from libcode._variables import variable, weights

COLUMNS = {
    "who": ["a", "b", "a", "c"],
    "t": ["shame", "nothing", None, "ashamed"],
    "gender": ["woman", "man", "woman", None],
    "age": [10, 9, 10, 33],
    "w": [1.0, 0.5, 1.0, 2.0],
    "day": [datetime.date(2024, 1, 2), None, datetime.date(2024, 1, 2), datetime.date(2023, 5, 1)],
}
FRAMES = [dict, pd.DataFrame, pl.DataFrame, pa.table]


@pytest.fixture(params=FRAMES, ids=lambda frame: frame.__name__)
def people(request, book):
    return lc.code(request.param(COLUMNS), book, text="t", respondent="who")


def test_a_column_gives_a_value_to_each_response_and_each_respondent(people):
    found = variable(people, "gender")
    assert found.name == "gender" and found.labels.tolist() == ["woman", "man", "woman", None]
    assert found.order == ["man", "woman"] and found.values is None
    assert variable(people, "gender", "respondent").labels.tolist() == ["woman", "man", None]


def test_numbers_and_dates_keep_their_values_and_their_order(people):
    age = variable(people, "age", "respondent")
    assert age.order == ["9", "10", "33"] and age.values.tolist() == [10, 9, 33]
    day = variable(people, "day", "respondent")
    assert day.order == ["2023-05-01", "2024-01-02"] and str(day.values[0]) == "2024-01-02T00:00:00.000000"
    assert np.isnat(day.values[1])
    days = np.array(["2024-01-02", "NaT", "2024-01-02", "2023-05-01T12:00"], dtype="datetime64[ns]")
    for column in (days, pd.Series(days), pl.Series(days)):
        assert variable(people, column).order == ["2023-05-01 12:00:00", "2024-01-02"]


def test_one_value_a_row_and_a_mapping_of_respondents(people):
    assert variable(people, ["x", "y", "x", "z"], "respondent").labels.tolist() == ["x", "y", "z"]
    assert variable(people, np.array([1, 2, 1, 10]), "respondent").order == ["1", "2", "10"]
    mapped = variable(people, {"a": "x", "c": "y", "nobody": "z"})
    assert mapped.labels.tolist() == ["x", None, "x", "y"] and mapped.order == ["x", "y"]
    assert variable(people, {"a": 1, "c": 2}, "respondent").values.tolist()[::2] == [1, 2]


def test_several_questions_share_their_row(book):
    codings = lc.code(pd.DataFrame({"t": ["a", "b"], "u": ["c", "d"], "g": ["x", "y"]}, index=["r", "s"]), book, text=["t", "u"])
    assert variable(codings, "g").labels.tolist() == ["x", "x", "y", "y"]
    assert variable(codings, "g", "respondent").labels.tolist() == ["x", "y"]
    assert variable(codings, {"s": 1}).labels.tolist() == [None, None, "1", "1"]


def test_categories_keep_their_order(book):
    sizes = ["small", "large", "small"]
    for column in (pd.Categorical(sizes, ["small", "medium", "large"]), pl.Series(sizes, dtype=pl.Enum(["small", "medium", "large"]))):
        frame = (pd if isinstance(column, pd.Categorical) else pl).DataFrame({"t": ["a", "b", "c"], "size": column})
        assert variable(lc.code(frame, book, text="t"), "size").order == ["small", "large"]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT, "", "  "])
def test_what_is_missing(book, missing):
    codings = lc.code(["a", "b"], book)
    assert variable(codings, pd.Series(["x", missing], dtype=object)).labels.tolist() == ["x", None]
    assert variable(codings, [missing, missing]).order == []


def test_written_numbers_are_in_order_and_whole_numbers_without_a_point(book):
    codings = lc.code(["a", "b", "c"], book)
    assert variable(codings, ["10", "9", "1"]).order == ["1", "9", "10"]
    assert variable(codings, [1.0, float("nan"), 2.5]).order == ["1", "2.5"]
    assert variable(codings, [True, False, True]).order == ["False", "True"]


def test_a_respondent_who_contradicts_themselves(people):
    with pytest.raises(ValueError, match=r"different values in the rows of 1 respondent; count responses") as said:
        variable(people, ["secret", "y", "other", "z"], "respondent")
    assert "secret" not in str(said.value)
    assert variable(people, ["x", "y", None, "z"], "respondent").labels.tolist() == ["x", "y", "z"]


def test_where_there_are_no_columns(book):
    codings = lc.code(["a", "b"], book)
    with pytest.raises(ValueError, match=r"by= names the column 'g', but the data that was coded \(a list\) kept no columns"):
        variable(codings, "g")
    with pytest.raises(ValueError, match="did you mean 'gender'"):
        variable(lc.code(pd.DataFrame(COLUMNS), book, text="t"), "gendre")
    with pytest.raises(ValueError, match="has 3 values, but the data has 2 rows"):
        variable(codings, ["a", "b", "c"])
    with pytest.raises(ValueError, match="none of its 1 keys is a respondent; respondents are of type int here, keys of type str"):
        variable(codings, {"0": "a"})
    with pytest.raises(TypeError, match="not of type int"):
        variable(codings, 3)
    with pytest.raises(ValueError, match="another index"):
        variable(lc.code(pd.DataFrame({"t": ["a", "b"]}), book), pd.Series(["x", "y"], index=[1, 0]))


def test_a_stream_keeps_its_batches(book):
    batches = [pd.DataFrame({"t": ["a"], "g": ["x"]}), pd.DataFrame({"t": ["b"], "g": ["y"]})]
    second = list(lc.Coder(book).stream(batches, text="t"))[1]
    assert second.responses.to_pandas()["row"].tolist() == [1] and variable(second, "g").labels.tolist() == ["y"]


def test_the_data_is_neither_copied_nor_kept_alive_for_ever(book):
    frame = pd.DataFrame(COLUMNS)
    codings = lc.code(frame, book, text="t")
    assert _variables._DATA[codings] is frame
    watch = weakref.ref(frame)
    del frame, codings
    gc.collect()
    assert watch() is None


def test_weights(people):
    assert weights(people, "w").tolist() == [1, 0.5, 1, 2] and weights(people, "w", "respondent").tolist() == [1, 0.5, 2]
    for bad, said in [([1, -1, 1, 1], "at response 1"), ([1, None, 1, 1], "at response 1"), ([1, 1, 1, float("inf")], "at response 3")]:
        with pytest.raises(ValueError, match=said):
            weights(people, bad)
    with pytest.raises(ValueError, match="all 0"):
        weights(people, [0, 0, 0, 0])
    with pytest.raises(TypeError, match="must hold numbers"):
        weights(people, "gender")


def test_an_empty_survey(book):
    codings = lc.code(pd.DataFrame({"t": pd.Series([], dtype=str), "g": pd.Series([], dtype=str)}), book, text="t")
    assert variable(codings, "g", "respondent").order == [] and len(weights(codings, [])) == 0
