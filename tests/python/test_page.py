"""The report page: what is in it, that it is the same each time, and that nothing a survey or a codebook says gets out of its place."""

import json
import re
from base64 import b64decode

import html5lib
import pandas as pd
import pytest
from hostile import HOSTILE

import libcode as lc

SPACE = "{http://www.w3.org/1999/xhtml}"
ELEMENTS = set(
    "html head meta title style script body a header nav main section figure figcaption img div p span bdi ul li h1 h2 h3 h4 h5 h6 table thead tbody tr th td b svg rect path "
    "mark details summary code dl dt dd pre noscript".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name type id class href data-code hidden scope tabindex role aria-label aria-labelledby aria-hidden "
    "src alt viewBox preserveAspectRatio d width height".split()
)
STRINGS = HOSTILE + ["cr \r and \r\n lines\n\n", "tab\tspace  two", "العربية mixed עברית"]
REFUSED = dict.fromkeys([0xFEFF, 0xFFFE, 0xFFFF])  # in a codebook
PAGE_SIZE = 41
PAGES = [STRINGS[at : at + PAGE_SIZE] for at in range(0, len(STRINGS), PAGE_SIZE)]


def parsed(path):
    document = html5lib.parse(path.read_bytes(), treebuilder="etree", namespaceHTMLElements=False, transport_encoding="utf-8")
    for element in document.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return document


def texts(document, tag="bdi"):
    return {"".join(element.itertext()) for element in document.iter(tag)}


def block(document, id):
    return json.loads(next(each for each in document.iter("script") if each.get("id") == id).text)


def sound(document):
    """Fails where an element or an attribute is one the page has no use for."""
    for element in document.iter():
        assert isinstance(element.tag, str) and element.tag in ELEMENTS
        assert {name.rpartition("}")[2] for name in element.attrib} <= ATTRIBUTES
        assert element.get("href", "#").startswith("#") and element.get("src", "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,")
    scripts = [(each.get("type"), each.get("id")) for each in document.iter("script")]
    assert scripts == [("application/json", "record"), ("application/json", "quote-data"), (None, None)]
    assert sum(1 for _ in document.iter("style")) == 1


def hostile_page(strings, path, **options):
    """Every place of a page that takes a text takes these."""
    codes = [
        lc.Code(key=f"c{at}", name=each.strip(), definition=each, use_when=each, not_when=each, memo=each, rules=["cramp*"], match=[f"{each} cramps"])
        for at, each in enumerate(text.translate(REFUSED) for text in strings)
    ]  # fmt: skip
    book = lc.Codebook.of(name=strings[0], version="1", memo=strings[1], codes=codes, settings={"quote": "response", "negation": "off"}, file=f"a/{strings[2]}.yaml")
    name = strings[3]
    data = pd.DataFrame({
        "text": [f"{each} cramps" for each in strings], "who": strings, "asked": strings, name: [each or None for each in strings],
    })  # fmt: skip
    codings = lc.code(data, book, text="text", respondent="who", question="asked")
    codings.to_html(path, by=name, note=strings[4], date=strings[5], quotes=len(strings), **options)
    return codings


@pytest.mark.parametrize("strings", PAGES, ids=lambda strings: strings[0][:12].encode("ascii", "replace").decode())
def test_hostile_texts_stay_texts(strings, tmp_path):
    path = tmp_path / "page.html"
    hostile_page(strings, path, figures=None if strings is PAGES[-1] else {})
    document = parsed(path)
    sound(document)
    found = texts(document)
    for each in strings:
        assert {f"{each} cramps", each.translate(REFUSED).strip(), each} <= found, "an answer, the name of a theme, an id or question"
        assert any(f"{strings[3]}: {each}".strip() == text.strip() for text in found), "a group"
    data = block(document, "quote-data")
    assert {f"{each} cramps" for each in strings} == {quote[0] for quote in data["quotes"]}
    assert set(strings) == set(data["questions"]) == {quote[2] for quote in data["quotes"]}


def test_what_html_cannot_hold_is_replaced(tmp_path):
    book = lc.Codebook.parse("\n\nsettings: {quote: response}\ncodes:\n  a:\n    rules: cramp*\n")
    lc.code(["nul \0 cramps", "bell \x07 esc \x1b[31m cramps"], book).to_html(tmp_path / "page.html")
    document = parsed(tmp_path / "page.html")
    assert book.source in texts(document)
    assert {"nul \ufffd cramps", "bell \x07 esc \x1b[31m cramps"} <= texts(document)
    assert block(document, "quote-data")["quotes"][0][0] == "nul \0 cramps"


@pytest.fixture(scope="module")
def page(tmp_path_factory, codings):
    path = tmp_path_factory.mktemp("page") / "page.html"
    codings.to_html(path, note="<i>made up</i>")
    return path


def test_the_page_needs_nothing_else(page):
    source = page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)[1]
    assert policy.startswith("default-src &#x27;none&#x27;") and "unsafe" not in policy and "http" not in policy
    document = parsed(page)
    sound(document)
    assert not re.search(r"https?://|@import|url\(", source) and "style=" not in source


def test_the_page_holds_all_that_the_study_needs(page, codings):
    text = "".join(parsed(page).find("body").itertext())
    for said in ("<i>made up</i>", "50.0 %", "2 of 4", "15.0–85.0", "Cramps put down to ketamine.", "(k | ket) cramp*", "no K cramps", codings.codebook.sha256):
        assert said in text, said
    assert "Rule, line" in text and "Scripts are off" in text


def test_the_same_codings_give_the_same_bytes(page, tmp_path, codings):
    for name in ("one.html", "another.html"):
        codings.to_html(tmp_path / name, note="<i>made up</i>")
        assert (tmp_path / name).read_bytes() == page.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["another.html", "one.html"]
    codings.to_html(tmp_path / "dated.html", date="2024-05-01")
    assert "2024-05-01" in (tmp_path / "dated.html").read_text(encoding="utf-8")


def test_every_coding_is_in_the_data_with_why(page, codings):
    data = block(parsed(page), "quote-data")
    table = codings.to_pandas()
    assert len(data["codings"]) == len(table)
    for (quote, code, start, end, status, counts, rule, met, cues), row in zip(data["codings"], table.itertuples()):
        why = codings.why(row.response, row.code).codings[0]
        assert data["quotes"][quote][0] == row.quote and data["codes"][code][0] == codings.codebook[row.code].name
        assert data["statuses"][status] == row.status and bool(counts) == row.counts and data["rules"][rule] == [row.line, row.rule]
        assert [part for part, *_ in met] == [part.text for part in why.rule.parts]
        assert [said for _, said in cues] == ([row.cue] if isinstance(row.cue, str) else [])
        units = row.quote.encode("utf-16-le")
        assert units[2 * start : 2 * end].decode("utf-16-le") == row.text


def test_groups(tmp_path):
    book = lc.Codebook.parse("codes:\n  a:\n    name: Cramps\n    rules: cramp*\n")
    data = pd.DataFrame({"text": ["cramps", "none", "cramps"] * 40, "sex": ["f", "m", None] * 40, "age": [1, 2, 2] * 40})
    codings = lc.code(data, book, text="text")
    codings.to_html(tmp_path / "page.html", by=["sex", "age"])
    document = parsed(tmp_path / "page.html")
    cells = ["".join(cell.itertext()) for cell in document.iter("td")]
    assert "40/40 (100.0 %)" in cells and "40/80 (50.0 %)" in cells
    assert {"sex", "age", "f (A)", "sex: f", "age: 2"} <= texts(document)
    data = block(document, "quote-data")
    assert data["groups"] == [["sex", ["f", "m"]], ["age", ["1", "2"]]]
    assert data["quotes"][0][4] == [0, 0] and data["quotes"][1][4] == [-1, 1]
    codings.to_html(tmp_path / "values.html", by=["x", "y", "x"] * 40)
    assert "group: y" not in texts(parsed(tmp_path / "values.html")) and "group: x" in texts(parsed(tmp_path / "values.html"))


def test_figures_are_in_the_page_for_light_and_dark(tmp_path, codings):
    from libcode import plots

    drawn = []

    def draw(codings):
        drawn.append(codings)
        return plots.prevalence(codings)

    codings.to_html(tmp_path / "page.html", figures={"<i>Mine</i>": draw})
    document = parsed(tmp_path / "page.html")
    pictures = [b64decode(each.get("src").partition(",")[2]).decode("utf-8") for each in document.iter("img")]
    assert len(pictures) == len(drawn) == 2 and "<svg" in pictures[0] and pictures[0] != pictures[1]
    assert [each.get("alt") for each in document.iter("img")] == ["<i>Mine</i>"] * 2 and "<i>Mine</i>" in texts(document)
    codings.to_html(tmp_path / "none.html", figures={})
    assert not list(parsed(tmp_path / "none.html").iter("img"))
    codings.to_html(tmp_path / "usual.html", by=["a", "b"] * 3)
    assert len(list(parsed(tmp_path / "usual.html").iter("img"))) == 6


def test_ids_may_be_left_out_and_texts_masked(tmp_path):
    book = lc.Codebook.parse("codes:\n  a:\n    rules: cramp* NEAR/5 mary\n")
    data = pd.DataFrame({"text": ["Mary Ann had cramps, write to mary@example.org", "no"], "who": ["Mary-1", "Bo-2"]})
    codings = lc.code(data, book, text="text", id="who")
    codings.to_html(tmp_path / "page.html", ids=False, mask=["Mary Ann"])
    document = parsed(tmp_path / "page.html")
    whole = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Mary" not in whole and "mary@" not in whole and "row 1" not in whole
    assert "[name] had cramps, write to [e-mail]" in texts(document) and "[name]" in texts(document)
    codings.to_html(tmp_path / "open.html")
    assert "Mary-1" in texts(parsed(tmp_path / "open.html")) and "row 1" in texts(parsed(tmp_path / "open.html"))


def test_a_page_of_many_quotes_shows_as_many_of_each_common_code(tmp_path):
    book = lc.Codebook.parse("codes:\n  often:\n    rules: cramp*\n  seldom:\n    rules: shame\n")
    codings = lc.code([f"cramps {at}" for at in range(100)] + ["shame"] * 3, book)
    codings.to_html(tmp_path / "page.html", most=13, quotes=2)
    data = block(parsed(tmp_path / "page.html"), "quote-data")
    assert [code for _, code, *_ in data["codings"]] == [0] * 10 + [1] * 3
    assert [data["quotes"][quote][0] for quote, code, *_ in data["codings"] if code == 0] == [f"cramps {at}" for at in range(0, 100, 10)]
    whole = "".join(parsed(tmp_path / "page.html").itertext())
    assert "13 of 103 codings are in this page" in whole and "100 quotes; the first 2 are shown" in whole


def test_empty_surveys_have_a_page(tmp_path, book):
    for answers in ([], [None], ["nothing to see"]):
        lc.code(answers, book).to_html(tmp_path / "page.html")
        sound(parsed(tmp_path / "page.html"))


def test_wrong_arguments_are_refused(codings, tmp_path):
    for wrong in ({"per": "row"}, {"quotes": -1}, {"most": True}, {"quotes": 1.5}):
        with pytest.raises(ValueError, match="must be"):
            codings.to_html(tmp_path / "page.html", **wrong)
    with pytest.raises(TypeError):
        codings.to_html(tmp_path / "page.html", mask="Mary")
    assert not (tmp_path / "page.html").exists()
