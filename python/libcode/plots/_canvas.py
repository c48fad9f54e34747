"""The ground of every picture: axes with room for rows, text sizes, colours that follow matplotlib's style.

In: axes or None. Out: axes and what they have room for. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

# Okabe & Ito (2008, "Color Universal Design"), the darker first; each goes with a marker and a dash of its own.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES: tuple[Any, ...] = ("-", (0, (4, 1.5)), (0, (1.2, 1.2)), (0, (5, 1.5, 1, 1.5)), (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
NARROW = 4.5  # inches: below this text is set smaller and figures beside rows are shorter


class Canvas(NamedTuple):
    """Where a picture is drawn."""

    ax: Any
    width: float  # inches that it may fill, labels included
    size: float  # points of the text of labels


def canvas(ax: Any, width: float, height: float) -> Canvas:
    """`ax`, or new ones in a figure of so many inches."""
    slot = slot_of(ax, width)
    if ax is None:
        from matplotlib import pyplot

        ax = pyplot.subplots(figsize=(width, height), layout="constrained")[1]
    return Canvas(ax, slot, text_size(slot))


def slot_of(ax: Any, width: float) -> float:
    """Inches across that the picture may fill."""
    try:
        import matplotlib.axes
    except ImportError:
        raise ImportError("plots need matplotlib: pip install 'libcode[plots]'") from None
    if ax is None:
        if isinstance(width, bool) or not isinstance(width, int | float) or not 1 <= width <= 100:
            raise ValueError("width= must be a number of inches from 1 to 100")
        return float(width)
    if not isinstance(ax, matplotlib.axes.Axes):
        raise TypeError(f"ax= must be matplotlib axes, not of type {type(ax).__name__}")
    left, right = _slot(ax)
    return right - left


def text_size(width: float) -> float:
    """Points of a label in a figure of so many inches, by the size that matplotlib's style gives text (10 by default)."""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    size = FontProperties(size=matplotlib.rcParams["ytick.labelsize"]).get_size_in_points()
    return 0.9 * size if width >= NARROW else 0.8 * size


def inside(ax: Any) -> tuple[float, float]:
    """Width and height of the axes in points."""
    box, (width, height) = ax.get_position(), ax.figure.get_size_inches()
    return 72 * box.width * width, 72 * box.height * height


def _slot(ax: Any) -> tuple[float, float]:
    """Left and right in inches of what the axes may fill: from the axes to the left of them, or the edge, to their own right."""
    boxes = {each: each.get_subplotspec().get_position(each.figure) if each.get_subplotspec() else each.get_position() for each in ax.figure.axes}
    box = boxes.pop(ax, None) or ax.get_position()
    left = [each.x1 for each in boxes.values() if each.x1 <= box.x0 and each.y0 < box.y1 and each.y1 > box.y0]
    inches = ax.figure.get_size_inches()[0]
    return max(left, default=0.0) * inches, box.x1 * inches


def make_room(ax: Any, left: float, right: float = 0.0) -> None:
    """Moves the sides of axes that no layout engine moves, so that labels of so many points stand beside them inside their slot."""
    if ax.figure.get_layout_engine() is not None:
        return
    box, (edge, stop), inch = ax.get_position(), _slot(ax), ax.figure.get_size_inches()[0]
    start, end = max((edge + left / 72) / inch, box.x0), (stop - right / 72) / inch
    ax.set_position((start, box.y0, max(end - start, 0.02), box.height))


def ink() -> Any:
    import matplotlib

    return matplotlib.rcParams["text.color"]


def ground_color() -> tuple[float, float, float]:
    """What is behind the picture: of a transparent one what its text is legible on."""
    import matplotlib
    from matplotlib.colors import to_rgba

    for name in ("axes.facecolor", "figure.facecolor"):
        if (color := to_rgba(matplotlib.rcParams[name]))[3] > 0.5:
            return color[:3]
    return (1.0, 1.0, 1.0) if luminance(to_rgba(ink())[:3]) < 0.4 else (0.0, 0.0, 0.0)


def luminance(color: Any) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_on(color: Any) -> str:
    """Black or white, whichever has more contrast on it (4.5 : 1 or better)."""
    return "black" if luminance(color) > 0.179 else "white"


def plain(ax: Any, size: float, grid: str = "x") -> None:
    """No box; faint lines across, behind what is drawn."""
    ax.set_axisbelow(True)
    ax.grid(visible=False)
    if grid:
        ax.grid(visible=True, axis=grid, color=ink(), alpha=0.15, linewidth=0.6)
    for side in ("top", "right", *(("left",) if grid == "x" else ())):
        ax.spines[side].set_visible(False)
    ax.tick_params(labelsize=size, length=0 if grid == "x" else 3)


def under(ax: Any, size: float, axis: str, notes: list[str], *, width: float, left: float = 0.0, below: float = 0.0) -> None:
    """Names the x axis, and says below it what must be known, from the left edge of the names (`left` points from the axes), in
    lines as wide as the picture (`width` inches). `below` is points that the ticks take, where they are not one line."""
    from ._labels import folded, text_style

    ax.set_xlabel("\n".join(folded(axis, max(72 * width - left - 20, 90), size)), fontsize=size, parse_math=False)
    text = "\n".join(line for note in notes for line in folded(note, 72 * width - 24, 0.9 * size, most_lines=5))
    if text:
        down = (below or 1.5 * size) + 1.3 * size * (ax.get_xlabel().count("\n") + 1 if axis else 0) + 8
        ax.annotate(
            text, (0, 0), (-left, -down), xycoords="axes fraction", textcoords="offset points", va="top", ha="left", linespacing=1.25,
            fontsize=0.9 * size, annotation_clip=False, **text_style(text),
        )  # fmt: skip
        _raise(ax, down + 1.3 * size * (text.count("\n") + 1))


def _raise(ax: Any, points: float) -> None:
    """Moves the bottom of axes that no layout engine moves and none stand below, so that so many points are inside the figure."""
    box, height = ax.get_position(), ax.figure.get_size_inches()[1]
    bottom = points / 72 / height
    if ax.figure.get_layout_engine() is None and box.y0 < bottom < box.y1 - 0.1 and all(each.get_position().y0 > box.y0 - 0.01 for each in ax.figure.axes):
        ax.set_position((box.x0, bottom, box.width, box.y1 - bottom))


def lower(ax: Any, points: float) -> None:
    """Moves the top of axes that no layout engine moves, so that so many points are above it inside the figure."""
    box, height = ax.get_position(), ax.figure.get_size_inches()[1]
    top = 1 - points / 72 / height
    if ax.figure.get_layout_engine() is None and box.y0 + 0.1 < top < box.y1:
        ax.set_position((box.x0, box.y0, box.width, top - box.y0))


def nothing(ax: Any, size: float, why: str) -> Any:
    """Axes that say why they are empty."""
    from ._labels import folded

    ax.set_axis_off()
    ax.text(0.5, 0.5, "\n".join(folded(why, inside(ax)[0], size, 4)), transform=ax.transAxes, ha="center", va="center", fontsize=size, parse_math=False)
    return ax


def column(table: Any, name: str) -> list[Any]:
    """Of a frame of pandas or polars."""
    return list(table[name].to_list())
