"""Codebook.check and `libcode check`: faults, lints and examples, laid out like a compiler's."""

import subprocess
import sys

import pytest
from conftest import BOOK

import libcode as lc

LINTED = """\
codebook: Linted
sets:
  idle: a | b
codes:
  cramps:
    rules: |
      cramp*
      cramps
      shame~
    match: |
      cramps
    reject: |
      no cramps
"""


def run(*arguments, cwd):
    command = [sys.executable, "-W", "error", "-m", "libcode", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60)


@pytest.fixture
def here(tmp_path):
    (tmp_path / "good.yaml").write_text(BOOK)
    (tmp_path / "linted.yaml").write_text(LINTED)
    (tmp_path / "failing.yaml").write_text(LINTED.replace("no cramps", "my cramps"))
    (tmp_path / "survey.csv").write_text("id,answer\n" + "".join(f"{i},I share\n" for i in range(5)) + "5,cramps\n6,\n")
    return tmp_path


def test_lints_of_a_codebook():
    check = lc.Codebook.parse(LINTED, "b.yaml").check()
    assert check and not check.faults and not check.words
    assert [(lint.kind, lint.code, lint.rule, lint.line, lint.column, lint.length_chars) for lint in check.lints] == [
        ("unused-set", "$idle", "", 3, 3, 4),
        ("shadowed", "cramps", "cramps", 8, 7, 6),
    ]
    assert check.lints[1].source_line == "      cramps" and check.lints[1].file == "b.yaml"
    assert repr(check) == (
        "b.yaml:3:3: warning: no rule of a code uses the set `$idle` [unused-set]\n"
        "    idle: a | b\n"
        "    ^^^^\n"
        "  hint: leave it out, or write `$idle` in a rule\n"
        "b.yaml:8:7: warning: every match of this rule is also one of `cramp*` on line 7 [shadowed]\n"
        "        cramps\n"
        "        ^^^^^^\n"
        "  hint: leave it out; it changes no count\n"
        "2 of 2 examples hold, 2 warnings"
    )


def test_lints_on_answers():
    book = lc.Codebook.parse(LINTED, "b.yaml")
    check = book.check(["I share"] * 5 + ["cramps", None, "cramp"])
    assert [lint.kind for lint in check.lints] == ["unused-set", "shadowed", "never-fired", "takes-in"]
    assert [(word.word, word.met, [(each.form, each.count) for each in word.forms]) for word in check.words] == [
        ("cramp*", 2, [("cramp", 1), ("cramps", 1)]),
        ("shame~", 5, [("share", 5)]),
    ]
    assert [each.looks_unintended for word in check.words for each in word.forms] == [False, False, True]
    assert "shame~  (line 9)  share? 5" in repr(check)
    assert not any("share" in str(lint) for lint in check.lints)  # messages do not quote answers
    with pytest.raises(ValueError, match="text"):
        book.check({"a": ["x"], "b": ["y"]})


def test_a_check_in_a_notebook():
    html = lc.Codebook.parse(LINTED.replace("no cramps", "my <cramps>"), "b.yaml").check(["cramp"])._repr_html_()
    assert "unused-set" in html and "my &lt;cramps&gt;" in html and "<script" not in html and "<style" not in html
    assert "1 of 2 examples hold, 4 warnings" in html


def test_warnings_fail_only_where_asked(here):
    good = run("check", "good.yaml", "--strict", cwd=here)
    assert (good.returncode, good.stdout, good.stderr) == (0, "2 of 2 examples hold\n", "")
    warned = run("check", "linted.yaml", cwd=here)
    assert warned.returncode == 0 and warned.stdout.endswith("2 of 2 examples hold, 2 warnings\n")
    assert run("check", "linted.yaml", "--strict", cwd=here).returncode == 1


def test_examples_that_fail_and_those_that_hold(here):
    failed = run("check", "failing.yaml", cwd=here)
    assert failed.returncode == 1
    assert "failing.yaml:13:7: error: cramps: should not count, but does\n    my cramps\n    yes: cramps\n" in failed.stdout
    listed = run("check", "failing.yaml", "--examples", cwd=here)
    assert "failing.yaml:11:7: holds: cramps: match: cramps\n" in listed.stdout


def test_faults_are_errors(here):
    (here / "faulty.yaml").write_text(BOOK.replace("rules:", "rulez:"))
    faulty = run("check", "faulty.yaml", cwd=here)
    assert faulty.returncode == 1 and faulty.stdout == ""
    assert "error: a code has no field" in faulty.stderr or ": error: " in faulty.stderr
    last = faulty.stderr.splitlines()[-1]
    assert last.endswith("errors") and int(last.split()[0]) == faulty.stderr.count(": error: ")


def test_check_on_an_export(here):
    done = run("check", "linted.yaml", "survey.csv", "--text", "answer", cwd=here)
    assert done.returncode == 0 and "[takes-in]" in done.stdout
    assert "  shame~  (line 9)  share? 5\n" in done.stdout
    assert run("check", "linted.yaml", "survey.csv", "--text", "nowhere", cwd=here).returncode == 3
