"""Masks: what is found and what is left, offsets there and back, and time that grows with the text."""

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import libcode as lc

NAMES = ["Sarah", "O'Brien", "van der Berg", "José", "王伟", "Will"]


def masked(text, **options):
    return lc.mask(text, NAMES, **options).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # names
        ("Sarah's fault, SARAH said; sarah.", "[name]'s fault, [name] said; [name]."),
        ("dr o’brien and Van Der Berg, Jose, JOSÉ", "dr [name] and [name], [name], [name]"),
        ("我的医生王伟很好", "我的医生[name]很好"),
        ("Sarahs, Josefine and Obrienov stay", "Sarahs, Josefine and Obrienov stay"),
        ("It will do, Will.", "It [name] do, [name]."),
        # e-mail
        ("write to sarah.o-b+x@mail.example.co.uk, or a@b.", "write to [e-mail], or [e-mail]."),
        ("mail:jo_1@x.org;2nd@y.de", "mail:[e-mail];[e-mail]"),
        ("2 @ £5, came @ 5pm, 3@5", "2 @ £5, came @ 5pm, 3@5"),
        ("jürgen@bücher.de", "[e-mail]"),
        # web
        ("see https://x.org/a?b=c#d, or (www.y.net/~me).", "see [web address], or ([web address])."),
        ("on facebook.com/my.name and nhs.co.uk!", "on [web address] and [web address]!"),
        ("I waited.Nobody came.etc e.g. this i.e. that", "I waited.Nobody came.etc e.g. this i.e. that"),
        # handles
        ("ask @jo_blogs. or (@x1)", "ask [handle]. or ([handle])"),
        # phone
        ("07700 900123, (020) 7946 0958, 0113 496-0000.", "[phone], [phone], [phone]."),
        ("+44 7700 900 123 or +1 (555) 123-4567 or 0049.30.123456", "[phone] or [phone] or [phone]"),
        ("(555) 123-4567 / 555-123-4567", "[phone] / [phone]"),
        ("call me on 496 0123 or ring: 4960123", "call me on [phone] or ring: [phone]"),
        ("waited 1000000 years, 10-12 weeks, on 01/02/2024 10:30, 01-02-2024 10 12 13", "waited 1000000 years, 10-12 weeks, on 01/02/2024 10:30, 01-02-2024 10 12 13"),
        ("0.5 mg at 08:30, ward 12, £1,200.50, 2019-2020", "0.5 mg at 08:30, ward 12, £1,200.50, 2019-2020"),
        # NHS numbers: 943 476 5919 is the one the NHS prints as an example
        ("NHS no 943 476 5919, 9434765919, 943-476-5919", "NHS no [NHS number], [NHS number], [NHS number]"),
        ("order 9434765918", "order 9434765918"),
        # postcodes
        ("from SW1A 1AA, ls6 3hn, M1 1AE, B33 8TH, CR2 6XH, DN55 1PT, EC1A 1BB, W1A 0AX", "from " + ", ".join(["[postcode]"] * 8)),
        ("my postcode is LS6; zip code 90210, CA 90210-1234", "my postcode is [postcode]; zip code [postcode], CA [postcode]"),
        ("vitamin B12 3rd time, ward A1 2nd bed, 12345 people, A1 4 all", "vitamin B12 3rd time, ward A1 2nd bed, 12345 people, A1 4 all"),
        # what overlaps is one
        ("sarah@x.org https://www.facebook.com/sarah", "[e-mail] [web address]"),
        ("no identifiers 😭", "no identifiers 😭"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_masked(text, shown):
    assert masked(text) == shown


def test_names_that_are_words_can_be_taken_as_written():
    assert masked("it will do, Will. WILL", case="exact") == "it will do, [name]. WILL"


def test_kinds_are_chosen():
    text = "Sarah, sarah@x.org, M1 1AE"
    assert masked(text, kinds=["e-mail"]) == "Sarah, [e-mail], M1 1AE"
    assert masked(text, kinds="name") == "[name], [name]@x.org, M1 1AE"
    with pytest.raises(ValueError, match="kinds= must list"):
        lc.mask(text, kinds=["phones"])


def test_offsets_there_and_back():
    text = "😭 Sarah (sarah@x.org) hurt my knee"
    found = lc.mask(text, NAMES)
    assert [(text[each.start : each.end], found.text[each.new_start : each.new_end]) for each in found.masks] == [("Sarah", "[name]"), ("sarah@x.org", "[e-mail]")]
    start = text.index("knee")
    new = found.span(start, start + 4)
    assert found.text[slice(*new)] == "knee" and found.original(*new) == (start, start + 4)
    assert found.text[slice(*found.span(4, 12))] == "[name] ([e-mail]"  # "rah (sar"


pieces = st.lists(st.sampled_from(["Sarah", "a@b.de", "07700 900123", "M1 1AE", "knee", " ", ", ", "é😭", "https://x.org", "@me", "."]), max_size=12)


@settings(max_examples=150)
@given(pieces, st.data())
def test_offsets_stay_right_whatever_is_masked(parts, data):
    text = "".join(parts)
    found = lc.mask(text, NAMES)
    at = 0
    for each in found.masks:  # between the masks nothing changes
        before = found.masks[found.masks.index(each) - 1].new_end if found.masks.index(each) else 0
        assert text[at : each.start] == found.text[before : each.new_start]
        at = each.end
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new_start, new_end = found.span(start, end)
    assert 0 <= new_start <= new_end <= len(found.text)
    touched = [each for each in found.masks if each.start < end and start < each.end]
    if not touched:
        assert found.text[new_start:new_end] == text[start:end]
        if start < end:
            assert found.original(new_start, new_end) == (start, end)
    else:
        first, last = min(start, touched[0].start), max(end, touched[-1].end)
        assert found.original(new_start, new_end) == (first, last)


def test_texts_in_and_out():
    found = lc.mask(["Sarah", None, "", float("nan")], NAMES)
    assert [each and each.text for each in found] == ["[name]", None, "", None]
    assert [each.text for each in lc.mask(pd.Series(["a@b.de"]))] == ["[e-mail]"] == [each.text for each in lc.mask(pl.Series(["a@b.de"]))]
    assert lc.mask([]) == [] == lc.mask([], NAMES) and lc.mask([None], NAMES) == [None]


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_codings_give_a_frame_of_their_responses(frame, book):
    codings = lc.code(frame({"text": ["Sarah had K cramps, ring 0113 4960000", None]}), book, text="text")
    table = lc.mask(codings, NAMES)
    assert isinstance(table, frame)
    assert next(iter(table["text"])) == "[name] had K cramps, ring [phone]" and list(table["masks"]) == [2, 0]


def test_what_cannot_be_is_refused():
    with pytest.raises(TypeError, match="put the one in a list"):
        lc.mask("x", names="Sarah")
    with pytest.raises(TypeError, match="item 1 is of type int"):
        lc.mask("x", names=["Sarah", 5])
    with pytest.raises(ValueError, match=r"item 1 \(from 0\) holds no word"):
        lc.mask("x", names=["Sarah", "  "])
    with pytest.raises(TypeError, match=r"item 1 \(from 0\) is of type int") as caught:
        lc.mask(["x", 55512])
    assert "55512" not in str(caught.value)
    with pytest.raises(TypeError, match="takes a text"):
        lc.mask(None)
    with pytest.raises(ValueError, match="case="):
        lc.mask("x", NAMES, case="any")


def test_names_may_hold_any_sign():
    names = ["J. Smith", 'Jo "Bob" Ray', "a|b", "x*", "$y", "=z", "~q", "AND", "NEAR/3", "Anne-Marie", "रवि", "100%"]
    assert lc.mask("J. Smith, Jo Bob Ray, and Anne-Marie, रवि not anne marie lee", names).text == "J. [name], [name], [name] [name], [name] not [name] lee"


HARD = ["a", "0", "a.", "@", "a@", "a@a.", "0 ", "+1 ", "www.", "a-", "1.", "(0", "+", "A1 ", "call ", "http://", ".com", "é", " ", "@a."]


@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_the_text_alone(piece):
    """An expression of quadratic time would take minutes here."""
    text = (piece * 400_000)[:400_000] + "!"
    found = lc.mask(text)
    assert found.original(*found.span(0, len(text))) == (0, len(text))
