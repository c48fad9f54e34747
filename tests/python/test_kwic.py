"""Keyword in context: stretches of the answers, exactly as written."""

import pandas as pd
import polars as pl
import pytest

import libcode as lc

ANSWERS = ["I feel 😭, so: the k‐cramps at night hurt", None, "", "ket  cramps", "no ket cramps. K cramps!"]
BOOK = lc.Codebook.parse("codes:\n  body:\n    codes:\n      cramps:\n        rules: (k | ket) cramp*\n      night:\n        rules: cramps at night\n")


def test_a_rule_in_its_context():
    table = lc.kwic("(k | ket) cramp*", ANSWERS, words=2)
    assert table.to_numpy().tolist() == [
        [0, 0, 0, "so: the ", "k‐cramps", " at night"], [3, 3, 3, "", "ket  cramps", ""], [4, 4, 4, "no ", "ket cramps", ". K cramps"],
        [4, 4, 4, "ket cramps. ", "K cramps", ""]]  # fmt: skip
    assert list(table.columns) == ["row", "response", "respondent", "left", "match", "right"]
    for words in (0, 1, 100):
        for row in lc.kwic("cramp*", ANSWERS, words=words).itertuples():
            assert row.left + row.match + row.right in ANSWERS[row.row]
    assert lc.kwic("cramp*", ANSWERS, words=100)["left"][0] == "I feel 😭, so: the k‐"


def test_characters_are_code_points():
    assert lc.kwic("so", ANSWERS, chars=3).iloc[0, 3:].tolist() == ["😭, ", "so", ": t"]
    assert lc.kwic("so", ANSWERS, chars=1000).iloc[0, 3:].tolist() == ["I feel 😭, ", "so", ": the k‐cramps at night hurt"]


def test_a_code_shows_what_counts_with_its_descendants():
    codings = lc.code(ANSWERS, BOOK)
    assert codings.kwic("cramps")["match"].tolist() == ["k‐cramps", "ket  cramps", "K cramps"]
    assert codings.kwic("body", 1)["match"].tolist() == ["k‐cramps", "cramps at night", "ket  cramps", "K cramps"]
    both = lc.Codebook.parse("codes:\n  p:\n    rules: cramp*\n    codes:\n      q:\n        rules: cramps\n")
    assert len(lc.code(["cramps"], both).kwic("p")) == 1  # marked by both


def test_batches_of_a_stream_keep_their_numbers():
    coder = lc.Coder(BOOK)
    second = list(coder.stream([["x"], ["so K cramps"]]))[1]
    assert second.kwic("cramps").to_numpy().tolist() == [[1, 1, 1, "so ", "K cramps", ""]]


def test_columns_people_and_frames():
    data = pl.DataFrame({"who": ["a", "b"], "text": ["K cramps", "fine"]})
    table = lc.kwic("cramps", data, text="text", respondent="who")
    assert isinstance(table, pl.DataFrame) and table.rows() == [(0, 0, "a", "K ", "cramps", "")]
    for answers in ([], [None], ["fine"]):
        table = lc.kwic("cramps", answers)
        assert isinstance(table, pd.DataFrame) and len(table) == 0 and len(table.columns) == 6


def test_a_rule_in_another_language():
    assert lc.kwic("drogue", ["la drogue, toujours"], language="fr", words=1).iloc[0, 3:].tolist() == ["la ", "drogue", ", toujours"]


def test_a_faulty_rule_is_told_with_a_caret():
    with pytest.raises(lc.RuleError) as error:
        lc.kwic("cramps NEAR/x ket", ANSWERS)
    lines = str(error.value).splitlines()
    assert lines[0].startswith("8: ") and lines[1] == "    cramps NEAR/x ket" and lines[2].startswith("           ^")
    for rule in ("", " # nothing", "a\nb"):
        with pytest.raises(lc.RuleError, match="rule is"):
            lc.kwic(rule, ANSWERS)


def test_wrong_arguments_are_told():
    with pytest.raises(ValueError, match="words= must be"):
        lc.kwic("a", ANSWERS, words=-1)
    with pytest.raises(ValueError, match="chars= must be"):
        lc.kwic("a", ANSWERS, chars=1.5)
    with pytest.raises(KeyError):
        lc.code(ANSWERS, BOOK).kwic("nothing")
