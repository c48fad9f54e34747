"""An x-ray: where in each text the themes fall.

In: Codings. Out: axes. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import index
from typing import Any

from .._core import Codings
from .._show import many, visible
from ._canvas import COLORS, ink, nothing, under
from ._groups import _legend_rows, legend
from ._labels import folded
from ._rows import rows
from ._themes import asked_for, left_out, most, whole

LANE = 6.0  # points from theme to theme in a text
THEMES = len(COLORS)


def xray(
    codings: Codings,
    *,
    codes: Sequence[str] | None = None,
    responses: Sequence[int] | None = None,
    top: int = 10,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """One row a text, as long as the text, with a mark from the beginning to the end of each match: filled where it counts, hollow
    where it does not (negated, say).

    The themes have a colour each, and a lane in the row each: from above, as in the legend. `codes` are by default the six most
    frequent with rules of their own, and more are not shown; a parent marks what its descendants found. `responses` are places in
    `codings.responses`, by default the `top` longest of those with a match, in the order of the data."""
    import numpy as np

    whole(top, "top")
    table, written = codings._columns(), codings.responses._columns()
    first = int(written["response"][0]) if len(written["response"]) else 0
    response, start, end = table["response"] - first, table["start"][0], table["end"][0]
    code, counts = codings._codes(), table["counts"]
    places = asked_for(codings, codes, with_rules=codes is None)
    paths = [each.path for each in codings.codebook.codes]
    matches = {at: np.isin(code, [i for i, path in enumerate(paths) if path == paths[at] or path.startswith(paths[at] + ".")]) for at in places}
    themes = most(places, [float(matches[at].sum()) for at in places], THEMES)
    themes = [at for at in themes if matches[at].any()]
    marked = np.zeros(len(response), dtype=bool)
    for at in themes:
        marked |= matches[at]
    lengths = [len(text) if text is not None else 0 for text in written["text"]]
    texts, total = _texts(responses, sorted(set(response[marked].tolist())), lengths)
    several = len(codings.responses.questions) > 1
    names = {at: f"{written['id'][at]}" + (f", {written['question'][at]}" if several else "") for at in texts}

    def choose(most_rows: int) -> list[int]:
        longest = sorted(texts, key=lambda at: (-lengths[at], at))[:most_rows]
        return texts[:most_rows] if responses is not None else sorted(longest)

    found = rows(
        ax, width, choose, lambda shown, points, size, lines: ["\n".join(folded(visible(names[at]), 0.75 * points, size, lines)) for at in shown],
        len(texts) if responses is not None else top, lanes=LANE * len(themes) + 2,
        furniture=1.15 + 0.16 * _legend_rows([codings.codebook.codes[at].name for at in themes], width),
    )  # fmt: skip
    ax, shown = found.ax, found.shown
    if not shown or not themes:
        return nothing(ax, found.size, "No theme was found in these texts.")
    from matplotlib.patches import Patch

    furthest = max(max(lengths[at] for at in shown), 1)
    lane = 0.8 / len(themes)
    least = furthest / 250  # a match is seen, however short beside the text
    for y, text in zip(found.at, shown):
        ax.barh(y, max(lengths[text], least), height=0.86, color=ink(), alpha=0.09, linewidth=0, zorder=0)
        for row, theme in enumerate(themes):
            here = np.flatnonzero(matches[theme] & (response == text))
            at = y + (row - (len(themes) - 1) / 2) * lane
            for counted in (True, False):
                marks = [(int(start[i]), max(int(end[i] - start[i]), least)) for i in here if bool(counts[i]) is counted]
                fill = COLORS[row] if counted else "none"
                ax.broken_barh(marks, (at - 0.42 * lane, 0.84 * lane), facecolor=fill, edgecolor=ink() if counted else COLORS[row], linewidth=0.4 if counted else 1.1, zorder=3)
    handles = []
    for row, theme in enumerate(themes):
        handles.append(Patch(facecolor=COLORS[row], edgecolor=ink(), linewidth=0.5, label=codings.codebook.codes[theme].name))
    legend(ax, handles, found.size, found.width, found.left)
    ax.set_xlim(0, furthest * 1.01)
    notes = ["Themes stand in each row from above as in the legend; hollow: found, but does not count."]
    notes += left_out(len(themes), len(places)) + ([f"{len(shown)} of {many(total, 'text')} with a match{'' if responses is not None else ', the longest'}."] if len(shown) < total else [])
    under(ax, found.size, "characters from the beginning of the text", notes, width=found.width, left=found.left)
    return ax


def _texts(responses: Sequence[int] | None, with_match: list[int], lengths: list[int]) -> tuple[list[int], int]:
    """The places to show and how many there are to choose from."""
    if responses is None:
        return with_match, len(with_match)
    places = [index(at) for at in responses]
    if wrong := [at for at in places if not 0 <= at < len(lengths)]:
        raise IndexError(f"responses= names the place {wrong[0]}; they are numbered from 0 to {len(lengths) - 1}")
    return places, len(places)
