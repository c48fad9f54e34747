"""why and why_not: in a terminal, in a notebook, on the command line."""

import pytest
from test_cli import here, run  # noqa: F401  (a fixture)
from test_show import NASTY, Tags

import libcode as lc


def test_a_yes_says_which_words_met_which_part(codings):
    yes = codings.why(0, "k_cramps")
    assert yes and yes.counts and yes.why_not is None and yes.code.path == "physical.k_cramps"
    (coding,) = yes.codings
    assert yes.text[coding.start : coding.end] == "K cramps" and coding.counts
    assert [(part.text, [yes.text[s:e] for s, e in part.words]) for part in coding.rule.parts] == [("k", ["K"]), ("cramp*", ["cramps"])]
    assert coding.rule.line == 11 and coding.rule.text == "(k | ket) cramp*"
    assert repr(yes).startswith("yes: physical.k_cramps (K cramps)\n\n  I get [K] [cramps] 😭 daily.\n  book.yaml:11: (k | ket) cramp*\n")


def test_positions_count_characters():
    book = lc.Codebook.parse("codebook: x\ncodes:\n  a:\n    rules: |\n      né NEAR/2 zoë\n", "x")
    no = lc.why("😭😭 né voor de été zoë", "a", book)
    assert [[no.text[s:e] for s, e in part.words] for part in no.why_not.rule.parts] == [["né"], ["zoë"]]
    assert [no.why_not.rule.text[part.start : part.end] for part in no.why_not.rule.parts] == ["né", "zoë"]
    assert (no.why_not.stop, no.why_not.measured, no.why_not.limit) == ("distance", 4, 2)


def test_a_no_says_what_stopped_it(codings):
    no = codings.why_not(3, "physical.k_cramps")
    assert not no and no.why_not.stop == "status" and no.why_not.reason == "negated by “no” directly before"
    (cue,) = no.codings[0].cues
    assert (cue.status, cue.words_away, cue.side, no.text[cue.start : cue.end]) == ("negated", 1, "before", "no")
    assert codings.why_not(0, "shame") is None
    assert codings.why_not(1, "shame").why_not.reason == "the question was not asked"
    assert codings.why_not(codings.response(2), "shame").why_not.reason == "the response has no words"
    assert codings.why(0, "physical").codings[0].rule.code == "physical.k_cramps"


def test_every_response_and_code_has_an_answer_that_agrees(codings):
    present = codings.matrix()
    for at in range(len(codings.responses)):
        for code in codings.codebook.codes:
            explanation = codings.why(at, code.path)
            value = present.iloc[at][code.path]
            assert explanation.counts == (str(value) == "1")
            assert (codings.why_not(at, code.path) is None) == explanation.counts
            assert repr(explanation) and explanation._repr_html_()


def test_where_and_missing_names():
    book = lc.Codebook.parse("codebook: x\ncodes:\n  a:\n    rules: pain\n    where: {country: UK}\n", "x")
    codings = lc.code({"t": ["pain", "pain"], "country": ["UK", "FR"]}, book, text="t")
    assert codings.why(0, "a")
    assert codings.why_not(1, "a").why_not.reason == "its `where` leaves this row out: it keeps `country` `UK`"
    assert lc.why("pain", "a", book) and lc.why("pain", "a", lc.Coder(book)) and lc.why_not("pain", "a", book) is None
    with pytest.raises(KeyError):
        codings.why(0, "b")
    with pytest.raises(IndexError):
        codings.why(2, "a")
    with pytest.raises(TypeError) as error:
        lc.why(b"my secret", "a", book)
    assert "secret" not in str(error.value)


def test_a_mistake_is_told_without_the_words(book, codings):
    secret = "my private words"
    for call, error in [
        (lambda: lc.why(secret, 5, book), TypeError),
        (lambda: lc.why("shame", secret, book), KeyError),
        (lambda: lc.why(5, secret, book), TypeError),
        (lambda: lc.why([secret], "shame", book), TypeError),
        (lambda: codings.why(0, [secret]), TypeError),
        (lambda: codings.why(secret, "shame"), TypeError),
    ]:
        with pytest.raises(error) as caught:
            call()
        assert secret not in str(caught.value) and "Invoked with" not in str(caught.value)


def test_neither_terminal_nor_notebook_is_steered(book):
    for text in (NASTY, "no " + NASTY, NASTY * 40, "\ud800 k cramps", "k, cramps\u202e"):
        explanation = lc.why(text, "k_cramps", book)
        assert "\x1b" not in repr(explanation) and "\u202e" not in repr(explanation)
        html = explanation._repr_html_()
        assert not Tags(html).seen & {"script", "b", "i", "img", "link", "iframe"} and "\x1b" not in html


def test_the_command_line(here):  # noqa: F811
    asked = ("--codebook", "book.yaml", "--text", "answer")
    yes = run("why", "k_cramps", "survey.csv", *asked, "--row", 1, cwd=here)
    assert yes.returncode == 0 and yes.stdout.startswith("yes: physical.k_cramps (K cramps)\n") and "[K] [cramps]" in yes.stdout
    no = run("why", "k_cramps", "survey.csv", *asked, "--row", 4, cwd=here)
    assert no.returncode == 0 and no.stdout.startswith("no: physical.k_cramps (K cramps), negated by “no” directly before\n")
    said = run("why", "shame", "--codebook", "book.yaml", "--response", "I am ashmed", cwd=here)
    assert "“ashmed” is one edit from `ashamed`" in said.stdout
    assert run("why", "shame", "survey.csv", *asked, "--row", 9, cwd=here).stderr == "libcode: the export has no row 9; its last is 6\n"
    assert run("why", "shame", "survey.csv", *asked, cwd=here).returncode == 2
    assert run("why", "blame", "survey.csv", *asked, "--row", 1, cwd=here).returncode == 3
