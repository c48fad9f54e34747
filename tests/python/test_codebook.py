"""A codebook in Python: reading, looking at, editing, checking, writing."""

import pytest
from conftest import BOOK

import libcode as lc


def test_what_is_written_is_what_is_read(book, tmp_path):
    assert (book.name, book.version, book.language, book.file) == ("Small", "1.0.0", "en", "book.yaml")
    assert [code.path for code in book.codes] == ["physical", "physical.k_cramps", "shame"]
    cramps = book["k_cramps"]
    assert (cramps.name, cramps.parent, cramps.count, cramps.at_least) == ("K cramps", 0, "affirmed", 1)
    assert (cramps.rules[0].text, cramps.rules[0].line, cramps.settings.quote) == ("(k | ket) cramp*", 11, "sentence")
    with pytest.raises(KeyError):
        book["nothing"]
    crlf = lc.Codebook.parse(BOOK.replace("\n", "\r\n"))
    assert crlf.write(tmp_path / "b.yaml") == crlf.source
    assert (tmp_path / "b.yaml").read_bytes() == BOOK.replace("\n", "\r\n").encode()
    assert lc.Codebook.read(tmp_path / "b.yaml").sha256 == crlf.sha256 != book.sha256


def test_an_edit_touches_one_node(book):
    edited = book.with_("physical.k_cramps", "name", "Cramps")
    assert edited.source == BOOK.replace("name: K cramps", "name: Cramps")


def test_check_runs_the_examples(book):
    assert book.check() and [each.holds for each in book.check().examples] == [True, True]
    bad = lc.Codebook.parse(BOOK.replace("no K cramps", "my K cramps"), "bad.yaml").check()
    assert not bad and [(each.kind, each.text, each.line) for each in bad.failures] == [("reject", "my K cramps", 15)]
    assert "bad.yaml:15:11: error: physical.k_cramps: should not count, but does" in repr(bad)


def test_every_fault_is_told_with_its_place():
    with pytest.raises(lc.CodebookError) as caught:
        lc.Codebook.parse("codebook: X\ncodes:\n  a:\n    rulez: b\n    rules: c NEAR d\n", name="x.yaml")
    assert isinstance(caught.value, ValueError)
    first, second = caught.value.faults
    assert (first.file, first.line, first.column, first.source_line) == ("x.yaml", 4, 5, "    rulez: b")
    assert "rules" in first.hint and second.line == 5
    assert str(first) in str(caught.value) and "^" in str(first)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(lc.CodebookError) as caught:
        lc.Codebook.read(tmp_path / "no.yaml")
    assert caught.value.faults[0].line == 0


def test_arguments_of_another_type():
    for call in (lambda: lc.Codebook.parse(5), lambda: lc.Codebook.parse("", name=5), lambda: lc.Codebook.parse("", cues=5)):
        with pytest.raises(TypeError, match="must be a str, not int"):
            call()
    with pytest.raises(TypeError):
        lc.Codebook.read(5)
