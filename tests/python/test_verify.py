"""A page says by what its export was coded, and `libcode verify` that it is so, or what is not."""

import json
from pathlib import Path

import pandas as pd
import pytest

import libcode as lc
from libcode._cli import main

KETAMINE = Path(__file__).resolve().parents[2] / "examples" / "ketamine"
QUESTIONS = ["symptoms", "stopping", "use", "awareness", "services", "barriers"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("verify")
    data = pd.read_csv(KETAMINE / "answers.csv", keep_default_na=False, na_values=[""])
    lc.code(data, KETAMINE / "codebook.yaml", text=QUESTIONS, id="id").to_html(made / "page.html", by=["gender", "treatment_seeking"])
    return made


def changed(folder, name, change):
    """A copy of the export in which `change` changed the table."""
    data = pd.read_csv(KETAMINE / "answers.csv", dtype=str, keep_default_na=False)
    change(data).to_csv(folder / name, index=False)
    return str(folder / name)


def test_the_same_export_gives_the_same(folder, capsys):
    assert main(["verify", str(folder / "page.html"), str(KETAMINE / "answers.csv")]) == 0
    assert capsys.readouterr().out.startswith("The same: 1,644 responses from 274 respondents")


def with_an_answer(data):
    data.loc[3, "symptoms"] = "mary SECRET has k cramps k cramps k cramps"
    return data


def with_two_genders_changed(data):
    """The first two people of different gender, each with the other's: groups of the same sizes."""
    other = data.index[data["gender"] != data.loc[0, "gender"]][0]
    data.loc[[0, other], "gender"] = data.loc[[other, 0], "gender"].tolist()
    return data


@pytest.mark.parametrize(
    "change, said",
    [
        (with_an_answer, ["answers or their questions, or the order of rows differ", "codings differ", "code physical.k_cramps: quotes "]),
        (lambda data: data[:-1], ["rows: 274 in the page, 273 here", "who gave which answer differ", "groups of column 'gender' differ"]),
        (lambda data: pd.concat([data, data[:1].assign(id="new")]), ["rows: 274 in the page, 275 here", "respondents: 274 in the page, 275 here"]),
        (lambda data: data[::-1], ["order of rows differ"]),
        (lambda data: data.assign(gender="x"), ["groups of column 'gender' differ: responses 786 + 72 + 36 + 750 in the page, 1,644 here"]),
        (with_two_genders_changed, ["groups of column 'gender' differ: responses 786 + 72 + 36 + 750 in the page, 786 + 72 + 36 + 750 here"]),
    ],
    ids=["answer", "row", "one row more", "order", "group", "groups of the same sizes"],
)
def test_what_differs_is_said(folder, capsys, change, said):
    assert main(["verify", str(folder / "page.html"), changed(folder, "other.csv", change)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("Not the same:") and "SECRET" not in out and all(each in out for each in said), out


def test_a_changed_codebook_is_said(folder, capsys):
    page = (folder / "page.html").read_text(encoding="utf-8")
    (folder / "changed.html").write_text(page.replace("bladder~\\n", "bladder\\n"), encoding="utf-8")
    assert main(["verify", str(folder / "changed.html"), str(KETAMINE / "answers.csv")]) == 1
    assert "the one in the page was changed after the run" in capsys.readouterr().out


def test_another_version_is_only_noted(folder, capsys):
    page = (folder / "page.html").read_text(encoding="utf-8")
    (folder / "older.html").write_text(page.replace(f'"libcode":"{lc.__version__}"', '"libcode":"0.0.1"'), encoding="utf-8")
    assert main(["verify", str(folder / "older.html"), str(KETAMINE / "answers.csv")]) == 0
    assert f"note: the page is of libcode 0.0.1, this is {lc.__version__}" in capsys.readouterr().out


def test_answers_from_a_list_are_found_by_text(tmp_path, capsys, book):
    answers = ["K cramps, “shame”", "", "no"]
    lc.code(answers, book).to_html(tmp_path / "page.html", by=["a", "b", "a"])
    pd.DataFrame({"n": [1, 2, 3], "said": answers}).to_csv(tmp_path / "export.csv", index=False)
    assert main(["verify", str(tmp_path / "page.html"), str(tmp_path / "export.csv"), "--text", "said"]) == 0
    assert "note: 1 group given as values, in no column, is not compared" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "page.html"), str(tmp_path / "export.csv")]) == 3
    assert "--text" in capsys.readouterr().err


def test_cues_of_a_file_go_with_the_page(tmp_path, capsys):
    (tmp_path / "cues.yaml").write_text("cues: Mine\nlanguage: en\nnegation:\n  - cue: |\n      nope\n    looks: ahead\n    reach: 6\n", encoding="utf-8")
    (tmp_path / "book.yaml").write_text("cues: cues.yaml\ncodes:\n  a:\n    rules: cramp*\n", encoding="utf-8")
    (tmp_path / "export.csv").write_text("said\nnope cramps\nno cramps\n", encoding="utf-8")
    data = pd.read_csv(tmp_path / "export.csv")
    lc.code(data, tmp_path / "book.yaml").to_html(tmp_path / "page.html")
    (tmp_path / "cues.yaml").unlink()
    assert main(["verify", str(tmp_path / "page.html"), str(tmp_path / "export.csv")]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("page", ["", "<script id=record>[]</script>", '<script id="record">{"form":1}</script>', '<script id="record">{"form":9}</script>'])
def test_what_is_no_page_is_refused(tmp_path, capsys, page):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert main(["verify", str(tmp_path / "page.html"), str(KETAMINE / "answers.csv")]) == 3
    assert str(tmp_path / "page.html") in capsys.readouterr().err
    (tmp_path / "page.html").write_bytes(b"\xff")
    assert main(["verify", str(tmp_path / "page.html"), str(KETAMINE / "answers.csv")]) == 3


def test_the_record_holds_no_answer(folder):
    page = (folder / "page.html").read_text(encoding="utf-8")
    block = page.split('id="record">')[1].split("</script>")[0]
    answers = pd.read_csv(KETAMINE / "answers.csv", dtype=str)["symptoms"].dropna()
    said = {key: value for key, value in json.loads(block).items() if key != "codebook"}
    assert not any(each in str(said) for each in answers if len(each) > 12) and "synthetic-" not in str(said)
