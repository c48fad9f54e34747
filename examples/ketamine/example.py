"""Codes the 274 synthetic answers of this folder and says how often the codebook is right.

    python3 example.py [PAGE.html]        the page goes to out/ketamine.html unless named

Prints the table of themes beside the figures published for the real survey, some quotes, and how
the codings agree with what the answers were written to carry. Beside the page stand four pictures.
"""

import sys
import textwrap
from pathlib import Path

import pandas as pd

import libcode as lc
from libcode import plots

HERE = Path(__file__).resolve().parent
QUESTIONS = ["symptoms", "stopping", "use", "awareness", "services", "barriers"]
NOTICE = "All answers are synthetic: composed by make_answers.py, written by no respondent."
LAST_READ = 137  # respondents up to this one were read while the codebook was improved
ANSWER = ["respondent", "question", "theme"]


def read(name):
    """A table of this folder. An empty cell is a question not answered; "n/a" is an answer."""
    return pd.read_csv(HERE / name, keep_default_na=False, na_values=[""])


def themes_table(codings):
    """One row a theme: its share of the base, here and as published for the real survey."""
    counts = codings.counts(per="respondent").merge(read("published.csv"), on="code", how="left")
    depth = counts.code.str.count(r"\.")
    return pd.DataFrame({
        "theme": ["    " * d + name for d, name in zip(depth, counts.name)],
        "respondents": counts.respondents,
        "base": counts.base,
        "percent": counts.percent,
        "published": counts.published_percent,
        "past": counts.past,
        "uncertain": counts.uncertain,
        "left out": counts.not_counted,
    })


def what_was_written():
    """One row a theme an answer was written to carry, and whether the writer owns to it."""
    written = read("themes_written.csv").rename(columns={"id": "respondent"})
    written["own"] = written.status.str.match("affirmed .* self")
    return written


def what_was_found(codings):
    """The long table, themes named as in themes_written.csv."""
    return codings.to_pandas().assign(theme=lambda found: found.code.str.rpartition(".")[2])


def agreement(codings):
    """Precision, recall and F1 per theme, for the respondents read and the others apart."""
    written, found = what_was_written(), what_was_found(codings)
    pairs = pd.merge(written[written.own][ANSWER].drop_duplicates(),
                     found[found.counts][ANSWER].drop_duplicates(), how="outer", indicator="in")
    unread = pairs.respondent.str.rpartition("-")[2].astype(int) > LAST_READ
    halves = {}
    for half, rows in {"respondents read": pairs[~unread], "others": pairs[unread]}.items():
        scores = {}
        for theme, own in [*rows.groupby("theme"), ("all themes", rows)]:
            both, missed, false = ((own["in"] == side).sum()
                                   for side in ("both", "left_only", "right_only"))
            scores[theme] = {"answers": both + missed, "precision": both / max(both + false, 1),
                             "recall": both / max(both + missed, 1),
                             "F1": 2 * both / max(2 * both + missed + false, 1)}
        halves[half] = pd.DataFrame.from_dict(scores, orient="index").astype({"answers": int})
    return pd.concat(halves, axis=1)


def statuses(codings):
    """How the writer stands to a theme, as written: how often it counts, and is labelled so."""
    written, found = what_was_written(), what_was_found(codings)
    key = written[ANSWER].apply(tuple, axis=1)
    counted = set(found[found.counts][ANSWER].itertuples(index=False, name=None))
    labelled = set(found[[*ANSWER, "status"]].itertuples(index=False, name=None))
    written["counted"] = key.isin(counted)
    written["labelled so"] = (key + written.status.apply(lambda status: (status,))).isin(labelled)
    table = written.groupby("status").agg(answers=("own", "size"), counted=("counted", "mean"),
                                          labelled=("labelled so", "mean"))
    return table.sort_values("answers", ascending=False)


def pictures(codings, folder):
    """Prevalences, groups, sets and pairs of themes, as PNG files; their names."""
    themes = ["tolerance", "losses", "lack_awareness", "harmless", "shame", "stigma"]
    drawn = {
        "prevalence": plots.prevalence(codings),
        "groups": plots.groups(codings, by="treatment_seeking", codes=themes),
        "sets": plots.sets(codings, codes=["bladder", "nasal", "k_cramps", "organs"], question="symptoms"),
        "cooccurrence": plots.cooccurrence(codings),
    }
    for name, ax in drawn.items():
        (folder / f"{name}.png").write_bytes(plots.png(ax))
    return ", ".join(f"{name}.png" for name in drawn)


def say(title, text):
    print(f"{title}\n\n{textwrap.indent(text, '  ')}\n")


def main(page):
    book = lc.Codebook.read(HERE / "codebook.yaml")
    codings = lc.code(read("answers.csv"), book, text=QUESTIONS, id="id")
    page.parent.mkdir(parents=True, exist_ok=True)
    codings.to_html(page, note=NOTICE)

    print(NOTICE, "\n")
    themes = themes_table(codings)
    say("Themes: percent of those who answered the question; published: the real survey, Harding et al. 2025",
        themes.to_string(index=False, na_rep="", float_format="{:.0f}".format,
                         formatters={"theme": lambda name: name.ljust(themes.theme.str.len().max())}))
    for code in ("physical.bladder", "care.lack_knowledge", "meaning.generational_heroin"):
        quotes = codings.quotes(code, 4)
        say(f"Quotes for {code} (synthetic)",
            "\n".join(f"{who}: {quote}" for who, quote in zip(quotes.respondent, quotes.quote)))
    say("Agreement with what each answer was written to carry",
        agreement(codings).to_string(float_format="{:.2f}".format))
    say("The same by how the writer stands to the theme: share counted, and share given this status",
        statuses(codings).to_string(float_format="{:.2f}".format, index_names=False))
    print(f"A page to look at (synthetic): {page}\nand pictures beside it: {pictures(codings, page.parent)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "out" / "ketamine.html")
