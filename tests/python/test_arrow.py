"""Arrow in and out by the C interfaces: every layout of text, and what another library makes of ours."""

import datetime
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pytest

import libcode as lc
from libcode._core import ArrowTable, NumbersAre

TEXTS = ["short", None, "", "longer than twelve bytes", "äöü 😭 and more text to be long", "last"]


def read(data, numbers=NumbersAre.refused):
    texts = ArrowTable(data).texts(0, numbers)
    return [texts[row] for row in range(len(texts))]


@pytest.mark.parametrize(
    "data",
    [
        pa.array(TEXTS),
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS).dictionary_encode(),
        pa.chunked_array([TEXTS[:2], [], TEXTS[2:]]),
        pa.array(["cut off", *TEXTS, "cut off"]).slice(1, len(TEXTS)),
        pa.array(["cut off", *TEXTS]).dictionary_encode().slice(1),
        pa.array(["cut off", *TEXTS], pa.string_view()).slice(1),
        pa.table({"a": ["cut off", *TEXTS]}).slice(1),
        pa.record_batch({"a": ["cut off", *TEXTS]}).slice(1),
        pa.RecordBatchReader.from_batches(pa.schema({"a": pa.string()}), [pa.record_batch({"a": TEXTS})]),
        pa.StructArray.from_arrays([pa.array([*TEXTS[:1], "hidden", *TEXTS[2:]])], ["a"], mask=pa.array([t is None for t in TEXTS])),
        pl.Series(TEXTS),
        pl.Series(TEXTS, dtype=pl.Categorical),
        pl.DataFrame({"a": ["cut off", *TEXTS]})[1:],
    ],
)
def test_every_layout_of_text_is_read(data):
    assert read(data) == TEXTS


def test_numbers_are_written_as_a_codebook_writes_them():
    for values, words in [
        ([1, None, -3], ["1", None, "-3"]),
        ([2.0, 2.5, None], ["2", "2.5", None]),
        ([True, False, None], ["true", "false", None]),
        ([None, None], [None, None]),
    ]:
        assert read(pa.array(values), NumbersAre.written) == words
    assert read(pa.array([2**64 - 1], pa.uint64()), NumbersAre.written) == [str(2**64 - 1)]


def test_dates_and_decimals_are_written_as_python_writes_them():
    days = [datetime.date(2024, 2, 29), None, datetime.date(1, 1, 1), datetime.date(1969, 12, 31), datetime.date(9999, 12, 31)]
    for kind in (pa.date32(), pa.date64()):
        assert read(pa.array(days, kind), NumbersAre.written) == [None if day is None else str(day) for day in days]
    assert read(pl.Series(days), NumbersAre.written)[0] == "2024-02-29"
    for scale, amounts in [(2, ["12.50", "-0.05", "0.00", "-99999999999999999999.99"]), (0, ["7", "-1", "0"])]:
        values = pa.array([*map(Decimal, amounts), None], pa.decimal128(38, scale))
        assert read(values, NumbersAre.written) == [*amounts, None]
    with pytest.raises(TypeError, match="not text"):
        read(pa.array(days))


def test_dates_and_decimals_name_rows_and_persons():
    data = pa.table({
        "day": pa.array([datetime.date(2024, 1, 31), datetime.date(2024, 2, 1)]),
        "price": pa.array([Decimal("1.50"), Decimal("1.50")]),
        "answer": ["ket", "no"],
    })  # fmt: skip
    book = lc.Codebook.parse("codes:\n  a:\n    rules: ket\n    where: {price: '1.50'}\n")
    codings = lc.Coder(book).code(data, text="answer", id="day", respondent="price")
    assert list(codings.responses.to_pandas()["respondent"]) == ["1.50", "1.50"] and len(codings) == 1 and codings.responses.respondents == 1


def test_a_surrogate_in_three_bytes_is_one_replacement_sign():
    """As in a Python str, and in the core."""
    raw = b"\xed\xa0\xbd no cramps \xed\xb8\xad\xff\xed\xa0"
    bad = pa.Array.from_buffers(pa.string(), 1, pa.array([raw]).buffers())
    assert read(bad) == ["\ufffd no cramps " + 4 * "\ufffd"]


def test_bytes_that_are_no_utf8_are_repaired():
    bad = pa.Array.from_buffers(pa.string(), 2, pa.array([b"a\xffb", b"ok"]).buffers())
    assert read(bad) == ["a\N{REPLACEMENT CHARACTER}b", "ok"]


def test_a_stream_is_read_once_and_its_failure_told():
    def batches():
        yield pa.record_batch({"a": ["x"]})
        raise OSError("the disk is gone")

    with pytest.raises(RuntimeError, match="the Arrow stream failed"):
        ArrowTable(pa.RecordBatchReader.from_batches(pa.schema({"a": pa.string()}), batches()))
    with pytest.raises(TypeError, match="offers no Arrow interface"):
        ArrowTable([1])


def test_the_long_table_is_the_same_everywhere(codings):
    arrow = pa.table(codings)
    arrow.validate(full=True)
    assert arrow.to_pylist() == codings.to_polars().to_dicts()
    ours = codings.to_pandas()
    assert arrow.to_pandas()["text"].tolist() == ours["text"].tolist()
    assert arrow.schema.field("start").nullable and not arrow.schema.field("counts").nullable


def test_a_long_table_comes_in_batches(book):
    codings = lc.code(["k cramps"] * 70_000, book)
    reader = pa.RecordBatchReader.from_stream(codings)
    assert [batch.num_rows for batch in reader] == [65_536, 4_464]
    assert pa.table(codings.responses).num_rows == 70_000


def test_an_empty_table_has_its_columns(book):
    assert pa.table(lc.code([], book)).num_columns == 23
