"""to_excel: read back by openpyxl, by the XML itself and by LibreOffice. Nothing runs, nothing is lost unsaid."""

import re
import shutil
import subprocess
import time
import zipfile

import pytest

import libcode as lc
from libcode import _excel

pytest.importorskip("pandas")
pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")

HOSTILE = [
    "=1+1 cramp", "+44 cramp", "-cramp", "@cramp", "\tcramp", "\rcramp", "\ncramp", "＝1 cramp", "=HYPERLINK(\"http://x.example\",\"cramp\")",
    "{=1} cramp", "http://x.example/cramp", "mailto:cramp@x.example", "internal:Sheet1!A1 cramp", "<r><t>cramp</t></r>", "<r>&cramp</r>",
    "<r>cramp</r>", "_x0041_ cramp", "a\x00b\x01cramp\x1b[0m\x0b\x0c", "cramp \ufffe\uffff", "\u202ecramp\u2066", "😭" * 5 + "cramp",
    "a & b < c > \"cramp\" '", "cramp\r\nand\rmore", "cramp", "  cramp  ", "]]> cramp", "cramp'; DROP", "0012 cramp", "é́ cramp", "#REF! cramp",
]  # fmt: skip
BOOK = """\
settings: {quote: response}
codes:
  harm:
    name: "=Harm"
    codes:
      cramps: {name: "<r>K cramps</r>", definition: "@x", rules: cramp*}
  calm: {rules: calm}
"""


@pytest.fixture(scope="module")
def plain_book():
    return lc.Codebook.parse(BOOK)


def workbook(codings, tmp_path, **given):
    path = tmp_path / "out.xlsx"
    codings.to_excel(path, **given)
    return openpyxl.load_workbook(path, rich_text=True)


def column(sheet, name):
    names = [cell.value for cell in sheet[1]]
    return [row[names.index(name)] for row in sheet.iter_rows(min_row=2)]


def decoded(xml):
    """A string as Excel reads it: entities, then _xHHHH_ (ECMA-376, 22.9.2.19)."""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        xml = xml.replace(entity, sign)
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), xml)


def line_feeds(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def written_texts(path, sheet):
    """The text cells of a sheet, by the XML alone."""
    with zipfile.ZipFile(path) as file:
        xml = file.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    cells = re.findall(r"<is>(.*?)</is>", xml, re.DOTALL)
    return ["".join(decoded(text) for text in re.findall(r"<t(?: [^>]*)?>(.*?)</t>", cell, re.DOTALL)) for cell in cells]


def test_one_sheet_a_table(codings, tmp_path):
    sheets = workbook(codings, tmp_path)
    assert sheets.sheetnames == ["prevalence", "quotes", "codebook", "uncoded", "manifest"]
    sheets = workbook(codings, tmp_path, by=["a", "b", "a", "b", "a", "b"])
    assert sheets.sheetnames == ["prevalence", "cross-table", "quotes", "codebook", "uncoded", "manifest"]
    for sheet in sheets:
        assert sheet.freeze_panes in ("A2", "B2") and sheet.auto_filter.ref.startswith("A1:")


def test_the_numbers_are_those_of_prevalence(codings, tmp_path):
    table, sheet = codings.prevalence(), workbook(codings, tmp_path)["prevalence"]
    assert [cell.value for cell in column(sheet, "code")] == table.code.tolist()
    for name in ("respondents", "base", "asked", "quotes"):
        assert [cell.value for cell in column(sheet, name)] == table[name].tolist()
    for name in ("percent", "low", "high"):
        assert [cell.value for cell in column(sheet, name)] == pytest.approx((table[name] / 100).tolist())
        assert {cell.number_format for cell in column(sheet, name)} == {"0.0%"}
    assert [cell.alignment.indent for cell in column(sheet, "theme")] == [0, 1, 0]


def test_the_cross_table_has_counts_percents_and_letters(tmp_path):
    book = lc.Codebook.parse("codes:\n  yes: {rules: yes}\n")
    groups = ["a"] * 60 + ["b"] * 60
    codings = lc.code(["yes"] * 50 + ["no"] * 10 + ["yes"] * 20 + ["no"] * 40, book)
    sheet = workbook(codings, tmp_path, by=groups)["cross-table"]
    assert [cell.value for cell in column(sheet, "a (A) n")] == [60, 50]
    assert [cell.value for cell in column(sheet, "a (A) %")] == [None, pytest.approx(50 / 60)]
    assert [cell.value for cell in column(sheet, "a (A) higher than")] == [None, "B"]
    assert "a (A) higher than" not in [cell.value for cell in workbook(codings, tmp_path, by=groups, per="response")["cross-table"][1]]


def test_every_coding_is_a_row_and_its_match_bold(codings, tmp_path):
    sheet = workbook(codings, tmp_path)["quotes"]
    assert [str(cell.value) for cell in column(sheet, "quote")] == ["I get K cramps 😭 daily.", "no ket cramps", "ashamed of k cramps",
                                                                    "Shame!", "ashamed of k cramps"]  # fmt: skip
    bold = [part.text for cell in column(sheet, "quote") for part in cell.value if not isinstance(part, str) and part.font.b]
    assert bold == ["K cramps", "ket cramps", "k cramps", "Shame", "ashamed"]
    assert [cell.value for cell in column(sheet, "counts")] == ["yes", "no", "yes", "yes", "yes"]
    assert [cell.value for cell in column(sheet, "row")] == [1, 4, 5, 1, 5]
    assert [str(cell.value) for cell in column(workbook(codings, tmp_path, quotes=1)["quotes"], "quote")] == ["I get K cramps 😭 daily.", "Shame!"]


def test_hostile_text_comes_back_as_it_was_and_runs_nothing(plain_book, tmp_path):
    data = {"answer": HOSTILE, "=who": [f"={at}" for at in range(len(HOSTILE))], "@group": ["=a", "<r>b\ud800</r>"] * (len(HOSTILE) // 2)}
    codings = lc.code(data, plain_book, text="answer", id="=who")
    sheets = workbook(codings, tmp_path, by="@group")
    for sheet in sheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr") and cell.hyperlink is None, (sheet.title, cell.coordinate)
    texts = written_texts(tmp_path / "out.xlsx", 3)
    found = codings.to_pandas()
    assert [text for text in texts if "cramp" in text and text not in ("harm.cramps", "<r>K cramps</r>", "cramp*")] == found.quote.map(line_feeds).tolist()
    assert {f"={at}" for at in range(len(HOSTILE))} <= set(texts)
    assert [str(cell.value) for cell in column(sheets["prevalence"], "theme")] == ["=Harm", "<r>K cramps</r>", "calm"]
    with zipfile.ZipFile(tmp_path / "out.xlsx") as file:
        xml = b"".join(file.read(name) for name in file.namelist() if name.startswith("xl/worksheets"))
        assert not any("hyperlink" in file.read(name).decode().lower() for name in file.namelist() if name.endswith(".rels"))
    assert b"<f>" not in xml and b"<hyperlink" not in xml


def test_an_edited_cell_stays_text(plain_book, tmp_path):
    sheet = workbook(lc.code(["=cramp 1", "cramp"], plain_book), tmp_path)["quotes"]
    assert [bool(cell.quotePrefix) for cell in column(sheet, "quote")] == [True, False]


@pytest.mark.parametrize("filler", ["x ", "😭 "])
def test_a_long_answer_is_cut_about_its_match_and_the_manifest_says_so(plain_book, tmp_path, filler):
    long = filler * 20_000 + "cramp " + filler * 20_000
    sheets = workbook(lc.code(["cramp", long, filler * 20_000], plain_book), tmp_path)
    cell = column(sheets["quotes"], "quote")[1].value
    assert "cramp" in str(cell) and str(cell).startswith("…") and str(cell).endswith("…")
    assert 32_000 < len(str(cell).encode("utf-16-le")) // 2 <= 32_767
    said = {row[0].value: row[1].value for row in sheets["manifest"].iter_rows()}
    assert "quote in row 3 of quotes" in said["quotes: cut cells"] and "32,767" in said["quotes: cut cells"]
    assert "answer in row 2 of uncoded" in said["uncoded: cut cells"]


def test_a_match_longer_than_a_cell_is_cut(tmp_path):
    book = lc.Codebook.parse("codes:\n  all: {rules: '/x.*x/'}\n")
    sheets = workbook(lc.code(["x" * 40_000], book), tmp_path)
    assert len(str(column(sheets["quotes"], "quote")[0].value)) <= 32_767


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(plain_book, tmp_path, monkeypatch):
    monkeypatch.setattr(_excel, "ROWS", 4)
    sheets = workbook(lc.code([f"cramp {at}" for at in range(8)], plain_book), tmp_path)
    assert [sheet for sheet in sheets.sheetnames if sheet.startswith("quotes")] == ["quotes", "quotes 2", "quotes 3"]
    assert [str(cell.value) for name in ("quotes", "quotes 2", "quotes 3") for cell in column(sheets[name], "quote")] == [f"cramp {at}" for at in range(8)]
    said = {row[0].value: row[1].value for name in sheets.sheetnames if "manifest" in name for row in sheets[name].iter_rows()}
    assert "8 rows" in said["quotes: rows"]


def test_more_groups_than_a_sheet_has_columns_are_refused(plain_book, tmp_path, monkeypatch):
    monkeypatch.setattr(_excel, "COLUMNS", 12)
    with pytest.raises(ValueError, match="cut by= into fewer groups"):
        lc.code(["cramp"] * 9, plain_book).to_excel(tmp_path / "out.xlsx", by=list("abcdefghi"))
    assert list(tmp_path.iterdir()) == []


def test_a_long_number_is_text(plain_book, tmp_path):
    sheet = workbook(lc.code({"a": ["cramp", "cramp"], "id": [10**17 + 1, 3]}, plain_book, text="a", id="id"), tmp_path)["quotes"]
    assert [cell.value for cell in column(sheet, "id")] == [str(10**17 + 1), 3]


def test_nothing_asked_nothing_found(plain_book, tmp_path):
    for answers in ([], [None, None], ["nothing here"]):
        sheets = workbook(lc.code(answers, plain_book), tmp_path)
        assert sheets["quotes"].max_row == 1
        assert {cell.value for cell in column(sheets["prevalence"], "respondents")} == {0}


def test_the_manifest_names_what_made_it(codings, tmp_path):
    said = {row[0].value: row[1].value for row in workbook(codings, tmp_path)["manifest"].iter_rows()}
    assert said["codebook sha256"] == codings.codebook.sha256 and said["libcode"] == lc.__version__ and said["rows"]


def test_same_codings_same_bytes(codings, tmp_path, monkeypatch):
    codings.to_excel(tmp_path / "one.xlsx", by=list("ababab"))
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        codings.to_excel(tmp_path / "two.xlsx", by=list("ababab"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_polars_will_do(tmp_path):
    pl = pytest.importorskip("polars", reason="polars is not installed")
    book = lc.Codebook.parse(BOOK)
    codings = lc.code(pl.DataFrame({"a": ["cramp", "calm", None]}), book, text="a")
    assert [cell.value for cell in column(workbook(codings, tmp_path)["prevalence"], "respondents")] == [1, 1, 1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_texts(plain_book, tmp_path):
    import csv

    codings = lc.code(HOSTILE, plain_book)
    codings.to_excel(tmp_path / "out.xlsx")
    form = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,true,false,2'  # the second sheet, formulas shown
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", form, "out.xlsx"], cwd=tmp_path,
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    with open(tmp_path / "out-quotes.csv", encoding="utf-8", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == codings.to_pandas().quote.map(line_feeds).tolist()
