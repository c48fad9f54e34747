"""Codes the 274 synthetic answers of this folder and says how often the codebook is right.

    python3 example.py [PAGE.html]        the page goes to out/ketamine.html unless named

Prints the table of themes beside the figures published for the real survey, some quotes, why one
answer was coded, and per theme how the codings agree with what the answers were written to carry.
"""

import sys
from pathlib import Path

import pandas as pd

import libcode as lc

HERE = Path(__file__).resolve().parent
QUESTIONS = ["symptoms", "stopping", "use", "awareness", "services", "barriers"]
NOTICE = "All answers are synthetic: composed by make_answers.py, written by no respondent."


def read(name):
    """A table of this folder. An empty cell is a question not answered; "n/a" is an answer."""
    return pd.read_csv(HERE / name, keep_default_na=False, na_values=[""])


def themes_table(codings):
    """One row a theme: respondents, base, percent, and the published percent where there is one."""
    counts = codings.counts(per="respondent")
    return counts.merge(read("published.csv")[["code", "published_percent"]], on="code", how="left")


def agreement(codings):
    """One row a theme and half of the respondents: precision and recall against themes_written.csv.

    A respondent's answer to a question carries a theme if it was written to, of the writer's own
    and not denied. The first half was read while the codebook was being improved; the other was not.
    """
    written = read("themes_written.csv")
    written = written[written.status.str.contains("affirmed") & written.status.str.contains("self")]
    found = codings.to_pandas()
    found = found[found.counts]
    carried = set(zip(written.id, written.question, written.theme))
    coded = set(zip(found.respondent, found.question, found.code.str.rpartition(".")[2]))

    halves = {"read": lambda number: number <= 137, "unread": lambda number: number > 137}
    rows = []
    for theme in sorted({theme for _, _, theme in carried}) + ["all"]:
        row = {"theme": theme}
        for half, belongs in halves.items():
            w, c = ({key for key in keys if theme in (key[2], "all")
                     and belongs(int(key[0].rpartition("-")[2]))} for keys in (carried, coded))
            hits = len(w & c)
            row |= {f"{half} precision": hits / len(c) if c else float("nan"),
                    f"{half} recall": hits / len(w) if w else float("nan"),
                    f"{half} F1": 2 * hits / (len(w) + len(c)), f"{half} written": len(w)}
        rows.append(row)
    return pd.DataFrame(rows).set_index("theme")


def main(page):
    book = lc.Codebook.read(HERE / "codebook.yaml")
    codings = lc.code(read("answers.csv"), book, text=QUESTIONS, id="id")
    codings.to_html(page)

    print(NOTICE, "\n")
    with pd.option_context("display.width", 160, "display.max_columns", None,
                           "display.max_rows", None, "display.max_colwidth", 90,
                           "display.float_format", "{:.2f}".format):
        print("Themes, with the base of each and the percent published for the real survey\n")
        print(themes_table(codings).to_string(index=False, na_rep=""), "\n")
        for code in ("physical.bladder", "care.lack_knowledge", "meaning.generational_heroin"):
            print(f"Quotes for {code} (synthetic)\n")
            print(codings.quotes(code, 4).to_string(index=False), "\n")
        print("How the codings agree with what each answer was written to carry\n")
        print(agreement(codings).to_string(), "\n")
    print(f"The answers, marked up (synthetic): {page}")


if __name__ == "__main__":
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "out" / "ketamine.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    main(page)
