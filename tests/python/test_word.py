"""to_word: read back by python-docx and as XML. Every comment stands on its words; nothing is lost unsaid."""

import re
import time
import zipfile
from xml.dom import minidom

import pytest

import libcode as lc

pytest.importorskip("pandas")
docx = pytest.importorskip("docx", reason="python-docx is not installed")

HOSTILE = [
    "=1+1 cramp", "a\x00b\x01cramp\x1b[0m\x0b", "cramp \ufffe\uffff", "\u202ecramp\u2066 x", "😭😭cramp", "a & b <w:t> cramp \"'", "]]> cramp",
    "cramp\r\nand\rmore\n\ncramp", "cramp\tcramp", "  cramp  ", "x" * 40_000 + " cramp",
]  # fmt: skip
BOOK = """\
settings: {quote: response}
codes:
  harm:
    name: "<b>Harm</b>"
    codes:
      cramps: {name: "K & cramps", definition: "Cramps <&>.", rules: cramp* | bad cramp*}
      bad: {rules: so bad cramp*}
"""


def document(codings, tmp_path, **given):
    path = tmp_path / "out.docx"
    codings.to_word(path, **given)
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                minidom.parseString(file.read(name))
                assert b"TargetMode=\"External\"" not in file.read(name)
    return docx.Document(path)


def after(document, heading):
    """The texts of the paragraphs below a heading, to the next of its kind."""
    texts = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    at = next(at for at, (style, text) in enumerate(texts) if style.startswith("Heading") and text == heading)
    below = []
    for style, text in texts[at + 1 :]:
        if style == texts[at][0]:
            break
        below.append(text)
    return below


def shown(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if ord(sign) < 32 and sign not in "\t\n" or sign in "\ufffe\uffff" else sign for sign in text)


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def commented(document):
    """(the words a comment stands on, what it says)."""
    said = {comment.comment_id: comment.text for comment in document.comments}
    found = []
    for number, text in said.items():
        words = document.element.xpath(f"//w:r[preceding::w:commentRangeStart[@w:id='{number}'] and following::w:commentRangeEnd[@w:id='{number}']]//w:t")
        found.append(("".join(word.text for word in words), text))
    return found


def test_the_theme_table_is_that_of_prevalence(codings, tmp_path):
    table = codings.prevalence()
    found = rows(document(codings, tmp_path).tables[0])
    assert found[0] == ["Theme", "n", "N", "%", "95 % CI"]
    assert [row[0] for row in found[1:]] == table.name.tolist()
    assert [[int(each) for each in row[1:3]] for row in found[1:]] == table[["respondents", "base"]].values.tolist()
    assert [float(row[3]) for row in found[1:]] == table.percent.round(1).tolist()
    assert found[1][4] == f"{table.low[0]:.1f} to {table.high[0]:.1f}"


def test_headings_and_captions_are_words_own(codings, tmp_path):
    found = document(codings, tmp_path, by=list("ababab"))
    styles = [paragraph.style.name for paragraph in found.paragraphs if paragraph.text]
    assert styles[0] == "Title" and {"Heading 1", "Heading 2", "Caption"} <= set(styles)
    captions = [paragraph for paragraph in found.paragraphs if paragraph.style.name == "Caption"]
    assert [caption._p.xpath("string(.//w:fldSimple)") for caption in captions] == ["1", "2"]
    assert rows(found.tables[1])[1][:2] == ["Base", "2"]


def test_quotes_have_their_match_in_bold(codings, tmp_path):
    found = document(codings, tmp_path)
    table = next(table for table in found.tables if table.cell(0, 0).text == "Quote")
    assert [row[0] for row in rows(table)] == ["Quote", "I get K cramps 😭 daily.", "ashamed of k cramps"]
    assert [run.text for run in table.cell(1, 0).paragraphs[0].runs if run.bold] == ["K cramps"]
    table = next(table for table in document(codings, tmp_path, quotes=1).tables if table.cell(0, 0).text == "Quote")
    assert len(table.rows) == 2


def test_each_coding_is_a_comment_on_its_words(codings, tmp_path):
    found = commented(document(codings, tmp_path))
    expected = codings.to_pandas()
    assert [words for words, _ in found] == ["K cramps", "Shame", "ket cramps", "k cramps", "ashamed"] == codings.to_pandas().sort_values("response", kind="stable").text.tolist()
    assert sorted(words for words, _ in found) == sorted(expected.text)
    assert found[2][1].splitlines()[:2] == ["K cramps (physical.k_cramps)", "negated current self certain, by “no”; does not count"]


def test_comments_may_lie_across_one_another(tmp_path):
    book = lc.Codebook.parse("codes:\n  a: {rules: one two}\n  b: {rules: two three}\n  c: {rules: two}\n  d: {rules: '/one.*three/'}\n")
    found = commented(document(lc.code(["x one two three y"], book), tmp_path))
    assert {words for words, _ in found} == {"one two", "two three", "two", "one two three"}
    assert [text.splitlines()[0] for _, text in found].count("c (c)") == 1


def test_so_many_answers_as_asked(codings, tmp_path):
    assert len(document(codings, tmp_path, texts=1).comments) == 2
    assert len(document(codings, tmp_path, texts=0).comments) == 0
    assert "The first 1 of 3 coded answers" in after(document(codings, tmp_path, texts=1), "Coded answers")[0]


def test_hostile_text_comes_back_with_what_xml_cannot_hold_replaced(tmp_path):
    codings = lc.code({"a": HOSTILE, "id": [f"=\x01{at}" for at in range(len(HOSTILE))]}, lc.Codebook.parse(BOOK), text="a", id="id")
    found = document(codings, tmp_path, by=["a\x02", *["b"] * (len(HOSTILE) - 1)], texts=None)
    assert after(found, "Coded answers")[2::2][: len(HOSTILE)] == list(map(shown, HOSTILE))
    table = next(table for table in found.tables if table.cell(0, 0).text == "Quote")
    assert [row[0] for row in rows(table)[1:]] == list(map(shown, codings.to_pandas().quote.drop_duplicates()[:10]))
    assert "K & cramps" in [paragraph.text for paragraph in found.paragraphs]
    assert any("control characters" in row[1] for row in rows(found.tables[-1]))


def test_nothing_asked_nothing_found(book, tmp_path):
    for answers in ([], [None], ["nothing here"]):
        assert len(document(lc.code(answers, book), tmp_path).comments) == 0


def test_the_manifest_stands_at_the_end(codings, tmp_path):
    assert ["codebook sha256", codings.codebook.sha256] in rows(document(codings, tmp_path).tables[-1])


def test_same_codings_same_bytes(codings, tmp_path, monkeypatch):
    codings.to_word(tmp_path / "one.docx", by=list("ababab"))
    time.sleep(2.1)  # a zip counts in two seconds
    codings.to_word(tmp_path / "two.docx", by=list("ababab"))
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.docx") as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for part in ("word/comments.xml", "docProps/core.xml"):
            assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+", file.read(part))) == {b"1980-01-01T00:00:00"}
