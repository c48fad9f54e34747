"""The ketamine example: its codebook is sound, its answers can be made again, its notebook runs."""

import csv
import subprocess
import sys
from pathlib import Path

import notebooks
import pytest

import libcode as lc

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "ketamine"


def test_codebook_has_no_fault_and_every_example_passes():
    check = lc.Codebook.read(FOLDER / "codebook.yaml").check()
    assert not check.faults
    assert check.examples
    assert [e for e in check.examples if not e.holds] == []


def test_codebook_has_at_least_twelve_themes():
    codes = lc.Codebook.read(FOLDER / "codebook.yaml").codes
    themes = [code for code in codes if code.rules]
    assert len(themes) >= 12
    for code in themes:
        assert code.definition and code.use_when and code.not_when and code.match and code.reject


def test_answers_are_made_again_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, FOLDER / "make_answers.py", tmp_path], check=True)
    for name in ("answers.csv", "themes_written.csv"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_every_answer_says_that_it_is_synthetic():
    with open(FOLDER / "answers.csv", encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert len(set(ids)) == len(ids) == 274
    assert all(i.startswith("synthetic-") for i in ids)


def test_example_prints_its_tables_and_writes_its_page_and_pictures(tmp_path):
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib")
    page = tmp_path / "ketamine.html"
    done = subprocess.run([sys.executable, FOLDER / "example.py", page], check=True,
                          capture_output=True, encoding="utf-8")
    assert "synthetic" in done.stdout and "physical.bladder" in done.stdout
    assert "synthetic" in page.read_text(encoding="utf-8")
    assert {each.name for each in tmp_path.glob("*.png")} == {"prevalence.png", "groups.png", "sets.png", "cooccurrence.png"}


def test_notebook_has_at_most_forty_lines_of_code():
    pytest.importorskip("nbformat", reason="nbformat is not installed")
    assert 0 < len(notebooks.lines_of_code(notebooks.read(notebooks.KETAMINE))) <= 40


def test_notebook_shows_what_it_shows_when_it_runs():
    for name in ("pandas", "nbclient", "ipykernel", "matplotlib", "xlsxwriter", "docx", "pyreadstat"):
        pytest.importorskip(name, reason=f"{name} is not installed")
    saved, now = notebooks.read(notebooks.KETAMINE), notebooks.run(notebooks.KETAMINE)
    assert notebooks.texts(now) == notebooks.texts(saved), "save it again: python tests/python/notebooks.py"
    pictures = [output for cell in saved.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    assert len(pictures) >= 2
    assert (FOLDER / "out" / "ketamine.docx").exists()
