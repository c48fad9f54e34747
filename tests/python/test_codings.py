"""The tables: their columns, units and bases, in pandas and polars."""

import pickle
import random
import signal

import pandas as pd
import polars as pl
import pytest

import libcode as lc
from libcode._tables import LONG_COLUMNS


def test_the_long_table_has_the_columns_that_were_fixed(codings):
    assert tuple(codings.to_pandas().columns) == LONG_COLUMNS == tuple(codings.to_polars().columns)
    row = codings.to_pandas().iloc[0].to_dict()
    assert {name: row[name] for name in LONG_COLUMNS if name not in ("cue", "memo")} == {
        "row": 0, "response": 0, "respondent": 0, "question": "text", "coder": "libcode", "code": "physical.k_cramps",
        "rule": "(k | ket) cramp*", "line": 11, "start": 6, "end": 14, "text": "K cramps", "quote_start": 0,
        "quote_end": 23, "quote": "I get K cramps 😭 daily.", "status": "affirmed current self certain",
        "negation": "affirmed", "time": "current", "person": "self", "certainty": "certain", "counts": True, "weight": 1.0,
    }  # fmt: skip
    negated = codings.to_pandas().query("negation == 'negated'").iloc[0]
    assert negated["quote"] == "no ket cramps" and not negated["counts"] and "no" in negated["cue"]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers here")
def test_a_long_table_hears_signals_on_its_way():
    """Python itself hears one once the call is over; Ctrl-C in a table of millions must not wait for that."""
    many = lc.code(["k cramps and shame " * 20] * 5_000, lc.Codebook.parse("codes: {a: {count: all, rules: k | cramp* | shame}}"))
    heard = []
    before = signal.signal(signal.SIGALRM, lambda number, frame: heard.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    try:
        many._columns()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(many) == 300_000 and len(heard) > 3


def test_matrix_is_missing_where_not_asked(codings):
    matrix = codings.matrix()
    assert matrix["shame"].tolist() == [1, pd.NA, 0, 0, 1, 0]
    assert matrix["physical"].tolist() == matrix["physical.k_cramps"].tolist() == [1, pd.NA, 0, 0, 1, 0]
    assert str(matrix["shame"].dtype) == "Int8"


def test_matrix_of_respondents(book):
    waves = pd.DataFrame({"who": ["a", "b", "a"], "t": ["shame, shame", None, "ashamed"]})
    codings = lc.code(waves, book, text="t", respondent="who")
    assert codings.matrix("count", per="respondent")["shame"].fillna(-1).to_dict() == {"a": 3, "b": -1}
    assert codings.matrix("present", per="respondent")["shame"].fillna(-1).to_dict() == {"a": 1, "b": -1}


def test_counts_have_their_base(codings):
    shame = codings.counts().set_index("code").loc["shame"]
    assert [shame[name] for name in ("quotes", "responses", "respondents", "base", "asked", "percent")] == [2, 2, 2, 4, 5, 50.0]
    parent = codings.counts(per="response").set_index("code").loc["physical"]
    assert (parent["quotes"], parent["not_counted"]) == (2, 1)


def test_no_base_has_no_percent(book):
    assert lc.code([None, ""], book).counts()["percent"].isna().all()


def test_quotes_and_uncoded(codings):
    assert codings.quotes("physical")["quote"].tolist() == ["I get K cramps 😭 daily.", "ashamed of k cramps"]
    assert len(codings.quotes("k_cramps", n=1)) == 1
    assert codings.uncoded()["text"].tolist() == ["no ket cramps", "nothing"]
    with pytest.raises(KeyError):
        codings.quotes("nothing")


def test_polars_in_gives_polars(book):
    codings = lc.code(pl.DataFrame({"a": ["shame", None]}), book)
    for table in (codings.matrix(), codings.counts(), codings.quotes("shame"), codings.uncoded()):
        assert isinstance(table, pl.DataFrame)
    assert codings.matrix()["shame"].to_list() == [1, None]
    assert isinstance(codings.to_pandas(), pd.DataFrame)


@pytest.mark.parametrize("call", [lambda c: c.matrix("counts"), lambda c: c.matrix(per="row"), lambda c: c.counts(per="x")])
def test_a_word_that_is_none_of_the_choices(codings, call):
    with pytest.raises(ValueError, match=r"(values|per)= must be '.*' or '.*'"):
        call(codings)


def test_manifest_says_what_was_done(codings, book):
    manifest = codings.manifest
    assert manifest["libcode"] == lc.__version__ and manifest["codebook"]["sha256"] == book.sha256
    assert (manifest["rows"], manifest["responses"], manifest["text"]) == (6, 6, {"text": "text"})
    assert codings.codebook == book and pickle.loads(pickle.dumps(manifest)) == manifest


def test_responses_say_what_became_of_them(codings):
    table = codings.responses.to_pandas()
    assert table["answer"].tolist() == ["usable", "not asked", "unusable", "usable", "usable", "usable"]
    assert (codings.responses.asked, codings.responses.usable, codings.responses.rows) == (5, 4, 6)


PIECES = ["k", "ket", "cramps", "shame", "no", ".", ",", "\n", " ", "😭", "é", "e\u0301", "\u202e", "\ud800", "İ", "ß", "\0", "-", "👩‍👩‍👧"]


def test_text_start_end_is_the_match_whatever_was_written(book):
    seed = 20260101
    dice = random.Random(seed)
    answers = [" ".join(dice.choices(PIECES, k=dice.randrange(12))) for _ in range(3000)]
    codings = lc.code(answers, book)
    responses = codings.responses.to_pandas()
    assert len(responses) == len(answers) and codings.matrix().shape[0] == len(answers)
    table = codings.to_pandas()
    assert len(table) > 300, seed
    for row in table.itertuples():
        text = responses["text"][row.response]
        assert len(text) == len(answers[row.response])
        assert text[row.start : row.end] == row.text and text[row.quote_start : row.quote_end] == row.quote
        assert row.quote_start <= row.start < row.end <= row.quote_end
