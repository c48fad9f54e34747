"""Suppressed tables hold up against an attacker who knows the codebook; the attacker is one."""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import surveys

import libcode as lc

pytest.importorskip("scipy")
PROOF = runpy.run_path(str(Path(__file__).resolve().parents[1] / "proofs" / "suppression.py"))


def test_no_hidden_count_of_200_random_tables_can_be_derived():
    cells, hidden, small = PROOF["run"](200, 20260601)
    assert cells > hidden > small > 100


def survey(held, groups, codes=("p", "q")):
    """People of groups (sizes) of whom the first `held[group][code]` write the code's word."""
    book = lc.Codebook.parse("codes:\n" + "".join(f"  {code}:\n    rules: {code}{code}\n" for code in codes))
    answers, group = [], []
    for name, size in groups.items():
        for at in range(size):
            answers.append(" ".join(["x", *(code * 2 for code, n in zip(codes, held[name]) if at < n)]))
            group.append(name)
    return book, lc.code({"t": answers, "group": group}, book, text="t")


def shown(table):
    return {(row["group"], row["code"]): row["share"] for row in table.to_dict("records")}


def test_a_lone_small_count_takes_another_with_it():
    _, codings = survey({"a": (4, 30), "b": (20, 30), "c": (40, 30)}, {"a": 50, "b": 60, "c": 70})
    cells = shown(codings.prevalence(by="group", suppress=10))
    assert [cells[group, "p"] for group in ("a", "b", "c", "Total")] == ["hidden", "hidden", "40/70 (57.1 %)", "64/180 (35.6 %)"]
    assert "hidden" not in [cells[group, "q"] for group in ("a", "b", "c", "Total")]


def test_a_small_complement_is_a_small_count():
    _, codings = survey({"a": (47, 30), "b": (20, 30), "c": (40, 30)}, {"a": 50, "b": 60, "c": 70})
    assert shown(codings.prevalence(by="group", suppress=10))["a", "p"] == "hidden"


def test_a_group_below_the_threshold_is_hidden_whole():
    _, codings = survey({"a": (0, 8), "b": (20, 30), "c": (40, 30)}, {"a": 8, "b": 60, "c": 70})
    cells = shown(codings.prevalence(by="group", suppress=10))
    assert cells["a", "p"] == cells["a", "q"] == "hidden"


def test_a_hidden_row_shows_one_count_and_nothing_of_it():
    _, codings = survey({"a": (4, 30), "b": (20, 30)}, {"a": 50, "b": 60})
    table = codings.prevalence(by="group", suppress=10)
    assert not {"quotes", "responses", "weighted"} & set(table.columns)
    row = table[(table["group"] == "a") & (table["code"] == "p")].iloc[0]
    assert row["respondents"] is pd.NA and np.isnan([row["percent"], row["low"], row["high"]]).all() and row["base"] == 50


def test_a_parent_gives_nothing_of_a_child_away():
    book = lc.Codebook.parse(surveys.BOOK)
    answers = ["w0"] * 20 + ["w1"] * 4 + ["x"] * 40
    codings = lc.code({"t": answers}, book, text="t")  # a = b or c: 24 of 64 have a, 20 have b, so that 4 to 24 would have c
    rows = codings.prevalence(suppress=10)
    assert rows.set_index("code")["share"].to_dict()["a.c"] == "hidden"
    assert not PROOF["attack"](rows.to_dict("records"), book, 10)


def test_the_attacker_sees_through_hiding_the_small_counts_only():
    book, codings = survey({"a": (4, 30), "b": (20, 30), "c": (40, 30)}, {"a": 50, "b": 60, "c": 70})
    rows = codings.prevalence(by="group").to_dict("records")
    for row in rows:
        if 0 < row["respondents"] < 10:
            row |= {"respondents": None, "percent": None, "low": None, "high": None, "share": "hidden"}
    assert PROOF["attack"](rows, book, 10) == ["a × p: hidden, but known to be 4 to 4"]
    assert PROOF["attack"](codings.prevalence(by="group").to_dict("records"), book, 10) == ["a × p: a small count is shown"]


def test_nothing_is_hidden_where_nothing_is_small():
    _, codings = survey({"a": (20, 30), "b": (30, 0)}, {"a": 50, "b": 60})
    table = codings.prevalence(by="group", suppress=10)
    assert "hidden" not in set(table["share"])
    assert table["respondents"].tolist() == codings.prevalence(by="group")["respondents"].tolist()


def test_questions_are_protected_each(book):
    codings = lc.code({"t": ["shame"] * 12 + ["x"] * 30, "u": ["shame"] * 3 + ["x"] * 39}, book, text=["t", "u"])
    table = codings.prevalence(question="each", suppress=10).query("code == 'shame'")
    assert table["share"].tolist() == ["12/42 (28.6 %)", "hidden"]
