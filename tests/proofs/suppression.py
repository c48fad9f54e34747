"""Attacks suppressed tables: can a count that prevalence(suppress=) hides be derived from what the table shows?

    suppression.py [N] [--seed S]      N random surveys (10,000)

Each is a random tree of codes over random answers to one or two questions in random groups. The attacker sees the printed table and the codebook, and
solves for the least and the greatest whole number each hidden count can be, by an integer program of its own. A hidden count
that is known to within less than the threshold (or than the bases and the codebook allow to begin with) fails the proof, and so do a small count
that is shown, and a percent, an interval or a share beside a hidden count.
"""

import argparse
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

import libcode as lc


def random_survey(dice):
    """A codebook as (parent, has rules) a code, its Codebook, and the Codings of random answers."""
    tree = [(None, True)]
    for at in range(1, dice.integers(1, 7)):
        tree.append((None if dice.random() < 0.3 else int(dice.integers(at)), True))
    parents = {parent for parent, _ in tree}
    tree = [(parent, at not in parents or bool(dice.random() < 0.4)) for at, (parent, _) in enumerate(tree)]
    questions = ["answer"] if dice.random() < 0.6 else ["answer", "other"]
    asked_only = [len(questions) == 2 and dice.random() < 0.3 for _ in tree]

    def narrowed(at):
        return at is not None and (asked_only[at] or narrowed(tree[at][0]))

    def lines(parent, indent):
        for at, (above, ruled) in enumerate(tree):
            if above == parent:
                yield f"{indent}c{at}:"
                if ruled:
                    yield f"{indent}  rules: w{at}"
                if asked_only[at] and not narrowed(above):
                    yield f"{indent}  where:\n{indent}    question: other"
                if at in parents:
                    yield f"{indent}  codes:"
                    yield from lines(at, indent + "    ")

    book = lc.Codebook.parse("\n".join(["codes:", *lines(None, "  ")]) + "\n")
    people = int(dice.integers(5, 160))
    groups = int(dice.integers(1, 6))
    share = dice.dirichlet(np.full(groups, 0.8))
    group = [f"g{each}" for each in dice.choice(groups, people, p=share)]
    likely = dice.beta(0.6, 1.2, size=(groups, len(tree)))
    def answer(who, likelihood):
        words = [f"w{at}" for at in range(len(tree)) if dice.random() < likely[int(who[1:]), at]]
        return " ".join(["x", *words]) if dice.random() < likelihood else None

    answers = {question: [answer(who, asked) for who in group] for question, asked in zip(questions, (0.95, 0.5))}
    return book, lc.code({**answers, "group": group}, book, text=questions)


def attack(rows, book, threshold, group="group", count="respondents", truth=None):
    """What is wrong with the table `rows` (dicts), as sentences. `truth` are the counts, which the attacker's own answers must allow."""
    faults = []
    codes = [code.path for code in book.codes]
    groups = list(dict.fromkeys(row[group] for row in rows)) if group in rows[0] else ["Total"]
    cell = {(row.get(group, "Total"), row["code"]): at for at, row in enumerate(rows)}
    known = [None if row[count] is None or row[count] != row[count] else int(row[count]) for row in rows]
    for row, n in zip(rows, known):
        base = int(row["base"])
        where = f"{row.get(group, 'Total')} × {row['code']}"
        if n is None:
            if not all(row[name] is None or row[name] != row[name] for name in ("percent", "low", "high")) or row["share"] != "hidden":
                faults.append(f"{where}: hidden, but its percent, interval or share is shown")
        elif base and (0 < n < threshold or 0 < base - n < threshold or base < threshold):
            faults.append(f"{where}: a small count is shown")

    least = [0 if n is None else n for n in known]
    most = [int(row["base"]) if n is None else n for row, n in zip(rows, known)]
    lines, low, high = [], [], []

    def tie(terms, least_sum, most_sum):
        line = np.zeros(len(rows))
        for at, times in terms:
            line[at] += times
        lines.append(line)
        low.append(least_sum)
        high.append(most_sum)

    for code in codes:
        if len(groups) > 1:
            tie([(cell[each, code], 1) for each in groups[:-1]] + [(cell[groups[-1], code], -1)], 0, 0)
    for each in groups:
        for at, code in enumerate(book.codes):
            children = [child.path for child in book.codes if child.parent == at]
            for child in children:
                tie([(cell[each, code.path], 1), (cell[each, child], -1)], 0, np.inf)
            if children and not code.rules:
                tie([(cell[each, child], 1) for child in children] + [(cell[each, code.path], -1)], 0, np.inf)
    constraints = [LinearConstraint(np.array(lines), low, high)] if lines else []
    for at, n in enumerate(known):
        if n is not None:
            continue
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(rows))
            goal[at] = sign
            for whole in (0, 1):  # the linear program's answer is the whole one where it is whole, and HiGHS is surer of it
                found = milp(goal, integrality=np.full(len(rows), whole), bounds=Bounds(least, most), constraints=constraints)
                if found.x is None:
                    return [*faults, "no table agrees with what is shown"]
                if np.abs(found.x - np.rint(found.x)).max() < 1e-6:
                    break
            ends.append(round(found.x[at]))
        if truth is not None and not ends[0] <= truth[at] <= ends[1]:
            faults.append(f"the attacker errs: {ends[0]} to {ends[1]} is not true of cell {at}")
        need = min(threshold, allowed(book, cell, rows, groups, rows[at].get(group, "Total"), rows[at]["code"]))
        if ends[1] - ends[0] < need:
            faults.append(f"{rows[at].get(group, 'Total')} × {rows[at]['code']}: hidden, but known to be {ends[0]} to {ends[1]}")
    return faults


def allowed(book, cell, rows, groups, group, code):
    """The most that may hold a code by the bases and the codebook alone."""
    if group == groups[-1] and len(groups) > 1:
        return sum(allowed(book, cell, rows, groups, each, code) for each in groups[:-1])
    base, entry = int(rows[cell[group, code]]["base"]), book[code]
    under = [each.path for each in book.codes if each.parent is not None and book.codes[each.parent].path == code]
    return base if entry.rules or not under else min(base, sum(allowed(book, cell, rows, groups, group, each) for each in under))


def run(tables, seed):
    """(tables attacked, cells, hidden cells, small cells), or exits with the fault."""
    totals = np.zeros(3, dtype=int)
    for number in range(tables):
        dice = np.random.default_rng((seed, number))
        book, codings = random_survey(dice)
        threshold = int(dice.choice([3, 5, 10]))
        by = "group" if dice.random() < 0.85 else None
        rows = codings.prevalence(by=by, suppress=threshold).to_dict("records")
        plain = codings.prevalence(by=by)
        faults = attack(rows, book, threshold, truth=plain["respondents"].tolist())
        if faults:
            sys.exit(f"table {number} of seed {seed}, threshold {threshold}: " + "; ".join(faults))
        left = plain["base"] - plain["respondents"]
        small = plain["respondents"].between(1, threshold - 1) | left.between(1, threshold - 1) | plain["base"].between(1, threshold - 1)
        totals += (len(rows), sum(row["share"] == "hidden" for row in rows), int(small.sum()))
    return totals


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("tables", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    cells, hidden, small = run(arguments.tables, arguments.seed)
    print(f"{arguments.tables:,} tables, {cells:,} cells, {small:,} small, {hidden:,} hidden, none derived (seed {arguments.seed})")
