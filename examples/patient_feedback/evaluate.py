"""How often a codebook agrees with people: precision, recall and F1 of each theme.

    python3 evaluate.py EXPORT [--codebook BOOK] [--id ID] [--text TEXT] [--themes COLUMN] [--by COLUMN]

EXPORT is any CSV file with a column of answers and a column of the themes that people gave each one,
separated by `|`. A theme is known by the `name` of its code. Labels that no code bears are listed below
the table. `--by` sets the groups of a column side by side; `--by half` is the split of README.md,
decided by the id alone: the half whose misses were read while the codebook was written, and the other.
"""

import argparse
import hashlib
from pathlib import Path

import pandas as pd

import libcode as lc

HERE = Path(__file__).resolve().parent


def read_export(path, themes="codes", separator="|", id="id"):
    """The export as text, every cell kept as written; `themes` as sets of names; `half` by the id."""
    export = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    export[themes] = [frozenset(" ".join(name.split()) for name in cell.split(separator)) - {""}
                      for cell in export[themes]]
    return export.assign(half=export[id].map(half))


def half(id):
    """The half of an answer: the first bit that its id hashes to, so that no order or theme decides."""
    odd = int(hashlib.sha256(f"half:{id}".encode()).hexdigest(), 16) % 2
    return "held out" if odd else "read"


def agreement(export, book, text="text", id="id", themes="codes"):
    """One row a theme: how many answers people gave it, precision, recall, F1; micro and macro last.

    Micro counts every (answer, theme) once. Macro is the mean F1 of themes with ten answers or more:
    below that one answer more or less moves F1 by several points.
    """
    present = lc.code(export, book, text=text, id=id).matrix().reindex(export[id]).fillna(0).astype(bool)
    labels = frozenset().union(*export[themes])
    rows = []
    for code in book.codes:
        if not code.rules and code.name not in labels:
            continue  # a branch of the codebook that no labeller knows
        found = present[code.path].to_numpy()
        given = export[themes].map(lambda names: code.name in names).to_numpy()
        rows.append((code.name, given.sum(), found.sum(), (found & given).sum()))
    table = pd.DataFrame(rows, columns=["theme", "given", "found", "both"]).set_index("theme").astype(float)
    often = table[table.given >= 10]
    table.loc["micro"] = table.sum()
    table["precision"] = table.both / table.found
    table["recall"] = table.both / table.given
    table["F1"] = 2 * table.both / (table.given + table.found)
    table.loc["macro", ["given", "precision", "recall", "F1"]] = [
        len(often), *table.loc[often.index, ["precision", "recall", "F1"]].fillna(0).mean()]
    return table.drop(columns=["found", "both"])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("export", metavar="EXPORT")
    options.add_argument("--codebook", default=HERE / "codebook.yaml", metavar="BOOK")
    options.add_argument("--id", default="id", help="column that names an answer (id)")
    options.add_argument("--text", default="text", help="column of answers (text)")
    options.add_argument("--themes", default="codes", help="column of the themes people gave (codes)")
    options.add_argument("--separator", default="|", help="what stands between two themes of a cell (|)")
    options.add_argument("--by", metavar="COLUMN", help="a column whose groups stand side by side, or `half`")
    chosen = options.parse_args()

    book = lc.Codebook.read(chosen.codebook)
    export = read_export(chosen.export, chosen.themes, chosen.separator, chosen.id)
    groups = dict(list(export.groupby(chosen.by))) if chosen.by else {"all": export}
    tables = {name: agreement(group, book, chosen.text, chosen.id, chosen.themes) for name, group in groups.items()}
    print(pd.concat(tables, axis=1).round(2).to_string(na_rep="", float_format=lambda number: f"{number:g}"))
    names = {code.name for code in book.codes}
    print("\nno code bears:", "; ".join(sorted(frozenset().union(*export[chosen.themes]) - names)) or "(none)")


if __name__ == "__main__":
    main()
