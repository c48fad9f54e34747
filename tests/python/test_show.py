"""What a terminal and a notebook show: nothing a respondent writes can steer either."""

import re
from html.parser import HTMLParser

import pytest

import libcode as lc

NASTY = 'k cramps <script>alert("x")</script> & <b>shame</b> \u202e turned \x1b[31m red </bdi></div>'


class Tags(HTMLParser):
    """Collects the tags, and fails where they do not nest."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.styles = [], set(), []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.styles += [value for name, value in attributes if name == "style"]
        assert not any(name.startswith("on") for name, _ in attributes)
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def nasty(book):
    return lc.code([NASTY, None, "no k cramps"], book)


def test_a_terminal_is_not_steered(nasty):
    for text in (repr(nasty), repr(nasty.response(0)), repr(nasty.responses), repr(nasty.codebook)):
        assert "\x1b" not in text and "\u202e" not in text


def test_a_notebook_is_not_steered(nasty):
    for html in (nasty._repr_html_(), nasty.response(0)._repr_html_(), nasty.codebook._repr_html_(), nasty.responses._repr_html_()):
        tags = Tags(html)
        assert not tags.seen & {"script", "b", "i", "img", "link", "iframe"}
        assert "\x1b" not in html and not re.search(r"(src|href)=", html)


def test_html_needs_no_style_sheet_and_sets_no_ground(nasty):
    html = nasty._repr_html_() + nasty.response(0)._repr_html_() + nasty.codebook._repr_html_()
    assert "<style" not in html and "class=" not in html
    assert not re.search(r"(?<![-\w])color:(?!inherit|#)", html) and "background:#fff" not in html and "background:white" not in html


def test_a_response_shows_its_codings(codings):
    text = repr(codings.response(0))
    assert "6–14   physical.k_cramps: K cramps  [affirmed current self certain]" in text
    assert "does not count" in repr(codings.response(3)) and "not asked" in repr(codings.response(1))
    html = codings.response(0)._repr_html_()
    assert ">K cramps</mark>" in html and "solid" in html and "dashed" in codings.response(3)._repr_html_()
    for place in (-1, 6):
        with pytest.raises(IndexError, match="numbered from 0 to 5"):
            codings.response(place)


def test_the_table_of_themes(codings):
    assert "  K cramps     ██████████··········  50.0 %       2 of 4  2 quotes" in repr(codings)
    assert "50.0&nbsp;%" in codings._repr_html_()


def test_a_codebook_is_a_tree(book):
    assert repr(book).splitlines()[1:3] == ["├─ physical  Physical harm", "│  └─ k_cramps  K cramps  (1 rule)"]
    assert "<details>" in book._repr_html_()


def test_a_long_quote_is_cut_around_its_match(book):
    codings = lc.code(["word " * 100 + "k cramps" + " word" * 100], book)
    html = codings._repr_html_()
    assert "…word" in html and ">k cramps</mark>" in html and len(html) < 6000
