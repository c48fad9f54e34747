"""Every way to hand over a survey, and every way to get it wrong."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ANSWERS

import libcode as lc

FRAME = pd.DataFrame({"who": [10, 11, 12], "harm": ["k cramps", None, "shame"], "help": ["x", "ashamed", None]})


def rows_of(codings):
    """The long table without what says where the data came from."""
    return codings.to_pandas().drop(columns=["question"]).to_dict("records")


@pytest.mark.parametrize(
    "make",
    [
        tuple,
        lambda answers: np.array(answers, dtype=object),
        lambda answers: (answer for answer in answers),
        lambda answers: pd.Series(answers),
        lambda answers: pd.Series(answers, dtype=object),
        lambda answers: pd.Series(answers, dtype="string[python]"),
        lambda answers: pd.Series(answers, dtype="string[pyarrow]"),
        lambda answers: pd.Series(answers, dtype="category"),
        lambda answers: pd.Series([float("nan") if a is None else a for a in answers], dtype=object),
        lambda answers: pd.Series([pd.NA if a is None else a for a in answers], dtype=object),
        lambda answers: pd.DataFrame({"n": range(len(answers)), "a": answers}),
        lambda answers: pl.Series(answers),
        lambda answers: pl.Series(answers, dtype=pl.Categorical),
        lambda answers: pl.DataFrame({"a": answers}),
        lambda answers: {"a": answers, "n": list(range(len(answers)))},
        lambda answers: {"a": pl.Series(answers)},
        lambda answers: pa.array(answers),
        lambda answers: pa.table({"a": answers}),
    ],
)
def test_the_same_answers_give_the_same_codings(book, codings, make):
    assert rows_of(lc.code(make(ANSWERS), book)) == rows_of(codings)


def test_columns_are_questions(book):
    wide = lc.code(FRAME, book, text=["harm", "help"], id="who")
    table = wide.to_pandas()
    assert table[["row", "response", "respondent", "question", "code"]].values.tolist() == [
        [0, 0, 10, "harm", "physical.k_cramps"],
        [1, 3, 11, "help", "shame"],
        [2, 4, 12, "harm", "shame"],
    ]
    named = lc.code(FRAME, book, text={"Q1": "harm", "Q2": "help"}, id="who").to_pandas()
    assert named["question"].tolist() == ["Q1", "Q2", "Q1"]


def test_long_data_names_its_questions(book):
    long = pd.DataFrame({"who": ["a", "a", "b"], "item": ["harm", "help", "harm"], "said": ["shame", "k cramps", None]})
    codings = lc.code(long, book, text="said", question="item", respondent="who")
    assert codings.to_pandas()[["respondent", "question", "code"]].values.tolist() == [
        ["a", "harm", "shame"],
        ["a", "help", "physical.k_cramps"],
    ]
    assert codings.matrix(per="respondent").index.tolist() == ["a", "b"]


def test_the_index_names_the_rows(book):
    codings = lc.code(pd.Series(["shame", "x"], index=["p7", "p9"]), book)
    assert codings.to_pandas()["respondent"].tolist() == ["p7"]
    assert codings.matrix().index.tolist() == ["p7", "p9"]


def test_variables_decide_the_base(book):
    where = book.with_("shame", "rules", "shame")
    where = lc.Codebook.parse(where.source.replace("  shame:\n", "  shame:\n    where: {wave: [2], uk: ['true']}\n"))
    data = {"said": ["shame"] * 4, "wave": [2.0, 2.0, 1.0, None], "uk": [True, False, True, True]}
    for frame in (data, pd.DataFrame(data), pl.DataFrame(data)):
        counts = lc.code(frame, where, text="said").counts()
        shame = dict(zip(counts["code"], zip(counts["respondents"], counts["base"])))["shame"]
        assert shame == (1, 1)


def test_a_lone_surrogate_is_one_replacement_sign(book):
    row = lc.code(["\ud83d k cramps"], book).to_pandas().iloc[0]
    assert (row["start"], row["quote"]) == (2, "\N{REPLACEMENT CHARACTER} k cramps")


SECRET = "my private words"


@pytest.mark.parametrize(
    ("data", "roles", "error", "says"),
    [
        (SECRET, {}, TypeError, "not one str; put it in a list"),
        (SECRET.encode(), {}, TypeError, "not one bytes"),
        (None, {}, TypeError, "not one NoneType"),
        ({SECRET}, {}, TypeError, "not of type set"),
        (7, {}, TypeError, "not of type int"),
        ([SECRET, 5], {}, TypeError, "row 1 (from 0) of column 'text' holds a value of type int, not text"),
        ([SECRET, [SECRET]], {}, TypeError, "holds a value of type list, not text"),
        (pl.LazyFrame({"a": [SECRET]}), {}, TypeError, "collect() it first"),
        (FRAME, {}, ValueError, "2 of the columns hold text; the columns are 'who', 'harm', 'help'"),
        (FRAME, {"text": "harn"}, ValueError, "did you mean 'harm'?"),
        (FRAME, {"text": ["harm", "harm"]}, ValueError, "names a column twice"),
        (FRAME, {"text": []}, ValueError, "names no column"),
        (FRAME, {"text": 2.5}, TypeError, "must name a column, not be of type float"),
        (FRAME, {"text": "harm", "id": "nobody"}, ValueError, "id= names the column 'nobody', which the data lacks"),
        (FRAME, {"text": ["harm", "help"], "question": "who"}, ValueError, "question= names the naming column of long data"),
        (FRAME, {"text": "help", "id": "harm"}, ValueError, "row 1 (from 0) has no id"),
        (FRAME, {"text": "help", "question": "harm"}, ValueError, "row 1 (from 0) of the question column is empty"),
        (pa.table({"a": pa.array([1.5])}), {"text": "a"}, TypeError, "column 'a' is of Arrow type 'g', not text"),
        (pd.concat([FRAME, FRAME]), {"text": "harm"}, ValueError, "the index of the data must be different in every row"),
        ({"i": ["a", "b", "a", "b"], "t": [SECRET] * 4}, {"text": "t", "id": "i"}, ValueError,
         "is the same in rows 0 and 2; rows 1 and 3 (from 0); where a person has several rows (waves, long data) pass respondent="),
        ({"a": [SECRET], "b": [SECRET, SECRET]}, {"text": "a", "respondent": "b"}, ValueError, "differ in length"),
        ({"a": SECRET}, {}, TypeError, "column 'a' must be a list, an array or a Series, not of type str"),
        ({"a": iter([SECRET])}, {}, TypeError, "column 'a' must be a list, an array or a Series"),
        (pd.DataFrame([[SECRET, 1]], columns=["a", "a"]), {"text": "a"}, ValueError, "two columns of the data are named 'a'; rename one"),
        (pa.Table.from_arrays([pa.array([SECRET]), pa.array(["x"])], names=["a", "a"]), {"text": "a"}, ValueError,
         "two columns of the data are named 'a'; rename one"),
        (pa.table({"a": pa.RunEndEncodedArray.from_arrays([2], [SECRET])}), {"text": "a"}, TypeError, "of Arrow type '+r', not text"),
        ([SECRET], {"threads": 0}, ValueError, "threads= must be"),
        ([SECRET], {"progress": 1}, TypeError, "progress= must be a function"),
    ],
)
def test_what_is_wrong_is_said_without_the_words(book, data, roles, error, says):
    with pytest.raises(error) as caught:
        lc.code(data, book, **roles)
    assert says in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_where_that_has_no_column_is_an_error(book):
    where = lc.Codebook.parse(book.source.replace("  shame:\n", "  shame:\n    where: {country: UK}\n"))
    with pytest.raises(ValueError, match="code shame looks at the column 'country'.*which the data lacks"):
        lc.code(["x"], where)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda book: lc.Coder(book, [SECRET]), "data goes to its code()"),
        (lambda book: lc.Coder(boook=[SECRET]), "takes a Codebook"),
        (lambda book: lc.Codebook.parse(book.source, "name", None, [SECRET]), "takes text, name= and cues="),
        (lambda book: lc.Codebook.read("book.yaml", data=[SECRET]), "unexpected keyword argument"),
    ],
)
def test_arguments_that_do_not_fit_are_not_printed(book, call, says):
    with pytest.raises(TypeError) as caught:
        call(book)
    assert says in str(caught.value) and SECRET not in str(caught.value)


@pytest.mark.parametrize("frame", [dict, pd.DataFrame, pl.DataFrame])
def test_an_id_may_be_a_hash_beyond_64_bits_with_a_sign(book, frame):
    ids = np.array([2**63 + 1, 7], dtype="uint64")
    codings = lc.code(frame({"i": ids, "t": ["shame", "shame"]}), book, text="t", id="i")
    assert codings.to_pandas()["respondent"].tolist() == [str(2**63 + 1), "7"]
    assert len(lc.code({"i": [2**70, 1], "t": ["shame", "x"]}, book, text="t", id="i")) == 1


def test_a_column_may_be_named_by_a_number_of_any_kind(book):
    frame = pd.DataFrame({0: ["shame"], 1: ["x"]})
    assert len(lc.code(frame, book, text=frame.columns.to_numpy()[0], threads=np.int64(1))) == 1
    assert len(lc.code(["shame"], book, threads=2**40)) == 1


def test_the_book_is_a_codebook_or_a_path(book_path):
    assert len(lc.code(["shame"], book_path)) == len(lc.code(["shame"], str(book_path))) == 1
    with pytest.raises(TypeError, match="book must be a Codebook or the path of one, not list"):
        lc.code("x", [SECRET])


def test_answers_given_for_columns_are_shown_in_no_message(book):
    data = {"answer": ["a canaryword is in here"], "other": ["x"]}
    with pytest.raises(ValueError) as refused:
        lc.code(data, book, text=["a canaryword", "another canaryword", "a third"])
    assert str(refused.value) == "text= lists 3 names and the data has 2 columns; give the answers first, as the data"


def test_a_long_column_name_is_cut_in_messages(book):
    with pytest.raises(ValueError) as refused:
        lc.code({"x" * 50: ["a"], "other": ["x"]}, book, text="text")
    assert "'" + "x" * 30 + "…'" in str(refused.value) and "x" * 31 not in str(refused.value)
