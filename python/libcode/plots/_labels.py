"""Names as labels: folded and cut by the measured width of their letters, drawn in fonts that have them.

In: texts, points. Out: lines. Costs one measurement a word. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .._show import visible

ELLIPSIS = "…"
MOST_CHARS = 400  # of a name that are looked at
NO_LETTERS = ("Last Resort", "STIXNonUnicode")  # fonts of boxes and of private signs
MISSING = "\N{REPLACEMENT CHARACTER}"


def width_of(text: str, size: float) -> float:
    """Points across of one line."""
    return _measured(text, families(text)) * size


@lru_cache(maxsize=20_000)
def _measured(text: str, family: tuple[str, ...]) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    return float(text_to_path.get_text_width_height_descent(text, FontProperties(family=list(family), size=100), ismath=False)[0]) / 100


def folded(name: str, points: float, size: float, most_lines: int = 2) -> list[str]:
    """A name in lines of at most so many points, cut with an ellipsis where they do not hold it. A word that is longer than a line,
    as of a language without spaces, goes on in the next."""
    lines = [""]
    for word in sanitized(visible(name, MOST_CHARS)).split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if width_of(longer, size) <= points:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while width_of(word, size) > points and len(word) > 1 and len(lines) <= most_lines:
            most = _fitting(word, points, size)
            lines[-1] = word[:most]
            lines.append("")
            word = word[most:]
        lines[-1] = word
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _cut(lines[most_lines - 1], points, size)]
    return lines


def _cut(line: str, points: float, size: float) -> str:
    """A line with an ellipsis, shortened until it fits."""
    while line and width_of(line.rstrip() + ELLIPSIS, size) > points:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def _fitting(word: str, points: float, size: float) -> int:
    """How many of a word's letters a line holds; at least one."""
    most = 1
    while most < len(word) and width_of(word[: most + 1], size) <= points:
        most += 1
    return most


@lru_cache(maxsize=1)
def _installed() -> tuple[tuple[str, str], ...]:
    """(family, file) of each installed font, upright and regular ones only."""
    from matplotlib.font_manager import fontManager

    found = {font.name: font.fname for font in fontManager.ttflist if font.style == "normal" and font.weight in (400, "normal", "regular")}
    return tuple(sorted((name, file) for name, file in found.items() if not name.startswith(NO_LETTERS)))


@lru_cache(maxsize=64)
def _letters(file: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(file).get_charmap())


def _styled() -> list[tuple[str, str]]:
    """(family, file) of the fonts that matplotlib's style asks for."""
    import matplotlib
    from matplotlib.font_manager import FontProperties, findfont

    asked = FontProperties(family=matplotlib.rcParams["font.family"])
    return [(family, findfont(FontProperties(family=[family]), fallback_to_default=True)) for family in asked.get_family()]


@lru_cache(maxsize=4096)
def _fonts_for(sign: str) -> str | None:
    """An installed family that has a letter which the style's own lacks."""
    return next((family for family, file in _installed() if ord(sign) in _letters(file)), None)


def _strange(text: str) -> list[str]:
    if text.isascii():
        return []
    known = [_letters(file) for _, file in _styled()]
    return [sign for sign in dict.fromkeys(text) if sign != "\n" and not any(ord(sign) in each for each in known)]


def families(text: str) -> tuple[str, ...]:
    """The style's families, then those that have the letters it lacks."""
    import matplotlib

    asked = tuple(matplotlib.rcParams["font.family"])
    return tuple(dict.fromkeys((*asked, *filter(None, map(_fonts_for, _strange(text))))))


def sanitized(text: str) -> str:
    """Without letters that no installed font has: matplotlib would warn of each and draw boxes."""
    gone = {ord(sign): MISSING for sign in _strange(text) if _fonts_for(sign) is None}
    return text.translate(gone) if gone else text


def text_style(text: str) -> dict[str, Any]:
    """Properties of a Text that shows a name as it is written: no mathematics between dollars, letters from where they are."""
    return {"parse_math": False, "usetex": False, "fontfamily": list(families(text))}


def set_labels(axis: Any, places: Any, labels: list[str], size: float) -> None:
    """Tick labels of an axis, each in fonts that have its letters."""
    axis.set_ticks(list(places))
    axis.set_ticklabels(labels, fontsize=size)
    for tick, label in zip(axis.get_major_ticks(), labels):
        for text in (tick.label1, tick.label2):
            text.set(**text_style(label))
            text.set_linespacing(1.1)
