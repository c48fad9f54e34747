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


class Drawn(HTMLParser):
    """The text that each mark or set of nested marks underlines, with the colours of their lines, and the names after them."""

    def __init__(self, html):
        super().__init__()
        self.lines, self.names, self.pieces, self.label = [], [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "mark":
            self.lines.append(re.search(r"border-bottom:2px (\w+) (#\w+)", dict(attributes)["style"]).groups())
        self.label = self.label or tag == "sup"

    def handle_endtag(self, tag):
        if tag == "mark":
            self.lines.pop()
        self.label = self.label and tag != "sup"

    def handle_data(self, data):
        if self.label:
            self.names += [name for name in [data.strip("[]\u2060")] if name]
        elif self.lines:
            self.pieces.append((data, len(self.lines), {line for line, _ in self.lines}))


OVERLAP = """\
codes:
  pee: {name: Passing water, rules: peeing}
  blood: {name: Blood, rules: blood}
  both: {name: Pain, rules: peeing ..9 hurts}
  shame: {name: Shame, rules: shame}
"""


def test_every_theme_of_a_response_is_underlined_and_named():
    response = lc.code(["peeing blood hurts. No shame."], lc.Codebook.parse(OVERLAP)).response(0)
    drawn = Drawn(response._repr_html_().split("</bdi></div>", 1)[0])
    assert drawn.names == ["Passing water", "Blood", "Pain", "Shame, negated, does not count"]
    assert drawn.pieces == [
        ("peeing", 2, {"solid"}), (" ", 1, {"solid"}), ("blood", 2, {"solid"}), (" hurts", 1, {"solid"}), ("shame", 1, {"dashed"}),
    ]  # fmt: skip


def test_no_display_has_more_rows_than_it_says():
    names = [f"c{at}" for at in range(100)]
    book = lc.Codebook.parse("codes:\n" + "".join(f"  {name}:\n    rules: {name}\n" for name in names))
    codings = lc.code([" ".join(names), "c99 again"], book)
    response = codings.response(0)
    for text in (repr(book), repr(codings), repr(response)):
        assert 60 <= len(text.splitlines()) <= 66 and "40 more" in text
    assert repr(codings).count("2 of 2") == 1 and "c99" in codings._repr_html_()
    assert codings._repr_html_().count("scope=\"row\"") == 60 and book._repr_html_().count("<li>") == 60
    for html in (book._repr_html_(), codings._repr_html_(), response._repr_html_()):
        assert "40 more" in html
    assert "40 more" not in repr(lc.code(["x"], lc.Codebook.parse(OVERLAP)))


def contrast(one, other):
    light = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (
        [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color] for color in (one, other))))
    return (light[1] + 0.05) / (light[0] + 0.05)


def test_text_and_lines_have_contrast_in_light_and_dark():
    from libcode._html import COLORS, FAINT

    faint = float(FAINT.rpartition(":")[2])
    for ground, ink in ((1.0, 0.0), (0.07, 0.87)):
        back = (ground,) * 3
        assert contrast([faint * ink + (1 - faint) * ground] * 3, back) >= 4.5
        for color in COLORS:
            line = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
            tint = [0x30 / 255 * c + (1 - 0x30 / 255) * ground for c in line]
            assert contrast(line, back) >= 3 and contrast((ink,) * 3, tint) >= 4.5
