"""The JSON Schema and the parser agree on the shape of codebook and cue files."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import cases

import libcode as lc

jsonschema = pytest.importorskip("jsonschema")
yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
BOOKS = sorted(ROOT.glob("examples/*/*.yaml"))
CUES = sorted((ROOT / "libcode" / "cues").glob("*.yaml"))


def validator(kind):
    schema = lc.schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def loaded(text):
    """The file with every scalar a text, as libcode reads it."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def parses(kind, text):
    try:
        if kind == "codebook":
            lc.Codebook.parse(text)
        else:
            lc.Codebook.parse("cues: mine.yaml\ncodes:\n  a:\n    rules: b\n", cues=text)
    except lc.CodebookError:
        return False
    return True


def test_every_codebook_of_the_corpus_is_valid():
    books = [(case.title, case.codebook(), case.blocks.get("cues")) for case in cases() if case.codebook().count("rules:")]
    schema = validator("codebook")
    sound = 0
    for title, text, cues in books:
        try:
            lc.Codebook.parse(text, cues=cues and cues + "\n")
        except lc.CodebookError:
            continue
        sound += 1
        assert schema.is_valid(loaded(text)), title
        assert cues is None or validator("cues").is_valid(loaded(cues)), title
    assert sound > 80


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: "/".join(path.parts[-2:]))
def test_the_examples_are_valid(path):
    text = path.read_text("utf-8")
    kind = "cues" if re.search(r"^cues: ", text, re.M) and not re.search(r"^codes:", text, re.M) else "codebook"
    assert not list(validator(kind).iter_errors(loaded(text)))
    if kind == "codebook":
        assert not list(validator(kind).iter_errors(yaml.safe_load(text))), "also as an editor reads it"


@pytest.mark.parametrize("path", CUES, ids=lambda path: path.name)
def test_the_cue_files_are_valid(path):
    text = path.read_text("utf-8")
    assert not list(validator("cues").iter_errors(loaded(text)))


CODE = "codes:\n  a:\n    rules: b\n"
SOUND = [
    CODE,
    "codebook: 007\nversion: 1.2\nmemo: x\nlanguage: en-GB\n" + CODE,
    "sets:\n  s: |\n    a\n    b\n  t:\n    - x\n    - y\n" + CODE,
    "settings:\n  unit: sentence\n  quote: match\n  case: exact\n  accents: exact\n  inflections: exact\n  negation: off\n" + CODE,
    CODE + "    settings: {negation: on}\n    count: affirmed self\n    at_least: 3\n    unless: c\n",
    CODE + "    where: {country: [UK, 1], question: q}\n    match: x b\n    reject:\n      - no\n      - 'never: b'\n",
    CODE + "    count: all\n    color: '#aabbcc'\n    name: A\n    definition: d\n    use_when: u\n    not_when: n\n",
    "codes:\n  no:\n    codes:\n      on:\n        rules:\n          - {rule: x, weight: 0.5, memo: m}\n          - y\n",
]
UNSOUND = [
    "codebook: x\n",
    "codes:\n",
    "codes: []\n",
    "codez:\n  a:\n    rules: b\n",
    "codes:\n  1a:\n    rules: b\n",
    "codes:\n  a-b:\n    rules: b\n",
    "codes:\n  a: b\n",
    "codes:\n  a:\n    name: b\n",
    CODE + "    rulez: c\n",
    CODE + "    settings: {unit: sentence}\n",
    CODE + "    settings: {case: maybe}\n",
    CODE + "    settings: on\n",
    CODE + "    count: affirmd\n",
    CODE + "    count: all self\n",
    CODE + "    at_least: 0\n",
    CODE + "    at_least: many\n",
    CODE + "    at_least: 1000001\n",
    CODE + "    where: UK\n",
    CODE + "    where: {country: []}\n",
    CODE + "    where: {country: {a: b}}\n",
    CODE + "    name: [a]\n",
    CODE + "    name:\n",
    CODE + "    unless:\n      a: b\n",
    CODE + "    unless:\n      - {rule: x}\n",
    CODE + "    match:\n      - {rule: x}\n",
    "codes:\n  a:\n    codes:\n      b:\n        rules: c\n    unless: d\n",
    "codes:\n  a:\n    codes:\n      b:\n        rules: c\n    at_least: 2\n",
    "codes:\n  a:\n    rules:\n      - {weight: 2}\n",
    "codes:\n  a:\n    rules:\n      - {rule: x, weight: -1}\n",
    "codes:\n  a:\n    rules:\n      - {rule: x, wait: 1}\n",
    "codes:\n  a:\n    rules:\n",
    "sets:\n  s:\n    - {rule: x}\n" + CODE,
    "sets:\n  s-t: x\n" + CODE,
    "language: english language\n" + CODE,
    "settings: {unit: word}\n" + CODE,
    "settings: {negation: 'true'}\n" + CODE,
]  # fmt: skip
CUE = "negation:\n  - cue: no\n    looks: ahead\n    reach: 6\n"
SOUND_CUES = [
    CUE,
    "cues: Mine\nlanguage: en\nmemo: x\nends: but | though\n" + CUE + "  - pseudo: no doubt\n  - opening: no\n    memo: y\n  - afresh: felt\n",
    CUE + "time:\n  - cue: |\n      used to\n      once\n    looks: both\n    reach: 100\n",
]
UNSOUND_CUES = [
    "cues: Mine\n",
    "negation:\n  - pseudo: no doubt\n",
    "negation: no\n",
    CUE + "place:\n  - cue: here\n",
    CUE.replace("ahead", "up"),
    CUE.replace("6", "101"),
    CUE.replace("6", "0"),
    CUE.replace("    reach: 6\n", ""),
    CUE.replace("    looks: ahead\n", ""),
    CUE + "  - pseudo: no doubt\n    reach: 3\n",
    CUE + "  - pseudo: no doubt\n    opening: no\n",
    CUE + "  - memo: x\n",
    CUE + "  - queue: x\n",
    "ends: [but]\nends2: x\n" + CUE,
]


@pytest.mark.parametrize("text", SOUND)
def test_both_take(text):
    assert parses("codebook", text) and validator("codebook").is_valid(loaded(text))


@pytest.mark.parametrize("text", UNSOUND)
def test_both_refuse(text):
    assert not parses("codebook", text) and not validator("codebook").is_valid(loaded(text))


@pytest.mark.parametrize("text", SOUND_CUES)
def test_both_take_cues(text):
    assert parses("cues", text) and validator("cues").is_valid(loaded(text))


@pytest.mark.parametrize("text", UNSOUND_CUES)
def test_both_refuse_cues(text):
    assert not parses("cues", text) and not validator("cues").is_valid(loaded(text))


def test_every_field_is_described():
    def undescribed(node, path=""):
        for name, field in node.get("properties", {}).items():
            if "description" not in field and "$ref" not in field and "properties" in node and node.get("type") == "object":
                yield f"{path}.{name}"
        for value in node.values():
            if isinstance(value, dict):
                yield from undescribed(value, path)

    assert not list(undescribed(lc.schema())) and not list(undescribed(lc.schema("cues")))


def test_the_command_prints_it(tmp_path):
    for arguments, kind in [([], "codebook"), (["codebook"], "codebook"), (["cues"], "cues")]:
        command = [sys.executable, "-W", "error", "-m", "libcode", "schema", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
        assert json.loads(done.stdout) == lc.schema(kind)
    with pytest.raises(ValueError, match="'codebook' or 'cues'"):
        lc.schema("cue")
