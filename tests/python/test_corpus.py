"""The corpus, and the cases of the guide and the reference, through two doors: the Python package and the command line."""

import csv

import pyarrow as pa
import pytest
from corpus import cases, page_cases

import libcode as lc
from libcode._cli import main
from libcode._export import unformulated

CASES = [*cases(), *page_cases("guide.md"), *page_cases("reference.md")]
CODED = [case for case in CASES if case.responses]
MARKED = {"negation": "negated", "time": "past", "person": "other", "certainty": "uncertain"}


def ids(some):
    return [f"{case.place}: {case.title}" for case in some]


def survey(case):
    """The case's responses as columns, and the roles of those columns."""
    names = dict.fromkeys(name for each in case.responses for name in each.variables)
    columns = {name: [each.variables.get(name, "") for each in case.responses] for name in names if name != "question"}
    columns["said"] = [each.text for each in case.responses]
    roles = {"text": "said"}
    if "question" in names:
        columns["item"] = [each.variables.get("question", "said") for each in case.responses]
        roles["question"] = "item"
    return columns, roles


def expected(coding, row, book, guard=lambda cell: cell):
    """(what the case says, what the row says), as far as the case looks."""
    match, *fields = coding.split(" :: ")
    want = {"text": guard(match.replace("⏎", "\n")), "code": "theme", "status": set()}
    have = {"text": row["text"], "code": row["code"], "status": {word for axis, word in MARKED.items() if row[axis] == word}}
    for each in fields:
        name, _, value = each.partition(" ")
        if name == "in":
            want["code"] = value
        elif name == "at":
            want["start"], have["start"] = int(value), int(row["start"])
        elif name == "rule":
            want["rule"], have["rule"] = guard(book[row["code"]].rules[int(value) - 1].text), row["rule"]
        elif name in ("cue", "quote"):
            want[name], have[name] = guard(value.replace("⏎", "\n")), row[name]
        elif each in ("counts", "uncounted"):
            want["counts"], have["counts"] = each == "counts", str(row["counts"]) == "True"
        else:
            want["status"] = set(each.split(" "))
    return want, have


def compare(case, book, rows, guard=lambda cell: cell):
    for place, response in enumerate(case.responses):
        mine = [row for row in rows if int(row["response"]) == place]
        assert len(mine) == len(response.codings), (response.lines, mine)
        for coding, row in zip(response.codings, mine):
            want, have = expected(coding, row, book, guard)
            assert have == want, response.lines


def book_of(case):
    return lc.Codebook.parse(case.codebook(), case.place, case.blocks.get("cues"))


@pytest.mark.parametrize("case", CODED, ids=ids(CODED))
def test_through_python(case):
    book = book_of(case)
    columns, roles = survey(case)
    codings = lc.code(columns, book, **roles)
    compare(case, book, pa.table(codings).to_pylist())
    counts = {row["code"]: row for row in codings.counts(per="response").to_dict("records")}
    for line in case.blocks.get("counts", "").split("\n"):
        path, _, rest = line.partition(" ")
        if rest.endswith("units"):
            assert counts[book[path].path]["units"] == int(rest.split()[0]), line
        elif rest:
            found = counts[book[path].path]
            assert f"{found['responses']} of {found['base']}" == rest, line


@pytest.mark.parametrize("case", CODED, ids=ids(CODED))
def test_through_the_command_line(case, tmp_path, monkeypatch, capsys):
    columns, roles = survey(case)
    if "" in columns["said"]:
        pytest.skip("a file cannot tell an empty answer from a question not asked")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.yaml").write_bytes(case.codebook().encode())
    if "cues" in case.blocks:
        (tmp_path / "cues.yaml").write_bytes(case.blocks["cues"].encode())
    with open("survey.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["row", *columns])
        out.writerows([number, *("" if cell is None else cell for cell in row)] for number, row in enumerate(zip(*columns.values())))
    question = ["--question", "item"] if "question" in roles else []
    command = ["code", "survey.csv", "--codebook", "book.yaml", "--text", "said", *question, "-o", "out.csv", "--codings", "found.csv"]
    assert main(command) == 0, capsys.readouterr().err
    with open("found.csv", encoding="utf-8", newline="") as file:
        compare(case, book_of(case), list(csv.DictReader(file)), unformulated)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_rules_that_are_refused_and_accepted(case):
    for line in filter(None, case.blocks.get("accepted", "").split("\n")):
        lc.Coder(lc.Codebook.parse(case.codebook(line), case.place, case.blocks.get("cues")))
    for line in filter(None, case.blocks.get("refused", "").split("\n")):
        with pytest.raises(lc.CodebookError):
            lc.Coder(lc.Codebook.parse(case.codebook(line), case.place, case.blocks.get("cues")))


def test_the_corpus_is_there():
    assert len(cases()) >= 80
    assert len(page_cases("guide.md")) >= 40
