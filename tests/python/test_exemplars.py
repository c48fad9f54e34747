"""Quotes to print: likeness against scikit-learn, choices against a slow chooser, cuts against what they must never do."""

import unicodedata

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import libcode as lc
from libcode import _excerpt, _exemplars, _likeness

BOOK = lc.Codebook.parse("""\
codebook: T
version: 1.0.0
language: en
codes:
  pain:
    rules: pain | painful
    count: all
  strict:
    rules: ache
  denial:
    rules: worry
    count: negated
  happy:
    rules: happy
  never:
    rules: qqq
""")
TEXTS = [
    "The pain in my bladder was bad at night.", "bad pain in the bladder every night", "Pain from the cramps in bed.",
    "The waiting room had painful chairs, to be honest.", "No pain in my bladder at all.", "My brother had pain in his bladder.",
    "Maybe it was pain in the bladder?", "I was happy although the pain was bad.", "pain", "I ate fish and chips with peas.",
]  # fmt: skip


def coded(texts, frame=pd.DataFrame, **columns):
    return lc.code(frame({"text": texts, **columns}), BOOK, text="text", **({"respondent": "who"} if "who" in columns else {}))


# --- likeness


def test_vectors_are_those_of_scikit_learn():
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
    from sklearn.preprocessing import normalize

    texts = ["bad pain bad night", "pain all night long", "fish chips peas", "night night", "pain pain pain"]
    codings = lc.code(texts, BOOK)
    ours, total = _likeness.vectors(texts, _likeness.rarity(codings), BOOK)
    counts = CountVectorizer(token_pattern=r"\w+").fit_transform(texts)
    tfidf = TfidfTransformer(smooth_idf=True, norm=None).fit(counts)  # its weight is ours and one: ln((1+N)/(1+d)) + 1
    theirs = normalize(counts.toarray() * (tfidf.idf_ - 1))
    np.testing.assert_allclose(ours @ ours.T, theirs @ theirs.T, atol=1e-12)
    assert total.tolist() == [4, 4, 3, 2, 3]


def test_a_word_that_all_have_weighs_nothing():
    texts = ["the pain", "the night"]
    units, _ = _likeness.vectors([*texts, "the"], _likeness.rarity(lc.code(texts, BOOK)), BOOK)
    assert units[0] @ units[1] == 0 and not units[2].any()


# --- which


def test_the_three_kinds():
    table = coded(TEXTS).exemplars("pain", k=5, opposing="happy", min_words=3)
    why = dict(zip(table.quote, table.why))
    assert {quote: reason for quote, reason in why.items() if reason} == {
        TEXTS[4]: "negated", TEXTS[5]: "other", TEXTS[6]: "uncertain", TEXTS[7]: "with happy",
    }  # fmt: skip
    assert (table.kind[table.why != ""] == "deviant").all() and set(table.kind[table.why == ""]) == {"typical"}
    assert table.quote.iloc[-1] != "pain" and "pain" == table.quote[table.kind == "typical"].iloc[-1]  # too few words: last
    assert TEXTS[9] not in why
    fewer = coded(TEXTS).exemplars("pain", k=1)
    assert fewer.kind.tolist() == ["typical", "contrasting", "deviant"]
    assert fewer.quote[0] in TEXTS[:2]


def test_without_an_opposing_code_a_quote_may_hold_both():
    assert TEXTS[7] in coded(TEXTS).exemplars("pain", k=9, kinds="typical").quote.tolist()


@pytest.mark.parametrize(
    ("count", "status", "counts", "why"),
    [
        ("", "affirmed current self certain", True, ""),
        ("", "negated current self certain", False, "negated"),
        ("", "affirmed past self certain", True, ""),
        ("", "affirmed current other certain", True, "other"),
        ("all", "negated past other uncertain", True, "negated, other, uncertain"),
        ("affirmed current", "affirmed past self certain", False, "past"),
        ("negated", "negated current self certain", True, ""),
        ("negated", "affirmed current self certain", False, "affirmed"),
        ("affirmed other", "affirmed current other certain", True, ""),
        ("affirmed other", "affirmed current self certain", False, "self"),
        ("affirmed self other", "affirmed current other certain", True, "other"),
    ],
)
def test_what_is_deviant_depends_on_what_the_code_counts(count, status, counts, why):
    assert _exemplars._deviates(count, dict(zip(("negation", "time", "person", "certainty"), status.split())), counts) == why


def test_a_code_that_counts_denials_has_them_as_its_own():
    table = coded(["no worry at all then", "I worry all the time"]).exemplars("denial")
    assert dict(zip(table.quote, table.kind)) == {"no worry at all then": "typical", "I worry all the time": "deviant"}
    assert table.why.tolist() == ["", "affirmed"]


def test_choices_are_those_of_a_slow_chooser():
    random = np.random.default_rng(3)
    words = ["bladder", "night", "bed", "chair", "cramps", "bad", "stabbing", "years", "doctor", "toilet", "blood", "sleep"]
    texts = sorted({" ".join(["pain", *random.choice(words, 5, replace=False)]) for _ in range(60)})
    codings = lc.code(texts, BOOK)
    units, _ = _likeness.vectors(texts, _likeness.rarity(codings), BOOK)
    middle = units.mean(axis=0)
    typicality = [float(unit @ middle / np.linalg.norm(middle)) for unit in units]
    chosen = []
    for kind in ("typical", "contrasting"):
        for _ in range(3):
            def rank(at, kind=kind):
                near = max([float(units[at] @ units[other]) for other in chosen], default=0.0)
                return (near > 0.6, -(0.5 * typicality[at] - 0.5 * near if kind == "contrasting" else typicality[at]))
            chosen.append(min((at for at in range(len(texts)) if at not in chosen), key=rank))
    table = codings.exemplars("pain", kinds=["contrasting", "typical"])
    assert table.quote.tolist() == [texts[at] for at in chosen]
    np.testing.assert_allclose(table.typicality, [typicality[at] for at in chosen], atol=1e-9)


def test_at_most_so_many_from_one_respondent():
    texts = [f"the pain was bad in bed {i}" for i in range(6)]
    codings = coded(texts, who=[1, 1, 1, 1, 2, 2])
    assert sorted(codings.exemplars("pain", k=6).respondent.astype(str)) == ["1", "2"]
    assert sorted(codings.exemplars("pain", k=6, per_respondent=2).respondent.astype(str)) == ["1", "1", "2", "2"]


def test_spread_over_groups():
    texts = [f"the bad pain in my bladder at night {i}" for i in range(8)] + ["painful chairs here, oh dear", "pain of the purse, you know"]
    codings = coded(texts, place=["a"] * 8 + ["b", None])
    table = codings.exemplars("pain", k=3, by="place", kinds=["typical"])
    assert table.place.tolist() == ["a", "b", "a"]
    assert codings.exemplars("pain", k=20, by="place", kinds=["typical"]).place.notna().all()


def test_the_columns_say_where_a_quote_is_from():
    codings = coded(["Well. My pain was bad, truly. Yes."], who=["p7"], age=[44])
    row = codings.exemplars("pain", variables=["age"]).iloc[0]
    assert (row.quote, row.marked) == ("My pain was bad, truly.", "My [pain] was bad, truly.")
    assert (row.respondent, row.age, row.kind, row.response, row.row, row.status) == ("p7", "44", "typical", 0, 0, "affirmed current self certain")
    assert (row.quote_start, row.quote_end) == (6, 29) and row.quote[row.match_start : row.match_end] == "pain"


def test_the_order_of_the_rows_changes_nothing():
    random = np.random.default_rng(5)
    texts = [" ".join(["pain", *random.choice(["bladder", "night", "bed", "no", "chair", "cramps", "bad"], 5)]) for _ in range(80)]
    data = pd.DataFrame({"text": texts, "group": random.choice(["x", "y"], 80)})
    ours = [lc.code(each, BOOK, text="text").exemplars(by="group") for each in (data, data.sample(frac=1, random_state=1).reset_index(drop=True))]
    same = ["code", "kind", "why", "group", "quote", "marked"]
    pd.testing.assert_frame_equal(*(each[same] for each in ours))
    np.testing.assert_allclose(*(each.typicality for each in ours), atol=1e-9)


def test_a_sample_is_drawn_from_many(monkeypatch):
    monkeypatch.setattr(_exemplars, "MOST_WEIGHED", 10)
    texts = [f"bad pain in bed number {i}" for i in range(50)] + [f"no pain in bed number {i}" for i in range(3)]
    one, again, other = (coded(texts).exemplars("pain", seed=seed) for seed in (0, 0, 1))
    pd.testing.assert_frame_equal(one, again)
    assert one.quote.tolist() != other.quote.tolist()
    assert (one.kind == "deviant").sum() == 3


def test_the_batches_of_a_stream():
    batches = [pd.DataFrame({"text": ["nothing here", "nor here"]}), pd.DataFrame({"text": ["none", "Ow. The pain in bed was bad."]})]
    last = list(lc.Coder(BOOK).stream(batches, text="text"))[1]
    row = last.exemplars("pain", mask=True).iloc[0]
    assert (row.row, row.response, row.quote) == (3, 3, "The pain in bed was bad.")


def test_small_surveys_and_frames():
    for texts in ([], [None], [" "], ["nothing here"]):
        for frame in (pd.DataFrame, pl.DataFrame):
            column = pd.Series(texts, dtype="str") if frame is pd.DataFrame else pl.Series(texts, dtype=pl.String)
            table = lc.code(frame({"text": column}), BOOK, text="text").exemplars()
            assert isinstance(table, frame) and len(table) == 0 and {"quote", "marked", "typicality"} <= set(table.columns)
    table = coded(TEXTS, pl.DataFrame).exemplars(["pain", "never"])
    assert set(table["code"]) == {"pain"}
    assert coded(["pain"]).exemplars().quote.tolist() == ["pain"]


def test_what_cannot_be_is_refused():
    codings = coded(TEXTS, quote=TEXTS)
    for arguments, message in (
        ({"k": 0}, "k= must be"), ({"max_chars": True}, "max_chars= must be"), ({"kinds": ["odd"]}, "kinds= must list"),
        ({"variables": "quote"}, "a column 'quote' of its own"), ({"by": "texts"}, "did you mean 'text'"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=message):
            codings.exemplars("pain", **arguments)


# --- masks


def test_masks_keep_the_match_and_leave_no_half():
    text = "Sarah rang 07700 900123 about the pain, " + "and so on and on " * 4 + "write to sarah@x.org."
    for most in range(10, 200, 7):
        row = coded([text]).exemplars("pain", mask=["Sarah"], max_chars=most).iloc[0]
        assert row.quote[row.match_start : row.match_end] == "pain"
        for left in ("Sarah", "07700", "900123", "@", "x.org"):
            assert left not in row.quote
        assert row.quote.count("[") == row.quote.count("]")
        assert "pain" in text[row.quote_start : row.quote_end]
    assert "Sarah" in coded([text]).exemplars("pain", mask=True).quote[0]
    assert "07700" in coded([text]).exemplars("pain").quote[0]


# --- cuts


def cut(text, match, most, whole=()):
    start = text.index(match)
    return _excerpt.excerpts([_excerpt.Quote(text, start, start + len(match), whole)], most, BOOK)[0]


@pytest.mark.parametrize(
    ("most", "text"),
    [
        (99, "One was here. Two had the pain now. Three went. Four."),
        (50, "… Two had the pain now. Three went. Four."),
        (38, "… Two had the pain now. Three went. …"),
        (25, "… Two had the pain now. …"),
        (16, "… had the pain now …"),
        (12, "… the pain now …"),
        (9, "… pain now. …"),
        (4, "… pain …"),
        (1, "… pain …"),
    ],
)
def test_cut_to_whole_sentences_else_at_words(most, text):
    found = cut("One was here. Two had the pain now. Three went. Four.", "pain", most)
    assert found.text == text and found.text[found.start : found.end] == "pain"


def test_a_cut_keeps_the_stop_of_its_sentence():
    assert cut("It went on and on, so much pain.", "pain", 14).text == "… so much pain."
    assert cut("“Pain that went on and on, so long.", "Pain", 10).text == "“Pain that …"


def test_a_stand_in_is_never_cut():
    text = "aa [web address] bb pain cc [NHS number] dd"
    whole = [(3, 16), (28, 40)]
    assert {cut(text, "pain", most, whole).text.count("[") - cut(text, "pain", most, whole).text.count("]") for most in range(1, 50)} == {0}


PIECES = ["a", "bc", " ", ". ", "e\u0301", "👩‍👩‍👧", "क्षि", "王", "🇫🇷", "\n", "รั", "!", "-"]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 50), st.integers(0, 40))
def test_cuts_keep_what_they_must(parts, most, place):
    parts.insert(min(place, len(parts)), " pain ")
    text = "".join(parts)
    found = cut(text, "pain", most)
    assert found.text[found.start : found.end] == "pain"
    inner = text[found.first : found.last]
    assert inner in found.text and len(inner) <= max(most, len("pain"))
    assert found.text.startswith("… ") == bool(text[: found.first].strip()) and found.text.endswith(" …") == bool(text[found.last :].strip())
    edges, at = {0}, 0
    for part in parts:
        at += len(part)
        edges.add(at)
    for edge in (found.first, found.last):  # never between what is seen as one character
        after = text[edge : edge + 1]
        assert not after or (not unicodedata.combining(after) and after != "\u200d")
        assert edge in edges or text[edge - 1] in "pain " or after in "pain "
