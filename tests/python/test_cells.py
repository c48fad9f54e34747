"""Cells: who was asked, answered, gave a usable answer and holds each code; as the core counts them."""

import numpy as np
import pandas as pd
import pytest

import libcode as lc
from libcode._cells import cells

TREE = """\
codes:
  body:
    rules: pain
    codes:
      cramps:
        rules: cramp*
      bladder:
        rules: bladder
        where:
          question: t
  shame:
    rules: shame
"""


@pytest.fixture(scope="module")
def waves():
    data = pd.DataFrame({
        "who": ["b", "a", "b", "c"],
        "t": ["pain and cramps", "bladder", "shame. shame", None],
        "u": ["bladder", None, "...", " "],
    })
    return lc.code(data, lc.Codebook.parse(TREE), text=["t", "u"], respondent="who")


@pytest.mark.parametrize("per", ["response", "respondent"])
def test_cells_add_up_to_the_counts_of_the_core(waves, per):
    found, counts = cells(waves, per), waves._counts()
    assert found.present.sum(0).tolist() == counts[f"{per}s"].tolist()
    assert found.quotes.sum(0).tolist() == counts["quotes"].tolist()
    assert found.usable.sum(0).tolist() == counts[f"usable_{per}s"].tolist()
    assert found.asked.sum(0).tolist() == counts[f"asked_{per}s"].tolist()
    for inner, outer in [(found.present, found.usable), (found.usable, found.answered), (found.answered, found.asked)]:
        assert not (inner & ~outer).any()


def test_a_blank_answer_is_none_and_one_without_words_is_not_usable(waves):
    found = cells(waves, "response", "u")
    shame = [code.path for code in waves.codebook.codes].index("shame")
    assert found.asked[:, shame].tolist() == [False, True, False, False, False, True, False, True]
    assert found.answered[:, shame].sum() == 2 and found.usable[:, shame].sum() == 1


def test_questions_add_up(waves):
    each = [cells(waves, "response", question) for question in waves.responses.questions]
    assert (sum(one.quotes for one in each) == cells(waves, "response").quotes).all()
    with pytest.raises(ValueError, match="question= must be one of 't', 'u'"):
        cells(waves, question="v")


def test_without_rolling_up_a_parent_holds_its_own(waves):
    paths = [code.path for code in waves.codebook.codes]
    own, all_ = cells(waves, rollup=False), cells(waves)
    assert dict(zip(paths, all_.present.sum(0).tolist())) == {"body": 2, "body.cramps": 1, "body.bladder": 1, "shame": 1}
    assert dict(zip(paths, own.present.sum(0).tolist())) == {"body": 1, "body.cramps": 1, "body.bladder": 1, "shame": 1}


def test_respondents_are_in_the_order_of_the_core(waves):
    assert waves._people()["respondent"].tolist() == ["b", "a", "c"]
    assert (cells(waves).present == (waves._matrix(counted=False, per_respondent=True) > 0)).all()


def test_an_empty_survey():
    empty = lc.code(pd.DataFrame({"t": pd.Series([], dtype=str)}), lc.Codebook.parse(TREE), text="t")
    assert cells(empty).quotes.shape == (0, 4) and np.array_equal(cells(empty, "response").asked, np.zeros((0, 4)))
