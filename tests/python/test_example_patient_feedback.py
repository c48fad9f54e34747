"""The codebook for patients' answers: it is sound, its examples pass, and it agrees with people.

The answers are no part of the project: the tests that need them look beside the repository and skip
where there are none. Floors are loose: they catch a broken rule, not a changed word.
"""

import csv
import importlib.util
import subprocess
import sys
from pathlib import Path

import notebooks
import pytest

import libcode as lc

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "patient_feedback"
ANSWERS = ROOT.parent / "shared" / "data" / "nhs_fft" / "responses_dev.csv"
needs_answers = pytest.mark.skipif(not ANSWERS.exists(), reason="no labelled answers in ../shared/data/nhs_fft")

EXPORT = """\
id,text,codes
1,The ward was not clean,"Cleanliness, tidiness & infection control"
2,"Two hours on hold, could not get through",Contacting services
3,All the nurses were friendly,Staff manner & personal attributes|Timeliness of care
4,,Labelling not possible
"""


@pytest.fixture(scope="module")
def book():
    return lc.Codebook.read(FOLDER / "codebook.yaml")


@pytest.fixture(scope="module")
def evaluate():
    pytest.importorskip("pandas")
    spec = importlib.util.spec_from_file_location("patient_feedback_evaluate", FOLDER / "evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "labelled.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def words(text):
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def test_codebook_has_no_fault_and_every_example_passes(book):
    check = book.check()
    assert not check.faults
    assert [e for e in check.examples if not e.holds] == []
    assert check.lints == []


def test_codebook_has_at_least_thirty_themes_each_with_its_examples(book):
    themes = [code for code in book.codes if code.rules]
    assert len(themes) >= 30
    for code in themes:
        assert code.definition and code.use_when and code.not_when and code.match and code.reject, code.path
    assert {code.name for code in themes}.isdisjoint({"Labelling not possible", "Not assigned"})


def test_keywords_know_the_same_themes(book):
    keywords = lc.Codebook.read(FOLDER / "keywords.yaml")
    assert {code.name for code in keywords.codes} == {code.name for code in book.codes if code.rules}


def test_agreement_is_counted_by_hand(evaluate, export, book):
    table = evaluate.agreement(evaluate.read_export(export), book)
    assert table.loc["Contacting services", ["given", "precision", "recall", "F1"]].tolist() == [1, 1, 1, 1]
    assert table.loc["Timeliness of care", ["given", "recall"]].tolist() == [1, 0]
    assert table.loc["micro", "given"] == 4
    assert "Staffing levels & responsiveness" not in table.index


def test_evaluate_prints_a_table_and_what_no_code_bears(evaluate, export):
    done = subprocess.run([sys.executable, FOLDER / "evaluate.py", export], check=True, capture_output=True,
                          encoding="utf-8")
    assert "micro" in done.stdout
    assert "no code bears: Labelling not possible" in done.stdout


def test_example_runs_and_is_short(export):
    pytest.importorskip("pandas")
    done = subprocess.run([sys.executable, FOLDER / "example.py", export, export.with_suffix(".html")], check=True, capture_output=True,
                          encoding="utf-8")
    assert "1 of 1 mentions of cleanliness are denied" in done.stdout
    assert "on hold" in done.stdout
    assert len((FOLDER / "example.py").read_text(encoding="utf-8").splitlines()) <= 40


def test_example_needs_no_export(tmp_path):
    pytest.importorskip("pandas")
    page = tmp_path / "page.html"
    done = subprocess.run([sys.executable, FOLDER / "example.py", "", page], check=True, capture_output=True, encoding="utf-8")
    assert "the examples of the codebook" in done.stdout and "place.cleanliness" in done.stdout
    assert "written by no patient" in page.read_text(encoding="utf-8")


def test_notebook_has_at_most_forty_lines_of_code_and_saves_no_answer():
    pytest.importorskip("nbformat", reason="nbformat is not installed")
    notebook = notebooks.read(notebooks.PATIENTS)
    assert 0 < len(notebooks.lines_of_code(notebook)) <= 40
    tagged = [cell for cell in notebook.cells if "answers" in cell.metadata.get("tags", [])]
    assert tagged and all(cell.outputs == [] for cell in tagged)


@needs_answers
def test_no_answer_stands_in_the_notebook():
    with open(ANSWERS, encoding="utf-8-sig", newline="") as file:
        answers = {words(row["text"]) for row in csv.DictReader(file)}
    shown = words(" ".join(text for _, text in notebooks.texts(notebooks.read(notebooks.PATIENTS))))
    assert [answer for answer in answers if len(answer.split()) >= 4 and answer in shown] == []


@needs_answers
def test_notebook_shows_what_it_shows_when_it_runs():
    for name in ("pandas", "nbclient", "ipykernel", "matplotlib", "xlsxwriter"):
        pytest.importorskip(name, reason=f"{name} is not installed")
    saved, now = notebooks.read(notebooks.PATIENTS), notebooks.run(notebooks.PATIENTS)
    assert notebooks.texts(now) == notebooks.texts(saved), "save it again: python tests/python/notebooks.py"


@needs_answers
def test_no_example_is_a_respondents_answer(book):
    with open(ANSWERS, encoding="utf-8-sig", newline="") as file:
        answers = [words(row["text"]) for row in csv.DictReader(file)]
    written = [words(example.text) for code in book.codes for example in (*code.match, *code.reject)]
    written = [text for text in written if len(text.split()) >= 4]
    assert len(written) > 100
    assert [text for text in written if any(text in answer for answer in answers)] == []


@needs_answers
def test_codebook_agrees_with_people_on_answers_nobody_read(evaluate, book):
    export = evaluate.read_export(ANSWERS)
    table = evaluate.agreement(export[export.half == "held out"], book)
    before = evaluate.agreement(export[export.half == "held out"], lc.Codebook.read(FOLDER / "keywords.yaml"))
    assert table.F1["micro"] > 0.68 and table.F1["macro"] > 0.57
    assert table.F1["micro"] > before.F1["micro"] + 0.1
    assert table.F1["Contacting services"] > 0.65
    assert table.F1["Food & drink provision & facilities"] > 0.8
