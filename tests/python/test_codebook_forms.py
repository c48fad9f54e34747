"""Codebooks as Python objects and as spreadsheets, to the file form and back."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

import libcode as lc

ROOT = Path(__file__).parents[2]
BOOKS = sorted(ROOT.glob("examples/*/codebook.yaml"))

OBJECTS = lc.Codebook.of(
    name="Ketamine", version="1.2", memo="A note: with a colon",
    settings={"unit": "sentence", "accents": "ignore"},
    sets={"drug": "k | ket", "cramp": ["cramp*", "spasm*"]},
    codes=[
        lc.Code("physical", name="Physical harm", settings={"negation": "off"}, where={"country": ["UK", "US"]}, codes=[
            lc.Code(
                "k_cramps", name="K cramps", definition="Cramps.\nPut down to ketamine.", use_when="own", not_when="# period",
                rules=["$drug $cramp", {"rule": "$cramp NEAR/4 $drug", "weight": 0.5, "memo": "loose"}],
                unless="period $cramp", match="ket cramps", reject=["period cramps after ket", " spaced "], count="all", at_least=2,
            ),
            lc.Code("other", rules="pain\n/pill #\\d/\nache", match=["pain # no comment", "two\nlines of pain"], color="#aabbcc"),
        ]),
        lc.Code("no", rules="shame"),
    ],
)  # fmt: skip


def facts(book):
    """All that a codebook says, without its places."""
    def rule(each):
        return each.text, each.weight, each.memo

    def settings(each):
        return each.unit, each.quote, each.case, each.accents, each.inflections, each.negation

    codes = [
        (each.path, each.parent, each.name, each.definition, each.use_when, each.not_when, each.memo, each.color, settings(each.settings),
         [rule(r) for r in each.rules], [rule(r) for r in each.unless], each.count, each.at_least, each.where,
         [e.text for e in each.match], [e.text for e in each.reject])
        for each in book.codes
    ]  # fmt: skip
    sets = [(each.name, [rule(r) for r in each.alternatives]) for each in book.sets]
    return book.name, book.version, book.language, book.memo, settings(book.settings), sets, codes


def test_objects_give_a_readable_file():
    assert [code.path for code in OBJECTS.codes] == ["physical", "physical.k_cramps", "physical.other", "no"]
    assert OBJECTS.source.startswith(
        'codebook: Ketamine\nversion: 1.2\nmemo: "A note: with a colon"\nsettings:\n  unit: sentence\n  accents: ignore\n'
        "sets:\n  drug: k | ket\n  cramp: |\n    cramp*\n    spasm*\ncodes:\n  physical:\n    name: Physical harm\n"
    )
    code = OBJECTS["k_cramps"]
    assert code.definition == "Cramps.\nPut down to ketamine." and code.not_when == "# period"
    assert [(rule.text, rule.weight, rule.memo) for rule in code.rules] == [
        ("$drug $cramp", 1, ""), ("$cramp NEAR/4 $drug", 0.5, "loose"),
    ]  # fmt: skip
    assert code.count == "all" and code.at_least == 2 and code.where == {"country": ["UK", "US"]}
    assert [example.text for example in OBJECTS["other"].match] == ["pain # no comment", "two\nlines of pain"]
    assert [rule.text for rule in OBJECTS["other"].rules] == ["pain", r"/pill #\d/", "ache"]
    assert lc.code(["ket cramps. ket spasms. pain", None], OBJECTS.with_("physical", "where", "")).codebook


def test_objects_come_back():
    sets = {each.name: [line.text for line in each.alternatives] for each in OBJECTS.sets}
    head = {"name": "Ketamine", "version": "1.2", "memo": OBJECTS.memo, "sets": sets}
    settings = {"unit": "sentence", "accents": "ignore"}
    for codes in (OBJECTS.tree(), OBJECTS.codes):
        again = lc.Codebook.of(**head, settings=settings, codes=codes)
        assert facts(again) == facts(OBJECTS)
    assert OBJECTS.tree()[0].codes[0].key == "k_cramps" and OBJECTS.tree()[0].codes[0].settings == {}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.parent.name)
def test_the_examples_go_through_every_form(path, tmp_path):
    pytest.importorskip("openpyxl")
    book = lc.Codebook.read(path)
    for suffix in (".csv", ".tsv", ".xlsx"):
        sheet = tmp_path / f"book{suffix}"
        book.write(sheet)
        again = lc.Codebook.read(sheet)
        assert facts(again) == facts(book), suffix
    assert lc.Codebook.parse(again.source).codes[0].path == book.codes[0].path


def test_faults_of_objects_are_the_core_s():
    with pytest.raises(lc.CodebookError) as raised:
        lc.Codebook.of(codes=[lc.Code("a", rules=["b (c", "d"]), lc.Code("1", rules="x")])
    assert len(raised.value.faults) == 2 and raised.value.faults[0].file == "<objects>"
    with pytest.raises(lc.CodebookError):
        lc.Codebook.of(codes=[lc.Code("a", rules=["b\nc"])])
    with pytest.raises(lc.CodebookError):
        lc.Codebook.of(codes=[lc.Code("a", rules=["b # c"])])  # in a file that would be a comment


SHEET = """\
Code,Parent,Definition,Rule,Use when,match
physical,,Harm to the body,,,
K cramps,physical,"Cramps, put down to ketamine",$drug cramp*,own pain,"ket cramps
k cramps at night"
,,,k-cramp*,,
bladder,physical,,bladder~ pain*,,
bladder,,,'=UTI,,
$drug,,,k | ket,,
"""


def test_a_sheet_as_people_keep_it(tmp_path):
    path = tmp_path / "My codes.csv"
    path.write_text(SHEET, encoding="utf-8-sig")
    book = lc.Codebook.read(path)
    assert book.name == "My codes" and book.file == str(path)
    assert [(code.path, code.name) for code in book.codes] == [
        ("physical", "physical"), ("physical.k_cramps", "K cramps"), ("physical.bladder", "bladder"),
    ]  # fmt: skip
    assert [rule.text for rule in book["k_cramps"].rules] == ["$drug cramp*", "k-cramp*"]
    assert [rule.text for rule in book["bladder"].rules] == ["bladder~ pain*", "=UTI"]
    assert [each.text for each in book["k_cramps"].match] == ["ket cramps", "k cramps at night"]
    assert book.check() and book["k_cramps"].use_when == "own pain"


def faults(tmp_path, text):
    path = tmp_path / "book.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(lc.CodebookError) as raised:
        lc.Codebook.read(path)
    assert all(fault.file == str(path) and str(fault) in str(raised.value) for fault in raised.value.faults)
    return [(fault.line, fault.message) for fault in raised.value.faults]


def test_faults_of_a_sheet_stand_at_row_and_column(tmp_path):
    assert faults(tmp_path, "code,rulez\na,b\n") == [(1, "column `rule`: there is no such column"), (1, "column `rulez`: unknown column")]
    assert faults(tmp_path, "code,rule\n,b\n") == [(2, "column `code`: the first row names no code")]
    assert faults(tmp_path, "code,rule\n") == [(1, "column `code`: the sheet has no codes")]
    assert faults(tmp_path, "code,parent,rule\na,x,b\n") == [(2, "column `parent`: there is no code x")]
    assert faults(tmp_path, "code,parent,rule\na,b,x\nb,a,y\n") == [(2, "column `parent`: code a is its own parent, by way of others")]
    assert faults(tmp_path, "code,rule\nA b,x\nA-b,y\n") == [(3, "column `code`: A b and A-b would have the same key, a_b")]
    assert faults(tmp_path, "code,rule\n???,x\n") == [(2, "column `code`: no key can be made of this")]
    assert faults(tmp_path, "code,definition,rule\na,x,b\na,y,c\n") == [(3, "column `definition`: code a has another definition above")]
    assert faults(tmp_path, "code,rule,settings\na,b,exact\n") == [(2, "column `settings`: this is no `name: value`")]
    found = faults(tmp_path, "code,rule\na,b\na,c (d\na,$nowhere\n")
    assert [(line, message.split(":")[0]) for line, message in found] == [(3, "column `rule`"), (4, "column `rule`")]
    found = faults(tmp_path, "code,rule,at_least\na,b,none\n")
    assert found[0][0] == 2 and found[0][1].startswith("column `at_least`: `at_least` must be a whole number")


def test_the_caret_stands_under_the_cell_s_word(tmp_path):
    path = tmp_path / "book.csv"
    path.write_text("code,rule\na,b $nowhere\n")
    with pytest.raises(lc.CodebookError) as raised:
        lc.Codebook.read(path)
    assert str(raised.value.faults[0]).split("\n")[1:3] == ["  b $nowhere", "    ^^^^^^^^"]


def test_formulas_stay_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = lc.Codebook.of(codes=[lc.Code("a", rules=["=NHS", "@b"]), lc.Code("b", rules="x")])
    book.write(tmp_path / "b.csv")
    with open(tmp_path / "b.csv", newline="") as file:
        assert [row[-1] for row in csv.reader(file)] == ["rule", "'=NHS", "'@b", "x"]
    book.write(tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert [(cell.value, cell.data_type) for cell in sheet["D"]][1:3] == [("=NHS", "s"), ("@b", "s")] or sheet["D"][1].value == "=NHS"
    for name in ("b.csv", "b.xlsx"):
        assert facts(lc.Codebook.read(tmp_path / name))[-1] == facts(book)[-1]


def test_the_command_converts(tmp_path):
    (tmp_path / "My codes.csv").write_text(SHEET)

    def run(*arguments):
        command = [sys.executable, "-W", "error", "-m", "libcode", "convert", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60)

    done = run("My codes.csv", "book.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "My codes: 3 codes written to book.yaml\n", "")
    assert run("book.yaml", "again.csv").returncode == 0
    assert facts(lc.Codebook.read(tmp_path / "again.csv")) == facts(lc.Codebook.read(tmp_path / "book.yaml"))
    assert run("book.yaml", "book.yaml").returncode == 3
    (tmp_path / "bad.csv").write_text("code,rule\na,(b\n")
    bad = run("bad.csv", "bad.yaml")
    assert bad.returncode == 1 and "bad.csv:2:" in bad.stderr and not (tmp_path / "bad.yaml").exists()


def test_several_lines_of_an_example_do_not_fit_a_sheet(tmp_path):
    with pytest.raises(ValueError, match=r"physical\.other has an example of several lines"):
        OBJECTS.write(tmp_path / "x.csv")


def test_openpyxl_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError, match=r'pip install "libcode\[excel\]"'):
        lc.Codebook.read(tmp_path / "y.xlsx")
