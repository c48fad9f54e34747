"""`libcode report`: a page, a workbook, a document or a data file, by the ending; and `libcode code --excel-safe`."""

import csv
import subprocess
import sys

import pytest

from conftest import BOOK

pytest.importorskip("pandas")
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")

EXPORT = """\
id,answer,group
a,I get K cramps daily,=x
b,,=x
c,ashamed of it,y
d,no ket cramps,y
"""


@pytest.fixture
def here(tmp_path):
    (tmp_path / "book.yaml").write_text(BOOK)
    (tmp_path / "survey.csv").write_text(EXPORT)
    return tmp_path


def run(here, *arguments, command="report"):
    return subprocess.run(
        [sys.executable, "-m", "libcode", command, "survey.csv", "--codebook", "book.yaml", "--text", "answer", *arguments], cwd=here,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("ending", [".html", ".xlsx", ".docx", ".sav", ".XLSX"])
def test_the_ending_says_what_is_written(here, ending):
    pytest.importorskip("docx")
    pytest.importorskip("pyreadstat")
    done = run(here, "-o", f"out{ending}", "--id", "id")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Small 1.0.0: 4 responses, 3 asked, 3 answered; 3 codings, written to out{ending}\n"
    first = {".html": b"<!doctype", ".xlsx": b"PK", ".docx": b"PK", ".sav": b"$FL2"}[ending.lower()]
    written = (here / f"out{ending}").read_bytes()
    assert written.startswith(first)
    assert run(here, "-o", f"out{ending}", "--id", "id").returncode == 0
    assert (here / f"out{ending}").read_bytes() == written


def test_a_page_without_identifiers(here):
    (here / "survey.csv").write_text("id,answer\nperson-7,K cramps; write to jo@example.org\n")
    assert run(here, "-o", "out.html", "--id", "id", "--mask", "--no-ids", "--note", "For the team only.").returncode == 0
    page = (here / "out.html").read_text(encoding="utf-8")
    assert "For the team only." in page and "[e-mail]" in page
    assert "jo@example.org" not in page and "person-7" not in page
    for flag in (["--mask"], ["--no-ids"], ["--note", "x"]):
        done = run(here, "-o", "out.xlsx", *flag)
        assert done.returncode != 0 and "--mask, --no-ids and --note are for an .html page" in done.stderr
        assert not (here / "out.xlsx").exists()


def test_groups_and_quotes(here):
    pyreadstat = pytest.importorskip("pyreadstat")
    assert run(here, "-o", "out.xlsx", "--by", "group", "--quotes", "1", "--per", "response").returncode == 0
    sheets = openpyxl.load_workbook(here / "out.xlsx")
    assert [cell.value for cell in sheets["cross-table"][1]][2:4] == ["=x (A) n", "=x (A) %"]
    assert sheets["quotes"].max_row == 3
    assert run(here, "-o", "out.sav", "--by", "group", "--id", "id").returncode == 0
    data, _ = pyreadstat.read_sav(here / "out.sav")
    assert data.iloc[:, :2].values.tolist() == [["a", "=x"], ["b", "=x"], ["c", "y"], ["d", "y"]]
    assert data.physical_k_cramps.fillna(-1).tolist() == [1, -1, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "out.pdf"], "out.pdf ends in none of .html, .xlsx, .docx, .sav; the ending says what to write"),
        (["-o", "out"], "out ends in none of .html"),
        (["-o", "survey.csv"], "survey.csv ends in none of"),
        (["-o", "out.xlsx", "--by", "grup"], "--by names the column 'grup'"),
        (["-o", "out.sav", "--quotes", "3"], "--quotes has no place in a .sav file"),
        (["-o", "no/out.xlsx"], "there is no folder"),
    ],
)
def test_one_clear_error_and_no_file(here, arguments, words):
    before = sorted(here.iterdir())
    done = run(here, *arguments)
    assert done.returncode == 3 and words in done.stderr and done.stderr.count("\n") == 1
    assert sorted(here.iterdir()) == before


def test_the_input_is_never_written_over(here):
    (here / "survey.csv").rename(here / "survey.xlsx")
    (here / "survey.csv").symlink_to("survey.xlsx")
    done = run(here, "-o", "survey.xlsx")
    assert done.returncode == 3 and "-o names the export itself" in done.stderr
    assert (here / "survey.xlsx").read_text() == EXPORT


def test_a_file_that_could_not_be_finished_leaves_the_one_before(here):
    (here / "out.xlsx").write_text("before")
    done = subprocess.run(
        [sys.executable, "-c", "import sys, xlsxwriter; del xlsxwriter.Workbook; from libcode.__main__ import main; sys.exit(main(sys.argv[1:]))",
         "report", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "-o", "out.xlsx"], cwd=here, capture_output=True,
    )  # fmt: skip
    assert done.returncode != 0 and (here / "out.xlsx").read_text() == "before"
    assert sorted(path.name for path in here.iterdir()) == ["book.yaml", "out.xlsx", "survey.csv"]


def test_a_missing_library_says_what_to_install(here):
    hidden = "import sys; sys.modules['docx'] = None; from libcode.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "report", "survey.csv", "--codebook", "book.yaml", "--text", "answer", "-o", "out.docx"], cwd=here,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 3 and done.stderr == "libcode: to_word() needs python-docx: pip install 'libcode[word]'\n"


RISKY = ["=1+1", "+44 20 7946", "-x", "@a", "\tb", "\rc", "\nd", "＝e"]


def test_excel_safe_csv_runs_no_cell_and_keeps_numbers(here):
    with open(here / "survey.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["=id", "answer"], *([cell, "K cramps"] for cell in [*RISKY, "-5", "+3.2", "-1,5", "1e-3", "plain"])])
    assert run(here, "-o", "coded.csv", "--excel-safe", "--codings", "codings.csv", command="code").returncode == 0
    for name in ("coded.csv", "codings.csv"):
        assert (here / name).read_bytes().startswith(b"\xef\xbb\xbf")
    with open(here / "coded.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["'=id", "answer", "physical", "physical.k_cramps", "shame"]
    assert [row[0] for row in rows[1:]] == [*("'" + cell for cell in RISKY), "-5", "+3.2", "-1,5", "1e-3", "plain"]
    assert run(here, "-o", "coded.csv", command="code").returncode == 0
    with open(here / "coded.csv", encoding="utf-8", newline="") as file:
        assert [row[0] for row in csv.reader(file)][: len(RISKY) + 1] == ["=id", *RISKY]
