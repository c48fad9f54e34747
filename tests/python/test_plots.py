"""Pictures: what they show, that labels stand apart and inside, and that nothing is shown or warned of."""

import itertools
import random

import numpy as np
import pytest

import libcode as lc
from libcode import plots

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

LONG = "A theme with a name that no line of any picture can hold, nor two of them, and which does not come to an end"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde"
NAMES = ["Pain", LONG, WORD, "כאבים בשלפוחית השתן", "آلام المثانة والكلى", "costs $5 and $6_x^2 for \\frac", "膀胱の痛み" * 9, "tears 😭\U0001f9ff", "<b>", "a\u202eb"]
DARK, LIGHT = "dark_background", "default"


def survey(themes, people=60, seed=1):
    """Answers of people who hold each of the themes at random, with a group and a month."""
    names = [NAMES[at] if at < len(NAMES) else f"Theme {at}" for at in range(themes)]
    lines = [f"  c{at}:\n    name: {name!r}\n    rules: w{at}\n" if "\\" not in name else f"  c{at}:\n    name: '{name}'\n    rules: w{at}\n" for at, name in enumerate(names)]
    dice = random.Random(seed)
    texts = ["so " + " and ".join(f"w{at}" for at in range(themes) if dice.random() < 1 / (2 + at % 7)) for _ in range(people)]
    data = {"text": texts, "group": [NAMES[at % 3] for at in range(people)], "month": [f"2024-{1 + at % 12:02}" for at in range(people)]}
    return lc.code(data, lc.Codebook.parse("codes:\n" + "".join(lines)), text="text")


KINDS = {
    "prevalence": lambda codings, **how: plots.prevalence(codings, **how),
    "groups": lambda codings, **how: plots.groups(codings, "group", **how),
    "cooccurrence": lambda codings, **how: plots.cooccurrence(codings, **how),
    "sets": lambda codings, **how: plots.sets(codings, **how),
    "xray": lambda codings, **how: plots.xray(codings, **how),
    "keyness": lambda codings, **how: plots.keyness(codings, **how),
    "saturation": lambda codings, **how: plots.saturation(codings, permutations=20, **how),
    "over_time": lambda codings, **how: plots.over_time(codings, "month", **how),
}


@pytest.fixture(scope="module")
def surveys():
    return {1: survey(1), 10: survey(10), 100: survey(100)}


@pytest.fixture(autouse=True)
def closed():
    yield
    pyplot.close("all")


def family(ax):
    return [ax, *itertools.chain.from_iterable(family(each) for each in ax.child_axes)]


def boxes(ax):
    """(text, its box) of all that is written in the picture, in pixels."""
    ax.figure.canvas.draw()
    found = []
    for each in family(ax):
        texts = [*each.texts, *(each.get_legend().get_texts() if each.get_legend() else [])]
        if each.axison:
            texts += [each.xaxis.label, each.yaxis.label, each.title, each._left_title]
            for axis in (each.xaxis, each.yaxis):
                low, high = sorted(axis.get_view_interval())
                ticks = [tick for tick in axis.get_major_ticks() if low - 1e-9 <= tick.get_loc() <= high + 1e-9]
                texts += [label for tick in ticks for label in (tick.label1, tick.label2)]
        found += [(text.get_text(), text.get_window_extent()) for text in texts if text.get_visible() and text.get_text()]
    return found


def assert_legible(ax):
    """No two texts touch, and all are inside the figure."""
    found = [(text, box) for text, box in boxes(ax) if box.width and box.height]
    width, height = ax.figure.canvas.get_width_height()
    for text, box in found:
        assert -1 <= box.x0 and box.x1 <= width + 1 and -1 <= box.y0 and box.y1 <= height + 1, (text, box)
    for (text, box), (other, place) in itertools.combinations(found, 2):
        across = min(box.x1, place.x1) - max(box.x0, place.x0)
        up = min(box.y1, place.y1) - max(box.y0, place.y0)
        assert across <= 1 or up <= 1.5, (text, other, box, place)


@pytest.mark.parametrize("style", [LIGHT, DARK])
@pytest.mark.parametrize("width", [6.5, 3.3])
@pytest.mark.parametrize("themes", [1, 10, 100])
@pytest.mark.parametrize("kind", KINDS)
def test_labels_stand_apart_and_inside(surveys, kind, themes, width, style):
    with pyplot.style.context(style):
        ax = KINDS[kind](surveys[themes], width=width)
        assert ax.figure.get_size_inches()[0] == width
        assert_legible(ax)


@pytest.mark.parametrize("layout", [None, "constrained"])
@pytest.mark.parametrize("kind", KINDS)
def test_given_axes_are_drawn_in_and_returned(surveys, kind, layout):
    figure, pair = pyplot.subplots(1, 2, figsize=(13, 7), layout=layout)
    for ax, themes in zip(pair, (100, 10)):
        assert KINDS[kind](surveys[themes], ax=ax) is ax
    assert len(figure.axes) == 2 and pyplot.get_fignums() == [figure.number]
    for ax in pair:
        assert_legible(ax)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_show_is_said(kind):
    book = lc.Codebook.parse("codes:\n  a:\n    rules: w0\n  b:\n    rules: w1\n")
    for texts in ([], [None, None], ["nothing", "here"]):
        data = {"text": texts, "group": ["g", "h"][: len(texts)], "month": ["2024-01", "2024-02"][: len(texts)]}
        assert_legible(KINDS[kind](lc.code(data, book, text="text")))


@pytest.mark.parametrize("kind", KINDS)
def test_polars_is_as_good(kind):
    polars = pytest.importorskip("polars")
    texts = ["w0 and w1", "w0", "w1 more", "w0 w1 w0", "none"] * 4
    frame = polars.DataFrame({"text": texts, "group": ["g", "h"] * 10, "month": ["2024-01", "2024-02"] * 10})
    assert KINDS[kind](lc.code(frame, lc.Codebook.parse("codes:\n  a:\n    rules: w0\n  b:\n    rules: w1\n"), text="text"))
