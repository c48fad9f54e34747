"""A text with stretches of it underlined and named: a line each, under each other where stretches overlap.

In: a text, stretches. Out: HTML with inline styles, that says the same where they are stripped: the names stay. Costs stretches times how
many overlap. Tested by tests/python/test_show.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

LANE_PX = 4  # from underline to underline


class Stretch(NamedTuple):
    """Code points of a text, the colour of their line, whether it is solid or dashed, and what stands after it."""

    start: int
    end: int
    color: str
    solid: bool = True
    name: str = ""
    hint: str = ""


def escaped(text: str) -> str:
    shown = "".join("\N{REPLACEMENT CHARACTER}" if ord(sign) < 32 and sign not in "\t\n" else sign for sign in text)
    return escape(shown).replace("\n", "<br>")


def mark(text: str, color: str, *, counts: bool = True, hint: str = "", lane: int = 0) -> str:
    return _mark(escaped(text), color, counts, hint, lane)


def _mark(inner: str, color: str, solid: bool, hint: str, lane: int) -> str:
    line, back = ("solid", f"{color}30") if solid else ("dashed", "transparent")
    under = f"padding:0 .1em {lane * LANE_PX}px" if lane else "border-radius:2px;padding:0 .1em"
    title = f' title="{escape(hint)}"' if hint else ""
    return f'<mark{title} style="background:{back};color:inherit;border-bottom:2px {line} {color};{under}">{inner}</mark>'


def marked(text: str, first: int, last: int, stretches: Sequence[Stretch]) -> str:
    """`text[first:last]` with the parts of stretches in it underlined; the name of each stands small where it ends."""
    inside = sorted((each for each in stretches if each.start < last and each.end > first), key=lambda each: (each.start, -each.end))
    lanes = _lanes(inside)
    edges = sorted({first, last, *(edge for each in inside for edge in (each.start, each.end) if first < edge < last)})
    parts = []
    for start, end in zip(edges, edges[1:]):
        piece = escaped(text[start:end])
        for lane, each in sorted((lane, each) for lane, each in zip(lanes, inside) if each.start <= start and each.end >= end):
            piece = _mark(piece, each.color, each.solid, each.hint, lane)
        parts.append(piece)
        parts += [_name(each) for each in inside if each.end == end and each.name]
    return "".join(parts)


def depth(stretches: Sequence[Stretch]) -> int:
    """How many lines stand under each other at most."""
    return max(_lanes(sorted(stretches, key=lambda each: (each.start, -each.end))), default=-1) + 1


def _lanes(stretches: Sequence[Stretch]) -> list[int]:
    """For each the first line that no stretch before it still takes."""
    ends: list[int] = []
    lanes = []
    for each in stretches:
        lane = next((at for at, end in enumerate(ends) if end <= each.start), len(ends))
        ends[lane : lane + 1] = [each.end]
        lanes.append(lane)
    return lanes


def _name(stretch: Stretch) -> str:
    return (
        f'<sup style="font-size:.75em;line-height:1;border-left:3px solid {stretch.color};padding:0 .3em;margin:0 .2em 0 .1em;white-space:nowrap;'
        f'user-select:none">&#8288;<bdi>[{escaped(stretch.name)}]</bdi></sup>'
    )
