"""Holds up the walls of the house: who may include what, how long a file may be, what is never named.

It reads the files and compiles nothing. A folder that is not there (an installed package) skips it.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEADERS = ROOT / "libcode" / "include" / "libcode"
SOURCES = ROOT / "libcode" / "src"
BINDINGS = ROOT / "bindings"

# What both streams stand on: bytes, words and their folds, languages.
GROUND = {"utf8", "words", "graphemes", "fold", "fold_text", "char_set", "stem", "language"}
TEXT = {"sentences", "sentence_boundaries", "tokens", "scan", "segmenter", "plain_segments"}
CODEBOOK = ("codebook", "rule", "cue", "embedded_cues", "yaml", "source", "encoding", "fault", "near_words",
            "lexer", "parser", "check_rules", "print_rule")  # how their names begin
# Every other source is where the two streams meet.

# Third-party headers, and the only files that know them.
OWNERS = {
    "unicode/": {"fold", "char_set"},  # ICU
    "re2/": {"regex"},
    "yaml.h": {"yaml"},
    "libstemmer.h": {"stem"},
    "boost/": {"lexer", "rule_words"},
}

TABLES = {"tables", "property_sets"}  # of libcode/unicode/
LONGEST_SOURCE_LINES = 400


def includes(path):
    """The names between < > or " " of a file's #include lines, with the sign that opens each."""
    return re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', path.read_text(encoding="utf-8"), re.M)


def ours(*folders):
    return sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in {".hpp", ".cpp"})


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def tracked():
    """The files of the repository, as git lists them; without git, those under its folders."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        folders = ["libcode", "bindings", "python", "examples", "tests", "docs", ".ci", ".github"]
        paths = [path for folder in folders for path in (ROOT / folder).rglob("*")
                 if not {"__pycache__", ".pytest_cache", ".ipynb_checkpoints", "out"} & set(path.parts)]
        paths += ROOT.iterdir()
    return [path for path in paths if path.is_file()]


def test_there_is_something_to_read():
    assert len(ours(HEADERS)) > 4 and len(ours(SOURCES)) > 20


@pytest.mark.parametrize("header", ours(HEADERS), ids=name_of)
def test_public_headers_include_the_standard_library_and_each_other(header):
    public = {f"libcode/{p.name}" for p in ours(HEADERS)}
    for sign, name in includes(header):
        standard = "/" not in name and "." not in name
        assert sign == "<" and (standard or name in public), f"{name_of(header)} includes {name}"


@pytest.mark.parametrize("source", ours(SOURCES, BINDINGS), ids=name_of)
def test_each_library_is_known_to_few(source):
    for sign, name in includes(source):
        if sign == "<":
            for prefix, owners in OWNERS.items():
                known = source.parent == SOURCES and source.stem in owners
                assert known or not name.startswith(prefix), f"{name_of(source)} includes {name}"


@pytest.mark.parametrize("header", sorted(SOURCES.glob("*.hpp")), ids=name_of)
def test_no_library_shows_in_a_header(header):
    for sign, name in includes(header):
        if sign == "<":
            assert not name.startswith(tuple(OWNERS)), f"{name_of(header)} includes {name}"


def reached(source, seen):
    """The names of our own headers that a source includes, and that these include."""
    for sign, name in includes(source):
        header = SOURCES / name
        if sign == '"' and header.exists() and header.stem not in seen:
            seen.add(header.stem)
            reached(header, seen)
    return seen - TABLES


@pytest.mark.parametrize("source", ours(SOURCES), ids=name_of)
def test_the_two_streams_meet_once(source):
    others = reached(source, set()) - {source.stem}
    if source.stem in GROUND:
        assert others <= GROUND
    elif source.stem in TEXT:
        assert others <= GROUND | TEXT
    elif source.stem.startswith(CODEBOOK):
        assert not others & TEXT


def test_the_core_is_quiet():
    loud = re.compile(r"\b(std::cout|std::cerr|std::clog|printf|puts|getenv|perror)\b")
    for source in ours(SOURCES, HEADERS):
        code = re.sub(r"//.*", "", source.read_text(encoding="utf-8"))
        assert not loud.search(code), f"{name_of(source)} prints or reads the environment"


def test_sources_are_short():
    folders = [SOURCES, HEADERS, BINDINGS, ROOT / "python", ROOT / "tests" / "reference"]
    paths = ours(*folders) + sorted((ROOT / "python").rglob("*.py"))
    long = {name_of(p): n for p in paths if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_SOURCE_LINES}
    assert not long


def test_every_stage_says_what_it_is():
    for source in ours(SOURCES, HEADERS, BINDINGS):
        tops = [p.read_text(encoding="utf-8") for p in {source, source.with_suffix(".hpp")} if p.exists()]
        assert any(top.startswith("// ") for top in tops), f"{name_of(source)} has no word on top"


def test_what_the_headers_promise_is_exported():
    inside = r"LIBCODE_API|inline |constexpr |struct |enum |namespace |using |template|#|//|\s|}"
    for header in ours(HEADERS):
        for line in header.read_text(encoding="utf-8").splitlines():
            hidden = re.match(rf"(?!{inside}).*\(", line) or re.match(r"class (?!LIBCODE_API)\w+ ", line)
            assert not hidden, f"{name_of(header)} hides: {line}"


def test_no_file_is_called_util(tracked):
    assert not [name_of(p) for p in tracked if re.search(r"util|helper|misc|common", p.stem, re.I)]


def test_nothing_names_the_machine_it_was_made_on(tracked):
    # Put together here, so that this file does not name them either.
    traces = ["/" + "work/", "." + "library/", "farm" + "-bench", "/" + "home/"]
    for path in tracked:
        text = path.read_bytes().decode("utf-8", errors="replace")
        for trace in traces:
            assert trace not in text, f"{name_of(path)} names {trace}"
