"""Words, phrases and pairs: against Python's own counting, nltk, and the rules of the language."""

from collections import Counter

import nltk
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder

import libcode as lc

BOOK = lc.Codebook.parse("settings: {negation: off}\ncodes:\n  body:\n    codes:\n      ket:\n        rules: ket\n      pee:\n        rules: pee\n  nobody:\n    rules: zz\n")
SENTENCES = st.lists(st.lists(st.sampled_from(["ket", "pee", "hurts", "a", "lot"]), min_size=1, max_size=7), max_size=4)
SURVEYS = st.lists(SENTENCES, max_size=8)


def text_of(response):
    return "".join(" ".join(words) + ". " for words in response)


def coded(survey, frame=pd.DataFrame):
    return lc.code(frame({"text": [text_of(response) for response in survey]}), BOOK, text="text")


@given(SURVEYS, st.integers(1, 5))
def test_phrases_are_nltks_of_each_sentence(survey, n):
    table = coded(survey).words(n)
    grams = [[" ".join(gram) for words in response for gram in nltk.ngrams(words, n)] for response in survey]
    count = Counter(gram for response in grams for gram in response)
    responses = Counter(gram for response in grams for gram in set(response))
    assert dict(zip(table["word"], table["count"])) == count
    assert dict(zip(table["word"], table["responses"])) == responses
    assert list(zip(-table["count"], table["word"])) == sorted(zip(-table["count"], table["word"]))
    assert (table["words"] == count.total()).all() and (table["base"] == sum(map(bool, grams))).all()
    np.testing.assert_allclose(table["per_1000"], 1000 * table["count"] / max(count.total(), 1))


@given(SURVEYS, st.integers(1, 4))
def test_pairs_in_a_window_are_nltks(survey, window):
    table = coded(survey).collocations(window, min_count=1)
    pairs = Counter()
    for response in survey:
        for words in response:
            pairs += BigramCollocationFinder.from_words(words, window_size=window + 1).ngram_fd
    assert {(a, b): n for a, b, n in zip(table["first"], table["second"], table["count"])} == pairs
    assert (table["pairs"] == pairs.total()).all()
    for row in table.itertuples():
        assert row.first_count == sum(n for (a, _), n in pairs.items() if a == row.first)
        assert row.second_count == sum(n for (_, b), n in pairs.items() if b == row.second)


@given(SURVEYS, st.randoms(), st.integers(1, 2))
def test_the_order_of_rows_changes_nothing(survey, random, n):
    before = coded(survey)
    random.shuffle(survey)
    after = coded(survey)
    pd.testing.assert_frame_equal(before.words(n), after.words(n))
    pd.testing.assert_frame_equal(before.collocations(n), after.collocations(n))


def test_a_phrase_is_found_as_a_rule_as_often_as_it_is_counted():
    answers = ["K-cramps, K cramps and “K” cramps", "K. Cramps", "k  cramps – k cramps; don't", "DONT k/cramps", "A&E k--cramps", "mum's k\ncramps"]
    table = lc.code(answers, BOOK).ngrams(2, min_count=1)
    for phrase, count in zip(table["word"], table["count"]):
        assert len(lc.kwic(phrase, answers)) == count, phrase


def test_words_are_folded_as_the_codebook_says():
    answers = ["Café cafe addicted addict"]
    for setting, expected in (
        ("{case: ignore}", ["addict", "addicted", "cafe", "café"]), ("{case: exact}", ["Café", "addict", "addicted", "cafe"]),
        ("{accents: ignore}", ["addict", "addicted", "cafe"]), ("{inflections: stem}", ["addict", "cafe", "café"]),
    ):  # fmt: skip
        book = lc.Codebook.parse(f"settings: {setting}\ncodes:\n  a:\n    rules: a\n")
        assert sorted(lc.code(answers, book).words()["word"]) == expected


def test_groups_by_a_variable():
    data = pd.DataFrame({"text": ["ket ket", "ket pee", "pee", None, "lot"], "sex": ["f", "m", "f", "m", None]})
    table = lc.code(data, BOOK, text="text").words(by="sex")
    assert table[["sex", "word", "count", "words", "responses", "base"]].to_numpy().tolist() == [
        ["f", "ket", 2, 3, 1, 2], ["f", "pee", 1, 3, 1, 2], ["m", "ket", 1, 2, 1, 1], ["m", "pee", 1, 2, 1, 1]]  # fmt: skip
    assert "group" in lc.code(data, BOOK, text="text").words(by=data["sex"].rename("word")).columns


def test_only_what_is_coded():
    codings = lc.code(["ket hurts. a lot", "a pee. ket", "a lot"], BOOK)
    assert dict(codings.words(code="ket")[["word", "count"]].to_numpy()) == {"ket": 2, "hurts": 1}
    assert dict(codings.words(code="ket", part="responses")[["word", "count"]].to_numpy()) == {"ket": 2, "a": 2, "hurts": 1, "lot": 1, "pee": 1}
    assert dict(codings.words(code=["ket", "body.pee"])[["word", "count"]].to_numpy()) == {"ket": 2, "hurts": 1, "a": 1, "pee": 1}
    assert codings.words(code="body").equals(codings.words(code=["ket", "pee"]))
    assert len(codings.words(code="nobody")) == 0
    assert codings.ngrams(2, code="ket", min_count=1)["word"].tolist() == ["ket hurts"]


def test_one_question_of_several():
    data = pd.DataFrame({"q1": ["ket"], "q2": ["pee"]})
    codings = lc.code(data, BOOK, text=["q1", "q2"])
    assert codings.words(question="q2")["word"].tolist() == ["pee"]
    with pytest.raises(ValueError, match="question= must be one of 'q1', 'q2'"):
        codings.words(question="q3")


def test_the_rare_and_the_stopped_are_left_out_of_the_table_only():
    codings = lc.code(["The ket the ket a lot"], BOOK)
    table = codings.words(min_count=2, stopwords=["THE"])
    assert table[["word", "count", "words"]].to_numpy().tolist() == [["ket", 2, 6]]
    assert codings.collocations(min_count=1, stopwords=["the"])[["first", "second", "pairs"]].to_numpy().tolist() == [["a", "lot", 5], ["ket", "a", 5]]


def test_pairs_that_avoid_each_other_come_last():
    table = lc.code(["ket hurts. ket hurts. ket hurts. ket pee. a pee. a pee. a lot"] * 3, BOOK).collocations()
    positive = table["pmi"] > 0
    assert positive.iloc[0] and not positive.iloc[-1] and positive.is_monotonic_decreasing


def test_empty_surveys_and_frames_of_polars():
    for answers in ([], [None], [" "]):
        codings = lc.code(answers, BOOK)
        assert len(codings.words()) == len(codings.collocations()) == len(codings.ngrams()) == 0
        assert list(codings.words().columns) == ["word", "count", "words", "per_1000", "responses", "base"]
    assert len(lc.code([], BOOK).words(by=[])) == 0
    assert isinstance(coded([[["ket"]]], pl.DataFrame).words(), pl.DataFrame)


@pytest.mark.parametrize(("call", "error", "message"), [
    (lambda c: c.words(6), ValueError, "ngram= must be a whole number from 1 to 5"),
    (lambda c: c.ngrams(0), ValueError, "ngram="),
    (lambda c: c.words(min_count=0), ValueError, "min_count="),
    (lambda c: c.words(part="sentence"), ValueError, "part= must be"),
    (lambda c: c.words(stopwords="the"), TypeError, "stopwords= must be a list"),
    (lambda c: c.words(code=[]), ValueError, "code= names no code"),
    (lambda c: c.collocations(0), ValueError, "window="),
])  # fmt: skip
def test_wrong_arguments_are_told(call, error, message):
    with pytest.raises(error, match=message):
        call(lc.code(["ket"], BOOK))
