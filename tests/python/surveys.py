"""Random surveys for properties of tables: people in groups, with themes written as words w0, w1, …"""

import numpy as np

import libcode as lc

BOOK = """\
codes:
  a:
    codes:
      b:
        rules: w0
      c:
        rules: w1
  d:
    rules: w2
    codes:
      e:
        rules: w3
  never:
    rules: w9
"""
WORDS = ("w0", "w1", "w2", "w3")


def book():
    return lc.Codebook.parse(BOOK)


def columns(seed, people=40, questions=1, groups=3):
    """{answer, answer1, …, group, weight}: with missing answers, blanks and people in no group."""
    dice = np.random.default_rng(seed)

    def answer():
        kind = dice.random()
        if kind < 0.1:
            return None if kind < 0.06 else "  " if kind < 0.08 else "..."
        return " ".join(["x", *(word for word in WORDS if dice.random() < 0.3)])

    group = [None if dice.random() < 0.05 else f"g{dice.integers(groups)}" for _ in range(people)]
    names = ["answer", *(f"answer{at}" for at in range(1, questions))]
    return {**{name: [answer() for _ in range(people)] for name in names}, "group": group, "weight": dice.uniform(0.5, 2, people).tolist()}
