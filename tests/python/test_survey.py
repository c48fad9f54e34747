"""Survey: the same codings as code(), whatever the data and the edit; what it says of itself; what it refuses."""

import pickle
import signal
import threading
import time

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import libcode as lc

BOOK = lc.Codebook.parse("""\
sets:
  drug: k | ket
codes:
  cramps:
    name: K cramps
    rules: |
      $drug cramp*
      cramp* NEAR/4 $drug
  bladder:
    rules: bladder~
    codes:
      bag:
        rules: bag
  both:
    rules: '@cramps NEAR/paragraph @bladder'
""")
TEXTS = ["the k cramps at night, bladdr pain", "no bladder problems", None, "", "I get ket stomach cramps", "été 😭 ket cramps", "a bag"]
EDITS = [
    ("cramps", "rules", "$drug cramp*"),
    ("bladder", "rules", "bladder~ | pain*"),
    ("$drug", "", "k"),
    ("bladder.bag", "unless", "a bag"),
    ("both", "count", "all"),
    ("cramps", "rules", "/cr.mps/"),
    ("", "settings", "{negation: off}"),
    ("cramps", "name", "Cramps"),
]


def same(held, anew):
    assert held.codebook.source == anew.codebook.source
    assert held.manifest == anew.manifest
    pd.testing.assert_frame_equal(held.to_pandas(), anew.to_pandas())
    assert held.counts().equals(anew.counts())
    pd.testing.assert_frame_equal(held.responses.to_pandas(), anew.responses.to_pandas())


KINDS = {
    "list": lambda: TEXTS,
    "pandas": lambda: pd.DataFrame({"text": TEXTS, "n": range(7)}),
    "pandas series": lambda: pd.Series(TEXTS, name="text", index=list("abcdefg")),
    "polars": lambda: pl.DataFrame({"text": TEXTS, "n": range(7)}),
    "arrow": lambda: pa.table({"text": TEXTS}),
    "arrow in chunks": lambda: pa.table({"text": pa.chunked_array([pa.array(TEXTS[:2]), pa.array([], pa.string()), pa.array(TEXTS[2:])])}),
    "arrow views": lambda: pa.table({"text": pa.array(TEXTS).cast(pa.string_view())}),
    "arrow dictionary": lambda: pa.table({"text": pa.array(TEXTS).dictionary_encode()}),
    "dict": lambda: {"text": TEXTS},
    "nulls only": lambda: pa.table({"text": pa.array([None, None], pa.string())}),
    "bad UTF-8": lambda: pa.table({"text": pa.array([b"ket \xff cramps", b"\xed\xa0\x80 bag"]).view(pa.string())}),
    "lone surrogates": lambda: ["ket \ud800 cramps", "bag \udfff"],
    "empty": lambda: pa.table({"text": pa.array([], pa.string())}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_edit_gives_what_coding_anew_gives(kind):
    data = KINDS[kind]()
    survey = lc.Survey(data, text=None if kind in ("list", "pandas series", "lone surrogates") else "text")
    book = BOOK
    same(survey.code(book), lc.code(data, book, text=None if kind in ("list", "pandas series", "lone surrogates") else "text"))
    for edit in EDITS:
        book = book.with_(*edit)
        same(survey.code(book), lc.code(data, book, text=None if kind in ("list", "pandas series", "lone surrogates") else "text"))


def test_roles_are_those_of_code():
    data = pd.DataFrame({"who": ["a", "a", "b"], "row": [1, 2, 3], "q": ["x", "y", "x"], "text": ["ket cramps", "bladder", None]})
    roles = {"text": "text", "id": "row", "respondent": "who", "question": "q"}
    survey = lc.Survey(data, **roles)
    same(survey.code(BOOK), lc.code(data, BOOK, **roles))
    wide = lc.Survey(data, text={"one": "text", "two": "q"}, id="row")
    same(wide.code(BOOK), lc.code(data, BOOK, text={"one": "text", "two": "q"}, id="row"))
    with pytest.raises(ValueError, match="text= names the column 'txt', which the data lacks"):
        lc.Survey(data, text="txt")


def test_where_reads_a_column_when_a_codebook_first_looks_at_it():
    data = pd.DataFrame({"text": ["ket cramps", "bladder", "bladder"], "country": ["UK", "FR", "UK"]})
    survey = lc.Survey(data, text="text")
    survey.code(BOOK)
    book = BOOK.with_("bladder", "where", "{country: UK}")
    held = survey.code(book)
    same(held, lc.code(data, book, text="text"))
    assert str(held.why_not(1, "bladder")) == str(lc.code(data, book, text="text").why_not(1, "bladder"))
    assert "country" in str(held.why_not(1, "bladder"))
    with pytest.raises(ValueError, match="code cramps looks at the column 'town'"):
        survey.code(BOOK.with_("cramps", "where", "{town: York}"))
    same(survey.code(BOOK), lc.code(data, BOOK, text="text"))


def test_data_that_grew_is_refused():
    data = {"text": ["bladder", "ket"], "country": ["UK", "FR"]}
    survey = lc.Survey(data, text="text")
    for column in data.values():
        column.append("UK")
    with pytest.raises(ValueError, match="the data has 3 rows now and had 2 when the survey was read"):
        survey.code(BOOK.with_("bladder", "where", "{country: UK}"))


def test_what_comes_after_coding_works():
    data = pd.DataFrame({"text": TEXTS, "group": list("aabbabb")})
    survey = lc.Survey(data, text="text")
    survey.code(BOOK)
    codings = survey.code(BOOK.with_("cramps", "rules", "cramp*"))
    assert codings.prevalence(by="group").equals(lc.code(data, codings.codebook, text="text").prevalence(by="group"))
    assert codings.why(0, "cramps")
    assert len(codings.quotes("cramps")) == 3


def test_the_path_of_a_codebook(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text(BOOK.source, encoding="utf-8")
    same(lc.Survey(TEXTS).code(path), lc.code(TEXTS, path))
    with pytest.raises(lc.CodebookError):
        lc.Survey(TEXTS).code(lc.Codebook.parse("codes:\n  a:\n    rules: /(/\n"))
    with pytest.raises(TypeError, match="not of type int|not int"):
        lc.Survey(TEXTS).code(3)


def test_a_survey_says_how_large_it_is_and_shows_no_text():
    survey = lc.Survey(TEXTS)
    assert len(survey) == survey.rows == 7
    assert survey.forms == 18
    assert survey.text_bytes == sum(len(text.encode()) for text in TEXTS if text)
    assert survey.memory_bytes > 0
    assert repr(survey).startswith("Survey: 7 responses in 7 rows, 18 word forms, 103 bytes of text, ")
    assert "cramps" not in repr(survey) + survey._repr_html_()
    assert survey._repr_html_().startswith("<p><b>Survey</b>: 7 responses")


def test_it_pickles_as_its_data():
    survey = pickle.loads(pickle.dumps(lc.Survey(pd.DataFrame({"a": TEXTS, "b": TEXTS}), text="b")))
    same(survey.code(BOOK), lc.code(pd.DataFrame({"a": TEXTS, "b": TEXTS}), BOOK, text="b"))


def test_progress_and_threads():
    seen = []
    survey = lc.Survey(TEXTS, progress=lambda done, total: seen.append((done, total)), threads=1)
    assert seen[-1] == (7, 7)
    seen.clear()
    survey.code(BOOK, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (7, 7)
    for wrong in (0, 1.5, True):
        with pytest.raises(ValueError, match="threads="):
            survey.code(BOOK, threads=wrong)
        with pytest.raises(ValueError, match="threads="):
            lc.Survey(TEXTS, threads=wrong)
    with pytest.raises(TypeError, match="progress="):
        survey.code(BOOK, progress=3)


def test_several_threads_code_one_survey():
    survey = lc.Survey(TEXTS * 500)
    books = [BOOK.with_("cramps", "rules", word) for word in ("ket", "cramps", "night", "pain", "bag", "no")]
    found = [None] * len(books)

    def code(i):
        found[i] = survey.code(books[i])

    threads = [threading.Thread(target=code, args=(i,)) for i in range(len(books))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for codings, book in zip(found, books, strict=True):
        same(codings, lc.code(TEXTS * 500, book))


def test_a_column_that_several_threads_ask_for_at_once_is_read_once(monkeypatch):
    from libcode import _data

    data = {"text": TEXTS, "country": ["UK", "US", "UK", "UK", "US", "UK", "US"]}
    book, survey, found = BOOK.with_("bladder", "where", "{country: UK}"), lc.Survey(data, text="text"), []
    together, columns = threading.Barrier(4), _data.columns

    def all_at_once(*arguments):
        together.wait(10)  # none has added the column before the last has found it missing
        return columns(*arguments)

    monkeypatch.setattr(_data, "columns", all_at_once)
    threads = [threading.Thread(target=lambda: found.append(survey.code(book))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    monkeypatch.undo()
    assert survey._held.columns == ["country"]
    assert len(found) == 4
    for codings in found:
        same(codings, lc.code(data, book, text="text"))


@pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="signals reach the main thread")
@pytest.mark.parametrize("step", ["reading", "editing"])
def test_control_c_stops_it(step):
    words = np.random.default_rng(1).integers(0, 1 << 40, 400_000)
    texts = [" ".join(f"w{word:x}" for word in words[i : i + 40]) for i in range(0, len(words), 40)] * 4
    survey = lc.Survey(texts) if step == "editing" else None
    if survey is not None:
        survey.code(BOOK)
    timer = threading.Timer(0.03, signal.raise_signal, [signal.SIGINT])
    timer.start()
    start = time.perf_counter()
    try:
        with pytest.raises(KeyboardInterrupt):
            for i in range(1000):
                if survey is None:
                    lc.Survey(texts)
                else:
                    survey.code(BOOK.with_("cramps", "rules", f"/w{i}/"))
        assert time.perf_counter() - start < 30
    finally:
        timer.join()
