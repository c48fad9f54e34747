"""Pictures: what they show, that labels stand apart and inside, and that nothing is shown or warned of."""

import itertools
import random
import re
import runpy
import sys
from pathlib import Path

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


BOOK = """\
codes:
  body:
    name: Body
    codes:
      pain: {name: Pain, rules: pain}
      blood: {name: Blood, rules: blood}
  shame: {name: Shame, rules: shame}
"""


@pytest.fixture
def small():
    texts = ["pain", "pain and blood", "shame", "no pain", "nothing", "pain, pain"]
    return lc.code({"text": texts, "sex": list("ffmmfm")}, lc.Codebook.parse(BOOK), text="text")


def ticks(axis):
    return [text.get_text() for text in axis.get_ticklabels()]


def said_under(ax):
    return " ".join(text.get_text().replace("\n", " ") for text in ax.texts)


def test_bars_are_the_table_of_prevalence(small):
    ax = plots.prevalence(small)
    table = small.prevalence()
    assert ticks(ax.yaxis) == ["Body", "\u2003Pain", "\u2003Blood", "Shame"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(table.percent.tolist())
    lines = [line.get_xdata().tolist() for line in ax.lines]
    assert lines == [pytest.approx(each) for each in zip(table.low, table.high)]
    assert ticks(ax.child_axes[0].yaxis) == table.share.tolist()


def test_the_greatest_come_first_and_what_is_left_out_is_said(small):
    ax = plots.prevalence(small, order="percent", top=2)
    assert ticks(ax.yaxis) == ["Body", "Pain"] and "The 2 most frequent of 4 themes." in said_under(ax)
    assert ticks(plots.prevalence(small, codes=["shame"]).yaxis) == ["Shame"]


def test_what_is_suppressed_has_no_bar_and_no_dot(small):
    pytest.importorskip("scipy")
    ax = plots.prevalence(small, suppress=2)
    table = small.prevalence(suppress=2)
    hidden = (table.share == "hidden").tolist()
    assert any(hidden) and [bar.get_width() == 0 for bar in ax.patches] == hidden and len(ax.lines) == hidden.count(False)
    assert "hidden" in said_under(ax) and ticks(ax.child_axes[0].yaxis) == table.share.tolist()
    ax = plots.groups(small, "sex", suppress=2)
    table = small.prevalence("sex", suppress=2)
    cells = table[table.sex != "Total"].share
    dots = sum(len(line.get_xdata()) for line in ax.lines if line.get_marker() not in ("None", ""))
    assert dots == (cells != "hidden").sum() and [text.get_text() for text in ax.texts].count("hidden") == (cells == "hidden").sum()


def test_dots_are_the_table_of_groups(small):
    ax = plots.groups(small, "sex")
    table = small.prevalence("sex")
    for group, line in zip("fm", (line for line in ax.lines if line.get_marker() not in ("None", ""))):
        assert line.get_xdata().tolist() == pytest.approx(table[table.sex == group].percent.tolist())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["f (n = 3)", "m (n = 3)"]


def test_sets_are_counted_once_each(small):
    bars, dots, sizes = plots.sets(small).child_axes
    assert [bar.get_height() for bar in bars.patches] == [2, 1, 1] and ticks(dots.yaxis) == ["Pain", "Blood", "Shame"]
    assert [bar.get_width() for bar in sizes.patches] == [3, 1, 1]


def test_cells_are_the_table_of_pairs(small):
    ax = plots.cooccurrence(small)
    numbers = {text.get_position(): text.get_text() for text in ax.texts if text.get_text().isdigit()}
    assert numbers == {(0, 1): "1", (0, 2): "0", (1, 2): "0"}
    assert ticks(ax.yaxis) == ["Blood", "Shame"] and ticks(ax.xaxis) == ["Pain", "Blood"]


def test_an_xray_marks_each_match_in_its_place(small):
    ax = plots.xray(small, codes=["pain"], responses=[3, 5])
    marks = [(path.vertices[:, 0].min(), path.vertices[:, 0].max()) for each in ax.collections for path in each.get_paths()]
    assert sorted(marks) == [(0, 4), (3, 7), (6, 10)] and ticks(ax.yaxis) == ["3", "5"]
    with pytest.raises(IndexError, match="numbered from 0 to 5"):
        plots.xray(small, responses=[6])


def test_bars_of_words_point_to_their_side(small):
    ax = plots.keyness(small, "pain", min_count=1, top=2)
    table = small.keyness("pain", min_count=1)
    assert ticks(ax.yaxis) == [*table.word[table.z > 0].head(2), *table.word[table.z <= 0].tail(2)]
    assert [bar.get_width() > 0 for bar in ax.patches] == [word in table.word[table.z > 0].tolist() for word in ticks(ax.yaxis)]
    with pytest.raises(ValueError, match="target= must name"):
        plots.keyness(small, by=list("abcabc"), min_count=1)


def test_a_curve_and_its_total(small):
    ax = plots.saturation(small, permutations=20)
    assert ax.lines[0].get_ydata().tolist() == pytest.approx(small.saturation_curve(permutations=20).expected.tolist())
    assert "3 themes found in all" in said_under(ax)


def test_panels_are_the_table_over_time(small):
    ax = plots.over_time(small, [1, 1, 1, 2, 2, 3], "wave", codes=["pain", "shame"])
    table = small.over_time([1, 1, 1, 2, 2, 3], "wave", codes=["pain", "shame"])
    assert [panel.get_title("left") for panel in ax.child_axes] == ["Pain", "Shame"]
    for panel, name in zip(ax.child_axes, ("Pain", "Shame")):
        assert panel.lines[-1].get_ydata().tolist() == pytest.approx(table[table.name == name].percent.tolist())


def test_wrong_arguments_are_named(small):
    with pytest.raises(TypeError, match="ax= must be matplotlib axes"):
        plots.prevalence(small, ax=pyplot.figure())
    with pytest.raises(ValueError, match="width="):
        plots.prevalence(small, width=0)
    with pytest.raises(ValueError, match="top="):
        plots.sets(small, top=0)
    with pytest.raises(ValueError, match="order="):
        plots.prevalence(small, order="size")
    with pytest.raises(TypeError, match="codes="):
        plots.xray(small, codes="pain")


def test_without_matplotlib_the_line_to_type_is_said(small, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError, match=r"pip install 'libcode\[plots\]'"):
        plots.prevalence(small)


def test_files_are_the_same_bytes_each_time(small):
    for file in (plots.svg, plots.png):
        assert file(plots.groups(small, "sex")) == file(plots.groups(small, "sex"))
    assert not pyplot.get_fignums() and "<svg" in plots.svg(plots.prevalence(small))


ROOT = Path(__file__).resolve().parents[2]


def test_the_programs_of_the_page_make_its_pictures(tmp_path, monkeypatch):
    pytest.importorskip("PIL")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))["main"](tmp_path)
    linked = re.findall(r"!\[.+\]\(pictures/(\w+\.png)\)", (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8"))
    assert len(linked) == 8 and sorted(linked) == sorted(each.name for each in (ROOT / "docs" / "pictures").iterdir())
    for name in linked:
        assert (tmp_path / name).stat().st_size > 5_000 and (ROOT / "docs" / "pictures" / name).stat().st_size <= 60 * 1024
