"""Codes patients' answers by codebook.yaml: themes, quotes and reasons.

    python3 example.py EXPORT        a CSV file with the columns `id` and `text`
"""

import sys
from pathlib import Path

import pandas as pd

import libcode as lc


def main(export):
    book = lc.Codebook.read(Path(__file__).with_name("codebook.yaml"))
    answers = pd.read_csv(export, keep_default_na=False, encoding="utf-8-sig")
    codings = lc.code(answers, book, text="text", id="id")

    counts = codings.counts()
    print(counts[["code", "responses", "base", "percent"]].round(1).to_string(index=False))

    # what is said against a theme is counted with it and stays apart in the table
    found = codings.to_pandas()
    denied = found[(found.code == "place.cleanliness") & (found.negation == "negated")]
    print(f"\n{len(denied)} of {(found.code == 'place.cleanliness').sum()} mentions of cleanliness are denied\n")

    # the short quotes, so that no long story is shown
    quotes = codings.quotes("access.contacting")
    print(quotes[quotes.quote.str.len() < 80].head(5)[["quote"]].to_string(index=False, header=False))


if __name__ == "__main__":
    main(sys.argv[1])
