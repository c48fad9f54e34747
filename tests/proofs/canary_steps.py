"""The steps of canary.py: every way to fail, and one pass through all that works, over a survey with a word in every cell.

    canary_steps.py FOLDER WORD     the pass that works alone, for a system-call trace; prints the files it was asked for as JSON
"""

import io
import json
import pickle
import signal
import sys
from pathlib import Path
from unittest import mock

import libcode as lc
from libcode import _cli, plots

BOOK = """\
codebook: Canary
version: 1.0.0
codes:
  physical:
    codes:
      cramps:
        rules: cramp*
        where:
          country: uk | fr
      bladder:
        rules: bladder~ NEAR/5 (hurt* | pain*)
        match: |
          my bladder hurts
  shame:
    rules: asham* | @physical.cramps
"""
ROWS = 24


def table(word):
    """Columns whose every cell holds the word; `country` also what rules look at, `n` and `day` numbers and dates (no word fits)."""
    kinds = ["no cramps for {}", "my bladder hurts, {}", "{} ashamed of {}", "{}", "{} …", "cramps {} cramps, bladder pain {}"]
    return {
        "i": [f"{word}i{at}" for at in range(ROWS)],
        "who": [f"{word}w{at // 2}" for at in range(ROWS)],
        "q": [f"{word}q{at % 3}" for at in range(ROWS)],
        "text": [kinds[at % 6].replace("{}", f"{word}t{at}") for at in range(ROWS)],
        "other": [f"{word}o{at} cramps" if at % 4 else None for at in range(ROWS)],
        "country": ["uk"] * (ROWS // 2) + [f"{word}c"] * (ROWS - ROWS // 2),
        "group": [f"{word}g{at // 2 % 3}" for at in range(ROWS)],
        "torn": [f"{word}g{at}" for at in range(ROWS)],
        "n": [at % 4 for at in range(ROWS)],
        "day": [f"2024-0{1 + at % 9}-11" for at in range(ROWS)],
    }


def write_csv(path, columns, encoding="utf-8", delimiter=","):
    import csv

    with open(path, "w", encoding=encoding, newline="") as file:
        out = csv.writer(file, delimiter=delimiter)
        out.writerow(columns)
        out.writerows(zip(*([cell if cell is not None else "" for cell in column] for column in columns.values())))
    return str(path)


def works(folder, word, step=None):
    """One pass through all of the package that ends well; gives the files that were asked for. `step(name, run)` runs each."""
    step = step or (lambda name, run: run())
    columns = table(word)
    export, book_file = write_csv(folder / "export.csv", columns), folder / "book.yaml"
    book_file.write_text(BOOK)
    asked = [Path(export), book_file]

    def file(name):
        asked.append(folder / name)
        return str(folder / name)

    book = lc.Codebook.read(book_file)
    made = {}
    step("code", lambda: made.setdefault("codings", lc.code(columns, book, text=["text", "other"], id="i", respondent="who", progress=lambda done, total: None)))
    codings = made["codings"]
    step("stream", lambda: [len(each) for each in lc.Coder(book).stream([columns, {**columns, "i": [f"{each}b" for each in columns["i"]]}], text="text", id="i")] and None)
    for name in ("counts", "prevalence", "theme_tests", "uncoded", "exemplars", "saturation", "saturation_curve", "cooccurrence", "words", "ngrams", "collocations", "keyness", "matrix", "to_pandas", "to_polars"):
        needed = {"theme_tests": {"by": "group"}}.get(name, {})
        step(name, lambda: getattr(codings, name)(**needed) is None)
    step("prevalence by", lambda: codings.prevalence(by="group", suppress=4) is None)
    step("cross_table", lambda: codings.cross_table(by="group") is None)
    step("over_time", lambda: codings.over_time(date="day", every="month") is None)
    step("keyness by", lambda: codings.keyness(by="group", target=columns["group"][0]) is None)
    step("survey", lambda: repr(survey := lc.Survey(columns, text=["text", "other"], id="i")) and survey.code(book) and None)
    step("mask", lambda: lc.mask(codings) is None)
    for name, given in (("prevalence", {}), ("groups", {"by": "group"}), ("cooccurrence", {}), ("saturation", {}), ("keyness", {}), ("sets", {}), ("xray", {}), ("over_time", {"date": "day"})):
        step(f"plots.{name}", lambda: getattr(plots, name)(codings, **given) is None)
    step("reprs", lambda: print(*map(repr, (codings, codings.responses, book, lc.Coder(book), lc.Survey(columns, text="text"), codings.codebook.codes))))
    for ending, write in (("html", codings.to_html), ("xlsx", codings.to_excel), ("docx", codings.to_word), ("sav", codings.to_spss)):
        step(f"to {ending}", lambda: write(file(f"out.{ending}"), by="group"))
    step("book to xlsx", lambda: book.write(file("book.xlsx")) is None)
    roles = ["--codebook", str(book_file), "--text", "text", "--id", "i", "--respondent", "who"]
    step("cli code", lambda: _cli.main(["code", export, *roles, "--prefix", "code.", "-o", file("coded.csv"), "--codings", file("codings.csv")]))
    step("cli count", lambda: _cli.main(["count", export, *roles]))
    step("cli check", lambda: _cli.main(["check", str(book_file)]))
    step("cli report", lambda: _cli.main(["report", export, *roles, "--by", "group", "-o", file("cli.html"), "--mask", "--no-ids"]))
    step("cli report xlsx", lambda: _cli.main(["report", export, *roles, "-o", file("cli.xlsx")]))
    step("cli verify", lambda: _cli.main(["verify", str(folder / "cli.html"), export]))
    step("cli convert", lambda: _cli.main(["convert", str(book_file), file("book2.xlsx")]))
    return asked, codings


def walk(walk, work, word, of_book):
    """Every way to fail. `walk.step(name, run)` runs one and looks at all that was said."""
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    step = walk.step
    folder = work / "out"
    folder.mkdir()
    asked, codings = works(folder, word, lambda name, run: step(name, run, fails=False))
    book, columns = codings.codebook, table(word)
    texts = columns["text"]
    frame = pd.DataFrame(columns)
    one = {"text": texts, "country": columns["country"]}
    coded = lc.code(frame, book, text="text")
    export, book_file = str(folder / "export.csv"), str(folder / "book.yaml")

    # The codebook's faults, which quote the codebook.
    step("fault of a codebook", lambda: lc.Codebook.parse(f"codes:\n  a:\n    rules: ({of_book} NEAR\n"))
    step("a codebook that is not there", lambda: lc.Codebook.read(folder / "none.yaml"))
    step("a codebook of a number", lambda: lc.Coder(5))
    step("a codebook of answers", lambda: lc.code(book, texts))
    step("answers as a codebook", lambda: lc.Coder(texts))
    step("parse of answers", lambda: lc.Codebook.parse(texts))
    step("parse of too much", lambda: lc.Codebook.parse(*texts[:5]))
    step("coder of too much", lambda: lc.Coder(book, texts))
    step("no such code", lambda: book["none"])
    step("code of answers", lambda: book[texts])
    step("edit", lambda: book.with_("none", "name", "x"))
    step("edit of answers", lambda: book.with_("shame", "name", texts))

    # Data that cannot be read.
    for name, data in {
        "None": None, "a text": texts[0], "bytes": texts[0].encode(), "a number": 5, "a set": set(texts), "lazy": pl.LazyFrame(columns), "a text as column": {"text": texts[0]},
        "an iterator as column": {"text": iter(texts)}, "a number among texts": [*texts, 5], "a list among texts": [*texts, [texts[0]]],
        "columns of two lengths": {"text": texts, "country": texts[:3]}, "a list column": pa.table({"text": [[each] for each in texts], "country": texts}), "an object": object(),
    }.items():  # fmt: skip
        step(f"data: {name}", lambda: lc.code(data, book, text="text" if isinstance(data, (dict, pa.Table)) else None))
    step("data: twins", lambda: lc.code(pd.DataFrame([texts[:2]], columns=["a", "a"]), book))
    step("data: twins of Arrow", lambda: lc.code(pa.table([texts, texts], names=["a", "a"]), book))
    step("data: numbers as text", lambda: lc.code({**one, "n": columns["n"]}, book, text="n"))
    step("data: Arrow numbers as text", lambda: lc.code(pa.table({**one, "n": columns["n"]}), book, text="n"))
    step("data: a stream that fails", lambda: lc.code(_failing_stream(pa, word), book, text="text"))
    capsule = pa.table(one).__arrow_c_stream__()
    again = type("Again", (), {"__arrow_c_stream__": lambda self, schema=None: capsule})()
    lc.code(again, book, text="text")
    step("data: a stream read twice", lambda: lc.code(again, book, text="text"))
    step("data: no Arrow", lambda: lc._core.ArrowTable(texts))
    step("column of a number", lambda: lc._data._texts(5, "c", lc._core.NumbersAre.refused))
    cell = type("Cell", (), {"__str__": lambda self: 5, "__repr__": lambda self: texts[0]})()
    step("a cell without words", lambda: lc.code({**one, "country": [cell] * ROWS}, book, text="text"))
    step("where without its column", lambda: lc.code({"text": texts}, book))
    for name, given in {
        "none of two": {}, "of none": {"text": "none"}, "a number": {"text": 5}, "answers": {"text": texts}, "empty": {"text": []}, "twice": {"text": ["text", "text"]},
        "id none": {"text": "text", "id": "none"}, "id twice": {"text": "text", "id": "who"}, "id missing": {"text": "text", "id": "other"}, "question of two": {"text": ["text", "other"], "question": "q"},
        "question missing": {"text": "text", "question": "other"}, "respondent missing": {"text": "text", "respondent": "other"}, "threads": {"text": "text", "threads": texts[0]},
        "progress": {"text": "text", "progress": texts[0]}, "id of answers": {"text": "text", "id": texts},
    }.items():  # fmt: skip
        for kind, data in (("dict", columns), ("pandas", frame), ("polars", pl.DataFrame(columns)), ("arrow", pa.table(columns))):
            step(f"{kind}, text= or so: {name}", lambda: lc.code(data, book, **given))
    step("an index twice", lambda: lc.code(frame.set_index("who"), book, text="text"))
    step("ids of an earlier batch", lambda: list(lc.Coder(book).stream([columns, columns], text="text", id="i")))
    step("a bad cell in a batch", lambda: list(lc.Coder(book).stream([columns, {**columns, "text": [5] * ROWS}], text="text")))

    grows = {"text": list(texts), "country": ["uk"] * ROWS}
    survey = lc.Survey(grows, text="text")
    step("a survey without its column", lambda: lc.Survey({"text": texts}, text="text").code(book))
    step("a survey of nothing", lambda: lc.Survey(texts[0]))
    step("a survey in no threads", lambda: lc.Survey(texts, threads=0))
    [column.append(texts[0]) for column in grows.values()]
    step("a survey whose data grew", lambda: survey.code(book))

    # Tables. Each argument that is no name is given a cell, then all of them.
    cell = texts[0]
    wrong = {
        "counts": ["per"], "quotes": ["n"], "matrix": ["values", "per"], "prevalence": ["per", "base", "suppress", "confidence", "question"],
        "cross_table": ["per", "base", "show", "letters", "alpha"], "theme_tests": ["per", "adjust", "confidence", "seed", "question"], "overall_test": ["per", "base", "resamples", "seed"],
        "exemplars": ["k", "kinds", "per_respondent", "max_chars", "min_words", "seed"], "saturation": ["per", "codes", "base", "threshold", "run", "permutations", "seed"], "saturation_curve": ["per", "codes", "permutations", "seed"],
        "over_time": ["every", "codes", "per"], "trend": ["every", "codes", "per"], "cooccurrence": ["within", "matrix", "codes", "confidence", "question"], "words": ["min_count", "part", "stopwords", "question"],
        "ngrams": ["n", "min_count", "stopwords", "question"], "collocations": ["window", "min_count", "question"], "keyness": ["prior", "ngram", "part", "target", "reference", "question"], "kwic": ["words", "chars"], "response": ["at"],
    }  # fmt: skip
    first = {"quotes": ["shame"], "kwic": ["shame"], "over_time": ["day"], "trend": ["day"], "theme_tests": ["group"], "overall_test": ["group"], "cross_table": ["group"], "keyness": [], "response": []}
    import inspect

    for method, arguments in wrong.items():
        takes = inspect.signature(getattr(lc.Codings, method)).parameters
        for argument in arguments:
            if argument not in takes:
                continue
            for given in (cell, texts):
                step(f"{method}({argument}=)", lambda: getattr(coded, method)(*first.get(method, []), **{argument: given}) is None, fails=False)
    for name, run in {
        "by none": lambda: coded.prevalence(by="none"),
        "by of a list's codings": lambda: listed_only(book, texts).prevalence(by="none"),
        "by of a number": lambda: coded.prevalence(by=5),
        "by too short": lambda: coded.prevalence(by=texts[:3]),
        "by another index": lambda: coded.prevalence(by=pd.Series(texts, index=range(5, 5 + ROWS))),
        "by of strangers": lambda: coded.prevalence(by={each: each for each in texts}),
        "by torn": lambda: codings.prevalence(by="torn"),
        "letters and weights": lambda: coded.cross_table(by="group", letters="bonferroni", weights="n"),
        "an alpha of 2": lambda: coded.cross_table(by="group", alpha=2),
        "suppress and weights": lambda: coded.prevalence(suppress=5, weights="n"),
        "weights of words": lambda: coded.prevalence(weights="group"),
        "weights missing": lambda: coded.prevalence(weights=[None, *[1.0] * (ROWS - 1)]),
        "weights of 0": lambda: coded.prevalence(weights=[0.0] * ROWS),
        "weights of tests": lambda: coded.theme_tests(by="group", weights="n"),
        "question none": lambda: codings.prevalence(question="none"),
        "question of long data": lambda: lc.code(frame, book, text="text", question="q").prevalence(question="none"),
        "words' question of long data": lambda: lc.code(frame, book, text="text", question="q").words(question="none"),
        "co-occurrence's question of long data": lambda: lc.code(frame, book, text="text", question="q").cooccurrence(question="none"),
        "lift within words": lambda: coded.cooccurrence(within=3, matrix="lift"),
        "words of no code": lambda: coded.words(code=[]),
        "keyness without by": lambda: coded.keyness(target="a"),
        "keyness of one group": lambda: coded.keyness(by=["x"] * ROWS),
        "keyness of no such group": lambda: coded.keyness(by="group", target="none"),
        "keyness of reference alone": lambda: coded.keyness(by="group", reference=columns["group"][0]),
        "dates of words": lambda: coded.over_time("group", every="month"),
        "dates apart": lambda: coded.over_time(["0001-01-01", *["9999-01-01"] * (ROWS - 1)], every="day"),
        "exemplars' taken column": lambda: lc.code(frame.assign(code=texts), book, text="text").exemplars(variables=["code"]),
        "pickle": lambda: pickle.dumps(coded),
        "no such response": lambda: coded.response(999),
        "why of no such response": lambda: coded.why(999, "shame"),
        "why of answers": lambda: lc.why(book, "shame", texts[0]),
        "why, text and code changed over": lambda: lc.why(book, "shame", texts[0]) or lc.why_not(texts, texts[0], book),
        "why of a code of answers": lambda: lc.why(book, texts[0], texts),
        "why_not of a stranger": lambda: coded.why_not(0, texts),
        "explain a response that is not there": lambda: lc._core._explain_response(coded, lc.Coder(book), 999, "shame"),
        "kwic of two lines": lambda: lc._kwic.coder_of_rule("a\nb"),
        "kwic of nothing": lambda: lc._kwic.coder_of_rule(" "),
        "kwic of a faulty rule": lambda: lc._kwic.coder_of_rule("(a"),
        "schema": lambda: lc.schema("none"),
        "mask of a number": lambda: lc.mask(5),
        "mask of a number among texts": lambda: lc.mask([*texts, 5]),
        "mask of no kind": lambda: lc.mask(texts, kinds=[cell]),
        "mask of one name": lambda: lc.mask(texts, names=cell),
        "mask of a number as name": lambda: lc.mask(texts, names=[cell, 5]),
        "mask of no word": lambda: lc.mask(texts, names=[cell, "!!!"]),
        "mask of a case": lambda: lc.mask(texts, names=["x"], case=cell),
        "page's quotes": lambda: coded.to_html(str(folder / "no.html"), quotes=cell),
        "plots' width": lambda: plots.prevalence(coded, width=cell),
        "plots' axes": lambda: plots.prevalence(coded, ax=texts),
        "plots' codes": lambda: plots.prevalence(coded, codes=cell),
        "plots' top": lambda: plots.prevalence(coded, top=cell),
        "plots' places": lambda: plots.xray(coded, responses=[999]),
        "plots' groups": lambda: plots.keyness(coded, by="group"),
        "plots' texts": lambda: plots.xray(coded, responses=texts),
        "words of a stop word": lambda: coded.words(stopwords=cell),
        "within is no unit": lambda: lc._core._cooccurrence(coded, cell, 0, False, np.ones(0)),
        "SPSS of much": lambda: lc.code({"text": [f"{cell} " * 4000], "country": ["uk"], "id": [f"{cell} " * 4000]}, book, text="text", id="id").to_spss(str(folder / "no.sav")),
        "SPSS of a long group": lambda: coded.to_spss(str(folder / "no.sav"), by=[f"{each} " * 3000 for each in texts]),
        "excel of many groups": lambda: _many_groups(book, word).to_excel(str(folder / "no.xlsx"), by=[f"{word}{at}" for at in range(9000)]),
        "a folder that is not there": lambda: coded.to_html(str(folder / "none" / "x.html")),
        "a folder": lambda: coded.to_excel(str(folder)),
        "a file in a file": lambda: coded.to_word(str(Path(export) / "x.docx")),
        "excel's cell": lambda: lc._excel._done(-1),
        "a record of SPSS": lambda: lc._sav_file._record(io.BytesIO(b"\x63\0\0\0" + b"\0" * 64), []),
    }.items():  # fmt: skip
        step(name, run)
    for missing, run in {
        "pandas": lambda: codings.to_pandas(), "polars": lambda: codings.to_polars(), "xlsxwriter": lambda: codings.to_excel(str(folder / "no.xlsx")), "docx": lambda: codings.to_word(str(folder / "no.docx")),
        "pyreadstat": lambda: codings.to_spss(str(folder / "no.sav")), "matplotlib.axes": lambda: plots.prevalence(codings), "openpyxl": lambda: lc.Codebook.read(str(folder / "book.xlsx")),
    }.items():  # fmt: skip
        with mock.patch.dict(sys.modules, {missing: None}):
            step(f"without {missing}", run)
    with mock.patch.dict(sys.modules, {"scipy": None, "scipy.stats": None, "scipy.optimize": None}):
        step("tests without scipy", lambda: codings.theme_tests(by="group"))
        step("suppression without scipy", lambda: codings.prevalence(by="n", per="response", suppress=5))
        step("order without scipy", lambda: lc._association._stats() if hasattr(lc._association, "_stats") else codings.cooccurrence(order=True))
    with mock.patch("libcode._frames.find_spec", lambda name: None):
        step("no frames", lambda: codings.counts())

    # Codebooks from sheets.
    sheet = folder / "sheet.csv"
    for name, content in {"not UTF-8": b"code,rules\na,\xff\xfe\n", "faulty": b"code,rules\na,(b\na,\n,x\n"}.items():
        sheet.write_bytes(content)
        step(f"sheet: {name}", lambda: lc.Codebook.read(sheet))
    lines = lc.Codebook.parse("codes:\n  a:\n    rules: b\n    match:\n      - \"b\\nb\"\n")
    step("a sheet of lines", lambda: lines.write(folder / "no.csv"))

    # The command line.
    roles = ["--codebook", book_file, "--text", "text"]

    def cli(name, *arguments, fails=True, shows=False):
        step(f"cli: {name}", lambda: _cli.main([str(each) for each in arguments]), fails, shows)

    out = folder / "never.csv"
    cli("no such export", "code", folder / "none.csv", *roles, "-o", out)
    cli("no such codebook", "code", export, "--codebook", folder / "none.yaml", "--text", "text", "-o", out)
    cli("no such column", "code", export, "--codebook", book_file, "--text", "none", "-o", out)
    cli("a number of threads", "code", export, *roles, "--threads", "x", "-o", out)
    cli("a sign", "code", export, *roles, "--delimiter", "ab", "-o", out)
    cli("an encoding", "code", export, *roles, "--encoding", "none", "-o", out)
    cli("ids that repeat", "code", export, *roles, "--id", "who", "-o", out)
    cli("ids that miss", "code", export, *roles, "--id", "other", "-o", out)
    cli("question missing", "code", export, *roles, "--question", "other", "-o", out)
    cli("over the export", "code", export, *roles, "-o", export)
    cli("over the codings", "code", export, *roles, "-o", out, "--codings", out)
    cli("a folder", "code", export, *roles, "-o", folder)
    cli("no folder", "code", export, *roles, "-o", folder / "none" / "x.csv")
    cli("into nothing", "code", export, *roles, "-o", "/proc/none.csv")
    for name, comes_of_it in {"Ctrl-C": None, "Ctrl-C that becomes another error": RuntimeError(word)}.items():
        with mock.patch.object(_cli.Bar, "at", interrupted(comes_of_it)):
            cli(name, "code", export, *roles, "-o", out)
    cli("report of no kind", "report", export, *roles, "-o", out)
    cli("report of quotes in .sav", "report", export, *roles, "-o", folder / "no.sav", "--quotes", "3")
    cli("report of masks in .xlsx", "report", export, *roles, "-o", folder / "no.xlsx", "--mask")
    with mock.patch.dict(sys.modules, {"docx": None}):
        cli("report without docx", "report", export, *roles, "-o", folder / "no.docx")
    cli("why of no row", "why", "shame", export, *roles, "--row", "999")
    cli("why of no code", "why", "none", export, *roles, "--row", "1")
    cli("why of nothing", "why", "shame", *roles)
    cli("find of lines", "find", "a\nb", export)
    cli("find of nothing", "find", " ", export)
    cli("find of a fault", "find", "(a", export)
    cli("convert over itself", "convert", book_file, book_file)
    cli("check of a fault", "check", sheet)
    page = folder / "cli.html"
    for name, content in {
        "no page": b"<p>" + word.encode(), "not UTF-8": word.encode() + b"\xff", "another form": page.read_bytes().replace(b'"form":', b'"form":9,"was":', 1), "damaged": page.read_bytes().replace(b'"rows":', b'"rowz":', 1),
    }.items():  # fmt: skip
        bad = folder / "bad.html"
        bad.write_bytes(content)
        cli(f"verify: {name}", "verify", bad, export)
        bad.unlink()
    cli("verify: no file", "verify", folder / "none.html", export)
    cli("verify: columns", "verify", page, export, "--text", "text", "--text", "other")
    changed = write_csv(folder / "changed.csv", {**columns, "text": texts[::-1], "group": columns["group"][::-1]})
    cli("verify: another export", "verify", page, changed)
    Path(changed).unlink()
    good = Path(export).read_bytes()
    for name, (content, more) in {
        "short row": (good + word.encode() + b"\n", []), "open quote": (good + b'"' + word.encode(), []), "quote inside": (good + b'"' + word.encode() + b'"x,' + b"," * 8 + b"\n", []),
        "not UTF-8": (good + word.encode() + b"\xff\xff" + b"," * 9 + b"\n", []), "header not UTF-8": (b"\xff" + good, []), "UTF-16": (good.decode().encode("utf-16"), []), "UTF-16 without a mark": (good.decode().encode("utf-16-le"), []),
        "said to be UTF-16": (good + b"x", ["--encoding", "utf-16"]), "said to be UTF-32": (good, ["--encoding", "utf-32"]), "said to be Shift JIS": (good + word.encode() + b"\x81\xff" + b"," * 9 + b"\n", ["--encoding", "shift_jis"]),
        "said to be ASCII": (good + word.encode() + b"\x81\xff" + b"," * 9 + b"\n", ["--encoding", "ascii"]), "empty": (b"", []), "a column twice": (good.replace(b"i,who", b"text,who", 1), []), "NUL": (good + b"\0" + word.encode() + b"," * 9 + b"\n", []),
        "a column taken": (good.replace(b"i,who", b"shame,who", 1), []),
    }.items():  # fmt: skip
        bad = folder / "bad.csv"
        bad.write_bytes(content)
        cli(f"export: {name}", "code", bad, *roles, *more, "-o", out, fails=name != "NUL")
        cli(f"export counted: {name}", "count", bad, *roles, *more, fails=name not in ("NUL", "a column taken"))
        bad.unlink()
    cli("wrong arguments", "code", export)
    sheet.unlink()
    out.unlink(missing_ok=True)
    return asked


def listed_only(book, texts):
    return lc.code(list(texts), lc.Codebook.parse("codes:\n  a:\n    rules: cramps\n"))


def interrupted(comes_of_it):
    """What stands for the progress bar's step: Ctrl-C on the way, of which another error may come."""

    def at(bar, *arguments):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise comes_of_it or KeyboardInterrupt from None

    return at


def _many_groups(book, word):
    return lc.code({"text": [word] * 9000, "country": ["uk"] * 9000}, book, text="text")


def _failing_stream(pa, word):
    schema = pa.schema([("text", pa.string()), ("country", pa.string())])

    def batches():
        yield pa.record_batch([[word], [word]], schema=schema)
        raise ValueError(f"could not convert {word}")

    return pa.RecordBatchReader.from_batches(schema, batches())


if __name__ == "__main__":
    print(json.dumps([str(each) for each in works(Path(sys.argv[1]), sys.argv[2])[0]]))
