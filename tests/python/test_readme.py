"""What the README says in Python and on the command line is run, and prints what the README shows."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def blocks():
    """(language, text, what the README shows that it prints, or None), in order."""
    text = README.read_text(encoding="utf-8") if README.exists() else ""
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S)
    for (language, body), (after, shown) in zip(found, [*found[1:], ("", "")]):
        yield language, body, shown if after == "text" else None


def plain(text):
    return [line.rstrip() for line in text.strip().splitlines()]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)


def test_the_python_of_the_readme_prints_what_it_shows(folder):
    session = {}
    for language, body, shown in blocks():
        if language == "python":
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(body, str(README), "exec"), session)
            assert shown is None or plain(said.getvalue()) == plain(shown)


def test_the_commands_of_the_readme_print_what_it_shows(folder):
    for language, body, shown in blocks():
        if language != "sh":
            continue
        said = ""
        for line in body.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["libcode"]:
                command = [sys.executable, "-m", "libcode", *words[1:]]
                done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
                assert done.returncode == 0, done.stdout
                said += done.stdout
        assert not said or shown is None or plain(said) == plain(shown)
