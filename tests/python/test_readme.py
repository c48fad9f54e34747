"""What the README and the language's guide say in Python is run."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def blocks(language):
    text = README.read_text(encoding="utf-8") if README.exists() else ""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


@pytest.mark.skipif(not blocks("python"), reason="the README shows no Python")
def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    """In order, in one session, beside copies of the README's own YAML and CSV and of the example."""
    monkeypatch.chdir(tmp_path)
    for path in (ROOT / "examples" / "ketamine").glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for name, content in zip(("book.yaml", "second.yaml"), blocks("yaml")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    for name, content in zip(("answers.csv", "second.csv"), blocks("csv")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    session = {}
    for block in blocks("python"):
        exec(compile(block, str(README), "exec"), session)
