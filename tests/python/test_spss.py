"""to_spss: read back by pyreadstat. Valid percents are those of prevalence(); labels, sets and ids are kept."""

import re
import time

import numpy as np
import pytest

import libcode as lc

pd = pytest.importorskip("pandas")
pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed")

MANY = "\n".join(f"  {'k' * 70}{at}: {{name: '{'é' * 300}', rules: w{at}}}" for at in range(3))


def read(codings, tmp_path, **given):
    codings.to_spss(tmp_path / "out.sav", **given)
    return pyreadstat.read_sav(tmp_path / "out.sav")


def test_valid_percents_are_those_of_prevalence(codings, tmp_path):
    data, _ = read(codings, tmp_path)
    table = codings.prevalence()
    for code, percent, base in zip(table.code, table.percent, table.base):
        values = data[code.replace(".", "_")]
        assert 100 * values.mean() == pytest.approx(percent) and values.count() == base


def test_not_asked_is_missing_and_no_word_is_declared_so(codings, tmp_path):
    codings.to_spss(tmp_path / "out.sav")
    data, meta = pyreadstat.read_sav(tmp_path / "out.sav", user_missing=True)
    assert data.physical_k_cramps.fillna(-1).tolist() == [1, -1, 9, 0, 1, 0]
    assert meta.missing_ranges["physical_k_cramps"] == [{"lo": 9.0, "hi": 9.0}]


def test_labels_are_the_names(codings, tmp_path):
    _, meta = read(codings, tmp_path)
    assert meta.column_names == ["respondent", "physical", "physical_k_cramps", "shame"]
    assert meta.column_names_to_labels["physical_k_cramps"] == "K cramps"
    assert meta.variable_value_labels["shame"] == {0: "not mentioned", 1: "mentioned", 9: "asked, no usable answer"}
    assert meta.variable_measure["shame"] == "nominal" and meta.original_variable_types["shame"] == "F1.0"
    assert meta.file_label == "Small 1.0.0" and f"libcode {lc.__version__}" in meta.notes and codings.codebook.sha256 in meta.notes


def test_the_sets_name_their_variables(tmp_path):
    book = lc.Codebook.parse("codebook: T é\ncodes:\n  a:\n    name: Branch é\n    codes:\n      b: {rules: b}\n      c: {rules: c}\n  themes:\n"
                             "    codes:\n      d: {rules: d}\n      e: {rules: e}\n")  # fmt: skip
    sets = read(lc.code(["b c", "d"], book), tmp_path)[1].mr_sets
    assert {name: each["variable_list"] for name, each in sets.items()} == {
        "themes": ["a_b", "a_c", "themes_d", "themes_e"], "a": ["a_b", "a_c"], "themes_2": ["themes_d", "themes_e"],
    }  # fmt: skip
    assert sets["themes"]["label"] == "T é" and sets["a"]["label"] == "Branch é"
    assert all(each["is_dichotomy"] and each["counted_value"] == 1 for each in sets.values())


def test_a_set_needs_two(tmp_path):
    assert read(lc.code(["b"], lc.Codebook.parse("codes:\n  a: {rules: b}\n")), tmp_path)[1].mr_sets == {}


def test_names_are_legal_and_unlike_one_another(tmp_path):
    book = lc.Codebook.parse(f"codes:\n{MANY}\n  A_b: {{rules: one}}\n  a:\n    codes:\n      b: {{rules: two}}\n  all: {{rules: x}}\n  id: {{rules: y}}\n")
    frame = pd.DataFrame({"text": ["one two"], "ID": ["x"], "2nd group!": ["g"], "Größe": [1.5], "日本": ["z"]})
    codings = lc.code(frame, book, text="text", id="ID")
    data, meta = read(codings, tmp_path, by=["2nd group!", "Größe", "日本"])
    names = meta.column_names
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) and len(name) <= 64 and not name.endswith("_") for name in names)
    assert "all" not in names and "v_all" in names and {"A_b", "a_b_2"} <= set(names)
    assert [meta.column_names_to_labels[name] for name in names[:4]] == ["ID", "2nd group!", "Größe", "日本"]
    assert data.iloc[0, :4].tolist() == ["x", "g", 1.5, "z"]
    assert len(meta.column_names_to_labels[next(name for name in names if name.startswith("kkk"))]) == 127  # of 255 bytes


def test_a_row_is_a_respondent_or_a_response(tmp_path):
    frame = pd.DataFrame({"who": ["p", "p", "q"], "q1": ["pain", None, " "], "q2": [None, "pain", "none"], "group": ["=a", "=a", None]})
    book = lc.Codebook.parse("codes:\n  pain: {rules: pain}\n")
    codings = lc.code(frame, book, text=["q1", "q2"], respondent="who")
    data, _ = read(codings, tmp_path, by="group")
    assert data.values.tolist() == [["p", "=a", 1], ["q", "", 0]]
    data, meta = read(codings, tmp_path, per="response")
    assert meta.column_names == ["id", "who", "question", "pain"]
    assert data.pain.fillna(-1).tolist() == [1, -1, -1, 1, -1, 0]


@pytest.mark.parametrize("number", [5, 2**53 - 1, 2**53 + 1, -(10**17)])
def test_ids_are_exact(tmp_path, number):
    codings = lc.code({"a": ["x"], "id": [number]}, lc.Codebook.parse("codes:\n  a: {rules: x}\n"), text="a", id="id")
    assert int(read(codings, tmp_path)[0]["id"][0]) == number


def test_hostile_labels_come_back(tmp_path):
    groups = ["=1+1", "\x00a\x01", "😭" * 300, "\u202eb", "x\r\ny", "<a>&", "\ud800c", "'\"", "é" * 1000]
    codings = lc.code(["x"] * len(groups), lc.Codebook.parse("codes:\n  a: {name: '=<é>', rules: x}\n"))
    data, meta = read(codings, tmp_path, by=groups)
    assert data["group"].tolist() == [text.replace("\0", "\ufffd").replace("\ud800", "\ufffd") for text in groups]
    assert meta.column_names_to_labels["a"] == "=<é>"


def test_what_spss_cannot_hold_is_refused_without_being_quoted(tmp_path):
    codings = lc.code(["x", "x"], lc.Codebook.parse("codes:\n  a: {rules: x}\n"))
    with pytest.raises(ValueError, match="the column 'group' has more than 32,767 bytes in row 2") as error:
        codings.to_spss(tmp_path / "out.sav", by=["a", "secret" * 6000])
    assert "secret" not in str(error.value) and list(tmp_path.iterdir()) == []


def test_nothing_asked(book, tmp_path):
    for answers in ([], [None]):
        data, meta = read(lc.code(answers, book), tmp_path)
        assert len(data) == len(answers) and np.isnan(data.shame).all()


def test_no_answer_is_in_the_file(codings, tmp_path):
    codings.to_spss(tmp_path / "out.sav")
    assert b"daily" not in (tmp_path / "out.sav").read_bytes()


def test_same_codings_same_bytes(codings, tmp_path):
    codings.to_spss(tmp_path / "one.sav", by=list("ababab"))
    time.sleep(1.1)  # its header counts in seconds
    codings.to_spss(tmp_path / "two.sav", by=list("ababab"))
    assert (tmp_path / "one.sav").read_bytes() == (tmp_path / "two.sav").read_bytes()
    assert pyreadstat.read_sav(tmp_path / "one.sav")[1].creation_time.year == 1980
