"""Engines take turns; what is compared is their rate within one round.

A shared machine is now quick, now slow; two engines that run right after each other see the same machine. So the figure is
the median over the rounds of the ratio within a round, with half the range between its quartiles as the spread.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Turn:
    """`run()` gives the seconds it took and how much it found in `size_bytes` of text."""

    run: Callable[[], tuple[float, int]]
    size_bytes: int
    rows: int = 0


@dataclass
class Figure:
    median: float
    spread: float  # half the range between the quartiles, as a share of the median

    def __format__(self, spec: str) -> str:
        return f"{self.median:{spec}} ± {100 * self.spread:.0f} %"


def figure(values: list[float]) -> Figure:
    """The median, and the spread about it."""
    median = statistics.median(values)
    if len(values) < 3 or median == 0:
        return Figure(median, 0.0)
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return Figure(median, (high - low) / 2 / median)


class Rounds:
    """Seconds per engine and round."""

    def __init__(self, turns: dict[str, Turn], rounds: int) -> None:
        self.turns = turns
        self.seconds: dict[str, list[float]] = {name: [] for name in turns}
        self.found: dict[str, int] = {}
        for name, turn in turns.items():
            self.found[name] = turn.run()[1]  # to warm up
        gc.collect()
        gc.disable()
        try:
            for number in range(rounds):
                # Back and forth, so that a drift of the machine favours nobody.
                for name in list(turns) if number % 2 == 0 else reversed(turns):
                    self.seconds[name].append(turns[name].run()[0])
        finally:
            gc.enable()

    def _rates(self, name: str) -> list[float]:
        return [self.turns[name].size_bytes / seconds for seconds in self.seconds[name]]

    def rate(self, name: str) -> Figure:
        """Megabytes (1,000,000 bytes) of text a second."""
        return figure([rate / 1e6 for rate in self._rates(name)])

    def ratio(self, quick: str, slow: str) -> Figure:
        """How many times as many bytes a second `quick` does as `slow`."""
        return figure([a / b for a, b in zip(self._rates(quick), self._rates(slow), strict=True)])

    def found_a_second(self, name: str) -> Figure:
        return figure([self.found[name] / seconds for seconds in self.seconds[name]])
