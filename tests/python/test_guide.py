"""The pages of docs say what the library does: their programs run, their lists are the source's, their links lead somewhere.

Their cases run in test_corpus.py and, in C++, in tests/test_corpus.cpp.
"""

import contextlib
import io
import re
import runpy
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import libcode as lc

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = ["guide.md", "results.md", "pictures.md", "office.md", "reference.md", "cues.md"]
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")


def blocks(text, language):
    """(body, what stands in a text block right after it, or None), in order."""
    found = re.findall(r"^```(\w*)\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", text, re.M | re.S)
    return [(body, shown or None) for name, body, shown in found if name == language]


def test_the_codebooks_of_the_guide_hold_their_own_examples():
    books = blocks(GUIDE, "yaml")
    assert books
    for body, _ in books:
        check = lc.Codebook.parse(body, "guide.md").check()
        assert check and check.examples, check


def test_the_programs_of_the_guide_print_what_it_shows():
    programs = blocks(GUIDE, "python")
    assert programs
    for body, shown in programs:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(body, "guide.md", "exec"), {})
        assert said.getvalue() == shown


def test_the_programs_of_the_results_page_print_what_it_shows(tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names = {}  # one after another, as in a notebook
    for body, shown in blocks((DOCS / "results.md").read_text(encoding="utf-8"), "python"):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(body, "results.md", "exec"), names)
        assert said.getvalue() == (shown or "")


def test_what_the_office_page_says_is_so(tmp_path, monkeypatch):
    for name in ("pandas", "xlsxwriter", "docx", "pyreadstat"):
        pytest.importorskip(name, reason=f"{name} is not installed")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text, names = (DOCS / "office.md").read_text(encoding="utf-8"), {}
    for body, shown in blocks(text, "python"):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(body, "office.md", "exec"), names)
        assert said.getvalue() == (shown or "")
    for body, shown in blocks(text, "sh"):
        done = subprocess.run([sys.executable, "-m", *shlex.split(body)], capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, shown)


def test_the_commands_of_the_guide_run(tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")  # away from the root, whose folder libcode/ is not the package
    commands = [shlex.split(line) for body, _ in blocks(GUIDE, "sh") for line in body.splitlines()]
    assert commands
    for name, *words in commands:
        assert name == "libcode"
        done = subprocess.run([sys.executable, "-m", "libcode", *words], cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_reference_names_every_key_of_the_file():
    source = (ROOT / "libcode" / "src" / "codebook_parse.hpp").read_text(encoding="utf-8")
    lists = re.findall(r"(?:codebook|code)_keys\[\] = \{(.*?)\};", source, re.S)
    assert len(lists) == 2
    for key in re.findall(r'"(\w+)"', " ".join(lists)):
        assert f"`{key}`" in REFERENCE, key


def test_the_reference_lists_the_abbreviations_and_contractions_of_the_source():
    source = (ROOT / "libcode" / "src" / "language.cpp").read_text(encoding="utf-8")
    for name, body in re.findall(r"array (\w+)_abbreviations\{(.*?)\};", source, re.S):
        row = re.search(rf"^\| {name.capitalize()} \| (.*) \|$", REFERENCE, re.M)
        assert row and row[1].split() == re.findall(r'"([^"]+)"sv', body), name
    contractions = re.findall(r'\{"(\w+)", \d\}', source)
    listed = re.search(r"are\s+one\s+word:\s(.*?)\.\n", REFERENCE, re.S)
    assert listed[1].split() == contractions


def test_the_reference_names_every_language_that_has_a_stemmer():
    source = (ROOT / "libcode" / "src" / "language.cpp").read_text(encoding="utf-8")
    stemmers = set(re.findall(r'Language\{"\w+".*?"(\w+)"\}', source))
    listed = re.search(r"Stemmers are there for (.*?)\.", REFERENCE, re.S)[1]
    assert set(re.findall(r"[A-Z]\w+", listed)) == {name.capitalize() for name in stemmers}


def test_the_reference_lists_every_tailoring():
    source = (ROOT / "libcode" / "src" / "words.cpp").read_text(encoding="utf-8")
    tailorings = re.findall(r"^//   (T\d) ", source, re.M)
    assert re.findall(r"^\| (T\d) \| .+ \| .+ \|$", REFERENCE, re.M) == tailorings


def test_the_page_of_cues_is_written_from_the_cue_files():
    make = runpy.run_path(str(DOCS / "make_cues.py"))
    assert (DOCS / "cues.md").read_text(encoding="utf-8") == make["page"](), "run python3 docs/make_cues.py"


def anchors(text):
    """Of the headings, as GitHub makes them."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for heading in re.findall(r"^#+ (.*)$", plain, re.M):
        kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
        yield "".join(kept).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)]+)\)", (DOCS / page).read_text(encoding="utf-8")):
        file, _, anchor = link.partition("#")
        target = DOCS / (file or page)
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link
