"""P13 without the GIL: threads that run at once share a Coder, codings, a held survey and codebooks, and see what one thread alone sees.

    free_threaded.py [--seconds S] [--threads N]

Fails where importing libcode has switched the GIL on. Each thread does what comes next by its own chance, on the same objects, until time is up:
codes, explains, counts, reads tables, parses, checks, edits the held survey, whose columns are read by whoever asks first; and codes a list that
another thread is changing meanwhile, where any answer will do but a crash. Every other answer must be the one that was had before the threads began.
"""

import argparse
import random
import sys
import threading
import time
from collections import Counter

import native_edge
import pyarrow

import libcode as lc

BOOK = native_edge.BOOK + "  place:\n    where: {country: [UK, US]}\n    rules: k | shame\n"
ROWS = len(native_edge.ANSWERS)
DATA = {"text": native_edge.ANSWERS, "country": ["UK", "US", "FR"] * (ROWS // 3) + ["UK"] * (ROWS % 3)}


def works():
    """Each thing to do, by name: a call without arguments, whose answer is the same whenever it is called."""
    book = lc.Codebook.parse(BOOK)
    edited = [book.with_("habit", "rules", f"addiction | peed | w{at}") for at in range(6)]
    coder, codings = lc.Coder(book), lc.code(DATA, book, text="text")
    held = [lc.Survey(DATA, text="text")]  # a new one now and then, so that its column is read by many at once

    def survey(at):
        if random.random() < 0.02:
            held[0] = lc.Survey(DATA, text="text")
        return native_edge.digest(held[0].code([book, *edited][at]))

    def why():
        return [str(codings.why(at, code)) for at in range(7) for code in ("pain", "place")], str(codings.why_not(0, "place"))

    def refused():
        try:
            lc.Codebook.parse(BOOK.replace("cramp*", "cramp* ("))
        except lc.CodebookError as error:
            return str(error)

    return {
        "code": lambda: native_edge.digest(coder.code(DATA, text="text")),
        "code on two threads": lambda: native_edge.digest(coder.code({name: cells * 40 for name, cells in DATA.items()}, text="text", threads=2)),
        "a codebook parsed and coded by": lambda: native_edge.digest(lc.code(DATA, lc.Codebook.parse(BOOK), text="text")),
        "a codebook refused": refused,
        "a codebook edited": lambda: [each.source for each in (book.with_("pain", "memo", "x"), book.with_("habit", "name", "y"))],
        "codings": lambda: codings.to_pandas().to_csv() + str(pyarrow.table(codings).to_pydict()),
        "counts": lambda: codings.counts().to_csv(),
        "quotes": lambda: codings.quotes("pain").to_csv(),
        "prevalence": lambda: codings.prevalence(by="country").to_csv(),
        "why": why,
        "check": lambda: str(book.check(DATA, text="text")),
        "pages": lambda: codings._repr_html_() + codings.responses._repr_html_(),
        **{f"edit {at} of the survey": lambda at=at: survey(at) for at in range(7)},
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    if not hasattr(sys, "_is_gil_enabled") or sys._is_gil_enabled():
        sys.exit("free-threaded: the GIL is on" + (", libcode or what it imports has switched it on" if hasattr(sys, "_is_gil_enabled") else ": this is no free-threaded Python"))
    calls = works()
    right = {name: call() for name, call in calls.items()}
    book = lc.Codebook.parse(native_edge.BOOK)
    until, faults, done = time.monotonic() + options.seconds, [], Counter()
    changing = list(native_edge.ANSWERS)
    together = threading.Barrier(options.threads)

    def run(seed):
        chance, mine = random.Random(seed), Counter()
        together.wait()
        while time.monotonic() < until and not faults:
            name = chance.choice([*calls, "a list that changes"])
            try:
                if name == "a list that changes":
                    changing[chance.randrange(len(changing))] = f"k cramp {chance.random()}"
                    lc.code(changing, book)
                elif (got := calls[name]()) != right[name]:
                    faults.append(f"{name}: another answer")
            except Exception as error:  # whatever it is, it is a fault
                faults.append(f"{name}: {type(error).__name__}: {error}")
            mine[name] += 1
        done.update(mine)

    threads = [threading.Thread(target=run, args=(seed,)) for seed in range(options.threads)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    for fault in faults:
        print(fault)
    if sys._is_gil_enabled():
        faults.append("the GIL was switched on")
    print(f"free-threaded Python {sys.version.split()[0]}: {options.threads} threads, {sum(done.values()):,} calls of {len(done)} kinds, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
