"""Codes that stand together: surveys built unit by unit, so that what is in each unit is known without the library."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import jaccard_score, matthews_corrcoef

import libcode as lc

NAMES = ["aa", "bb", "cc", "dd"]  # the last is in no answer
BOOK = lc.Codebook.parse("settings: {negation: off}\ncodes:\n" + "".join(f"  {name}:\n    rules: {name}\n" for name in NAMES))
# A survey: respondents, their responses, their paragraphs, their sentences, their words.
WORDS = st.lists(st.sampled_from(["aa", "bb", "cc", "so", "then"]), min_size=1, max_size=6)
SURVEYS = st.lists(st.lists(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=2), min_size=1, max_size=2), min_size=1, max_size=6)


def coded(survey, frame=pd.DataFrame):
    responses = [(who, response) for who, responses in enumerate(survey) for response in responses]
    texts = ["\n".join(". ".join(" ".join(words) for words in sentences) + "." for sentences in response) for _, response in responses]
    data = {"text": texts, "who": [who for who, _ in responses]}
    return lc.code(frame(data), BOOK, text="text", respondent="who")


def flat(response):
    return [word for paragraph in response for words in paragraph for word in words]


def units(survey, within):
    """The words of each unit, in order."""
    match within:
        case "respondent":
            return [[word for response in responses for word in flat(response)] for responses in survey]
        case "response":
            return [flat(response) for responses in survey for response in responses]
        case "paragraph":
            return [[word for words in paragraph for word in words] for responses in survey for response in responses for paragraph in response]
        case "sentence":
            return [words for responses in survey for response in responses for paragraph in response for words in paragraph]


@given(SURVEYS, st.sampled_from(["response", "respondent", "paragraph", "sentence"]))
def test_a_unit_holds_the_codes_of_its_words(survey, within):
    codings = coded(survey)
    there = np.array([[name in unit for name in NAMES] for unit in units(survey, within)])
    table = codings.cooccurrence(within, order=True)
    assert len(table) == 6 and (table["base"] == len(there)).all()
    for row in table.itertuples():
        a, b = there[:, NAMES.index(row.a)], there[:, NAMES.index(row.b)]
        assert (row.count, row.n_a, row.n_b) == ((a & b).sum(), a.sum(), b.sum())
        assert row.jaccard == pytest.approx(jaccard_score(a, b), rel=1e-9) if (a | b).any() else np.isnan(row.jaccard)
        assert row.phi == pytest.approx(matthews_corrcoef(a, b), rel=1e-9) if 0 < a.mean() < 1 and 0 < b.mean() < 1 else np.isnan(row.phi)
        first = [unit.index(row.a) < unit.index(row.b) for unit in units(survey, within) if row.a in unit and row.b in unit]
        assert (row.a_first, row.b_first) == (sum(first), len(first) - sum(first))
    square = codings.cooccurrence(within, matrix=True)
    np.testing.assert_array_equal(square.to_numpy(), there.T.astype(int) @ there)
    assert list(square.columns) == list(square.index) == NAMES


@given(SURVEYS, st.integers(0, 8))
def test_within_words_counts_the_words_between(survey, most):
    table = coded(survey).cooccurrence(most, order=True)
    assert table["lift"].isna().all() and table["phi_low"].isna().all()
    for row in table.itertuples():
        count = a_first = 0
        for unit in units(survey, "response"):
            near = [(min(i, j), max(i, j)) for i, a in enumerate(unit) for j, b in enumerate(unit) if (a, b) == (row.a, row.b) and abs(i - j) - 1 <= most]
            count += bool(near)
            a_first += bool(near) and unit[min(near)[0]] == row.a
        assert (row.count, row.a_first, row.b_first) == (count, a_first, count - a_first)


@given(SURVEYS, st.randoms(), st.sampled_from(["response", "respondent", "paragraph", "sentence", 2]))
def test_the_order_of_rows_changes_nothing(survey, random, within):
    table = coded(survey).cooccurrence(within, order=True)
    random.shuffle(survey)
    pd.testing.assert_frame_equal(coded(survey).cooccurrence(within, order=True), table)


def test_empty_and_one_row_surveys():
    for within in ("response", "respondent", "paragraph", "sentence", 3):
        for answers in ([], [None], [" "]):
            table = lc.code(answers, BOOK).cooccurrence(within, order=True)
            assert len(table) == 6 and not table[["count", "n_a", "n_b", "base"]].to_numpy().any() and table["jaccard"].isna().all()
        table = lc.code(["aa bb"], BOOK).cooccurrence(within)
        assert table["count"].tolist() == [1, 0, 0, 0, 0, 0] and (table["base"] == 1).all()
    alone = lc.Codebook.parse("codes:\n  a:\n    rules: a\n")
    assert len(lc.code(["a"], alone).cooccurrence()) == 0
    assert lc.code(["a"], alone).cooccurrence(matrix=True).to_numpy().tolist() == [[1]]


def test_the_most_frequent_pair_stands_first_and_codes_are_chosen():
    codings = lc.code(["bb cc", "bb cc", "aa cc"], BOOK)
    table = codings.cooccurrence()
    assert table[["a", "b", "count"]].head(2).to_numpy().tolist() == [["bb", "cc", 2], ["aa", "cc", 1]]
    assert codings.cooccurrence(codes=["cc", "aa"])[["a", "b"]].to_numpy().tolist() == [["aa", "cc"]]
    assert list(codings.cooccurrence(codes=["cc", "aa"], matrix="phi").columns) == ["aa", "cc"]


def test_a_parent_and_its_descendants_are_no_pair():
    book = lc.Codebook.parse("codes:\n  p:\n    rules: pp\n    codes:\n      q:\n        rules: qq\n  r:\n    rules: rr\n")
    codings = lc.code(["qq rr", "pp rr"], book)
    assert codings.cooccurrence()[["a", "b", "count"]].to_numpy().tolist() == [["p", "r", 2], ["p.q", "r", 1]]
    assert codings.cooccurrence(rollup=False)[["a", "b", "count"]].to_numpy().tolist() == [["p", "r", 1], ["p.q", "r", 1], ["p", "p.q", 0]]


def test_a_pair_is_looked_at_in_the_base_of_both():
    book = lc.Codebook.parse("codes:\n  a:\n    rules: aa\n  f:\n    where: {sex: f}\n    rules: ff\n")
    data = pd.DataFrame({"text": ["aa ff", "aa", "aa ff", None], "sex": ["f", "f", "m", "f"]})
    row = lc.code(data, book, text="text").cooccurrence().iloc[0]
    assert row[["count", "n_a", "n_b", "base"]].tolist() == [1, 2, 1, 2]


def test_a_question_is_taken():
    data = pd.DataFrame({"q1": ["aa bb", "aa"], "q2": ["bb", "aa bb"]})
    codings = lc.code(data, BOOK, text=["q1", "q2"])
    assert codings.cooccurrence(question="q1", codes=["aa", "bb"])[["count", "n_a", "n_b", "base"]].to_numpy().tolist() == [[1, 2, 1, 2]]
    with pytest.raises(ValueError, match="question= must be one of 'q1', 'q2'"):
        codings.cooccurrence(question="q3")


def test_squares_of_every_measure():
    survey = [[[[["aa", "bb"]]]], [[[["bb", "aa"]]]], [[[["aa", "bb"]]]], [[[["cc"]]]]]
    codings = coded(survey)
    assert codings.cooccurrence(matrix="before").to_numpy()[:2, :2].tolist() == [[0, 2], [1, 0]]
    assert codings.cooccurrence(matrix="jaccard").loc["aa", "bb"] == 1 and codings.cooccurrence(matrix="lift").loc["aa", "bb"] == pytest.approx(4 / 3)
    assert codings.cooccurrence(matrix="phi").loc["aa", "cc"] == -1


def test_frames_come_in_the_library_of_the_data():
    codings = coded([[[[["aa", "bb"]]]]], pl.DataFrame)
    assert isinstance(codings.cooccurrence(), pl.DataFrame)
    assert codings.cooccurrence(matrix=True).columns == ["code", *NAMES]


@pytest.mark.parametrize(("arguments", "message"), [
    ({"within": "page"}, "within= must be"), ({"within": -1}, "within= must be"), ({"within": True}, "within= must be"),
    ({"matrix": "odds"}, "matrix= must be"), ({"within": 3, "matrix": "lift"}, "needs units"), ({"confidence": 2}, "confidence="),
])  # fmt: skip
def test_wrong_arguments_are_told(arguments, message):
    with pytest.raises(ValueError, match=message):
        lc.code(["aa"], BOOK).cooccurrence(**arguments)
    with pytest.raises(TypeError, match="list of codes"):
        lc.code(["aa"], BOOK).cooccurrence(codes="aa")
