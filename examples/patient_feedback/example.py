"""Codes patients' answers by codebook.yaml: themes, quotes, reasons and a page.

    python3 example.py [EXPORT [PAGE.html]]     a CSV file with the columns `id` and `text`; "": the codebook's own examples
"""

import sys
from pathlib import Path

import pandas as pd

import libcode as lc

HERE = Path(__file__).resolve().parent


def main(export="", page=HERE / "out" / "patient_feedback.html"):
    book = lc.Codebook.read(HERE / "codebook.yaml")
    if export:
        answers, note = pd.read_csv(export, keep_default_na=False, encoding="utf-8-sig"), ""
    else:
        answers = pd.DataFrame({"text": [each.text for code in book.codes for each in (*code.match, *code.reject)]})
        note = "These are the examples of the codebook, written by no patient: their numbers mean nothing."
    codings = lc.code(answers, book, text="text", id="id" if export else None)
    print(note)
    print(codings.counts()[["code", "responses", "base", "percent"]].round(1).to_string(index=False))

    # what is said against a theme is counted with it and stays apart in the table
    found = codings.to_pandas()
    denied = found[(found.code == "place.cleanliness") & (found.negation == "negated")]
    print(f"\n{len(denied)} of {(found.code == 'place.cleanliness').sum()} mentions of cleanliness are denied\n")
    quotes = codings.quotes("access.contacting")
    print(quotes[quotes.quote.str.len() < 80].head(5)[["quote"]].to_string(index=False, header=False))
    Path(page).parent.mkdir(exist_ok=True)
    codings.to_html(page, note=note)
    print(f"\nA page to look at: {page}")


if __name__ == "__main__":
    main(*sys.argv[1:])
