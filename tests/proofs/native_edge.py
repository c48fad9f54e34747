"""P13: where Python, processes, signals and memory meet the compiled core.

    native_edge.py [--quick] [--build FOLDER] [--libraries FOLDER] [--seed S] [NAME...]     all of them, or those named

processes   fork (after use, after threads, while a thread codes), spawn, forkserver, joblib's loky: the same bytes as here
pickles     what pickles works as before; what does not says why
imports     libcode before and after pyarrow, polars, duckdb, spaCy, in a process each, each reading the other's data: the same bytes
cycles      100,000 times a codebook is made ready, codes and goes: memory grows by at most 1 MiB after the first 2,000
interrupts  Ctrl-C at 200 random moments each, with 1 and 2 threads and on the command line: back within 0.5 s, as KeyboardInterrupt; the Coder
            codes as before; no file is left
memory      every 1,000th allocation of the core and its libraries fails, alone and with all that follow: MemoryError and nothing else, and
            the Coder codes as before. Needs the library failing_malloc of the build.
core_memory the same without Python, by out_of_memory of the build: ten worlds, every 97th

Prints a line a proof, and all in one at last; --quick is a few of each, for every day.
"""

import argparse
import hashlib
import importlib.util
import json
import multiprocessing
import os
import pickle
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import libcode as lc

BOOK = """\
codes:
  pain:
    rules: |
      (cramp* | bladder~) NEAR/5 (k | ket)
      /gr(u|ü)n\\p{Lu}?/
    unless: film
  habit:
    settings:
      inflections: stem
    rules: addiction | peeing | (@pain NEAR/sentence shame)
"""
ANSWERS = ["No ket cramps; bladdr hurts from k. Shame!", "peed and was peeing, Grün", None, "", "the film of k cramps", "addictions of my mate last year", "İstanbul ᾳͅ 가 k cramp"] * 40
LIBRARIES = {
    "pyarrow": "import pyarrow\ndata = pyarrow.table({'text': ANSWERS})",
    "polars": "import polars\ndata = polars.DataFrame({'text': ANSWERS})",
    "duckdb": "import duckdb, pyarrow\ngiven = pyarrow.table({'text': ANSWERS})\ndata = duckdb.sql('select * from given').fetch_arrow_table() if hasattr(duckdb.sql('select 1'), 'fetch_arrow_table') else duckdb.sql('select * from given').arrow()",
    "spacy": "import spacy\nenglish = spacy.blank('en')\ndata = {'text': [each and english(each).text for each in ANSWERS]}",
}


def digest(codings):
    columns = codings._columns()
    plain = {name: [part.tolist() for part in values] if isinstance(values, tuple) else values.tolist() for name, values in columns.items()}
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def code_there(coder, answers=ANSWERS, threads=2):
    return digest(coder.code(answers, threads=threads))


inherited = None  # the Coder that a forked process has without being sent it


def code_inherited(_):
    return code_there(inherited)


def processes(options, fail):
    global inherited
    inherited = coder = lc.Coder(lc.Codebook.parse(BOOK))
    wanted = code_there(coder)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: code_there(coder), range(8)))
    ran = 0
    for method in ("fork", "spawn", "forkserver"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            found = pool.map_async(code_there, [coder] * 6).get(120)
            found += pool.map_async(code_inherited, range(4)).get(120) if method == "fork" else []
        ran += len(found)
        if set(found) != {wanted}:
            fail(f"{method}: other bytes")
    stop = threading.Event()

    def code_on():
        while not stop.is_set():
            coder.code(ANSWERS * 20, threads=2)

    busy = [threading.Thread(target=code_on) for _ in range(2)]
    [each.start() for each in busy]
    try:
        for _ in range(3 if options.quick else 100):
            with multiprocessing.get_context("fork").Pool(1) as pool:
                ran += 1
                if pool.map_async(code_inherited, range(1)).get(120) != [wanted]:
                    fail("fork while threads code: other bytes")
    finally:
        stop.set()
        [each.join() for each in busy]
    if importlib.util.find_spec("joblib"):
        from joblib import Parallel, delayed

        found = Parallel(n_jobs=2, backend="loky")(delayed(code_there)(coder) for _ in range(6))
        ran += len(found)
        if set(found) != {wanted}:
            fail("joblib: other bytes")
    else:
        fail("joblib is not here")
    return f"{ran} codings in other processes, same bytes"


def pickles(options, fail):
    book = lc.Codebook.parse(BOOK)
    codings = lc.code(ANSWERS, book)
    try:
        lc.Codebook.parse("codes: {}")
    except lc.CodebookError as error:
        refused = error
    works, refuses = 0, 0
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps((book, lc.Coder(book), refused), protocol))
        works += len(again)
        if again[0] != book or code_there(again[1]) != digest(codings) or list(map(str, again[2].faults)) != list(map(str, refused.faults)):
            fail(f"pickle protocol {protocol}")
        for each in (codings, codings.responses, book.codes[0], book.codes[0].rules[0], book.settings, codings.why(0, "pain")):
            try:
                pickle.dumps(each, protocol)
                fail(f"{type(each).__name__} pickles, into what?")
            except TypeError as error:
                refuses += 1
                if "cannot be pickled or copied: send" not in str(error):
                    fail(f"{type(each).__name__} does not say what to do")
    return f"{works} pickled and back, {refuses} refused with what to do"


def imports(options, fail):
    wanted = code_there(lc.Coder(lc.Codebook.parse(BOOK)))
    done, absent = 0, []
    for name, made in LIBRARIES.items():
        if importlib.util.find_spec(name) is None:
            absent.append(name)
            continue
        ours = "import libcode as lc\nlc.code(ANSWERS, lc.Codebook.parse(BOOK))"
        for order in ([ours, made], [made, ours]):
            program = "\n".join(["import sys", f"sys.path[:] = {sys.path!r}", f"ANSWERS, BOOK = {ANSWERS!r}, {BOOK!r}", *order,
                                 f"sys.path.insert(0, {str(Path(__file__).parent)!r})", "import native_edge", "print(native_edge.digest(lc.code(data, lc.Codebook.parse(BOOK), text='text')))"])  # fmt: skip
            ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
            done += 1
            if ran.stdout.split() != [wanted]:
                fail(f"{name} {'after' if order[0] == ours else 'before'} libcode: {ran.stderr[-300:] or 'other bytes'}")
    if absent and not options.quick:
        fail(f"not here: {', '.join(absent)}")
    return f"{done} orders of import, same bytes" + (f"; not here: {', '.join(absent)}" if absent else "")


def resident_bytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def under_asan():  # which keeps for a while what was freed, and looks for leaks itself
    return "libasan" in os.environ.get("LD_PRELOAD", "")


def cycles(options, fail):
    many, warm = (400, 200) if options.quick else (100_000, 2_000)
    books = [BOOK.replace("film", f"film{at}").replace("cramp*", f"cramp* | w{at}*") for at in range(50)]
    answers = ANSWERS[:7]

    def cycle(at):
        coder = lc.Coder(lc.Codebook.parse(books[at % len(books)]))
        len(coder.code(answers, threads=1 + at % 2))

    for at in range(warm):
        cycle(at)
    before = resident_bytes()
    for at in range(many):
        cycle(at)
    grown = resident_bytes() - before
    if grown > 1 << 20 and not under_asan():
        fail(f"memory grew by {grown:,} bytes")
    return f"{many:,} cycles, memory grew by {grown / 1024:,.0f} KiB"


INTERRUPTED = """
import sys, time, json
sys.path[:] = json.loads(sys.argv[1])
import libcode as lc, native_edge as edge
coder = lc.Coder(lc.Codebook.parse(edge.BOOK))
wanted = edge.code_there(coder)
answers = ["No ket cramps; bladdr hurts from k, peeing. " * 40] * 20000
threads = int(sys.argv[2])
for moment in range(int(sys.argv[3])):
    try:
        print("go", flush=True)
        while True:
            coder.code(answers, threads=threads)
    except KeyboardInterrupt:
        at = time.monotonic()
    print(json.dumps([at, edge.code_there(coder) == wanted]), flush=True)
"""


def hears_control_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background is started deaf to it, and so would be what it starts


def interrupts(options, fail):
    moments = 4 if options.quick else 200
    chance = random.Random(options.seed)
    said = []
    for threads in (1, 2):
        path = json.dumps([str(Path(__file__).parent), *sys.path])
        child = subprocess.Popen([sys.executable, "-c", INTERRUPTED, path, str(threads), str(moments)], stdout=subprocess.PIPE, text=True, preexec_fn=hears_control_c)
        delays = []
        for _ in range(moments):
            if child.stdout.readline() != "go\n":
                fail(f"threads={threads}: the process ended")
                break
            time.sleep(chance.uniform(0, 1.0))
            sent = time.monotonic()
            child.send_signal(signal.SIGINT)
            at, right = json.loads(child.stdout.readline() or "[0, false]")
            delays.append(at - sent)
            if not right:
                fail(f"threads={threads}: the Coder codes otherwise after Ctrl-C")
        child.wait(60)
        said.append(f"threads={threads}: {len(delays)} at most {max(delays):.2f} s")
        if max(delays) > 0.5 and not options.quick:
            fail(f"threads={threads}: {sum(each > 0.5 for each in delays)} came back later than 0.5 s")
    delays = []
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "book.yaml").write_text(BOOK)
        with open(here / "export.csv", "w", newline="") as file:
            file.write("text\n" + ("No ket cramps; bladdr hurts from k. " * 20 + "\n") * 60_000)
        kept = sorted(here.iterdir())
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        for _ in range(moments):
            child = subprocess.Popen([sys.executable, "-m", "libcode", "code", "export.csv", "--codebook", "book.yaml", "--text", "text", "-o", "out.csv", "--codings", "long.csv"],
                                     cwd=here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hears_control_c)  # fmt: skip
            while child.poll() is None and sorted(here.iterdir()) == kept:
                time.sleep(0.002)  # until it writes
            time.sleep(chance.uniform(0, 1.5))
            sent = time.monotonic()
            child.send_signal(signal.SIGINT)
            child.wait(60)
            delays.append(time.monotonic() - sent)
            errors = child.stderr.read()
            if child.returncode == 0:
                delays.pop()  # done before
                (here / "out.csv").unlink(), (here / "long.csv").unlink()
            elif child.returncode != 130 or "interrupted; nothing was written" not in errors or "Traceback" in errors:
                fail(f"the command line ended with {child.returncode}: {errors[-300:]}")
            if sorted(here.iterdir()) != kept:
                fail(f"the command line left {sorted(each.name for each in here.iterdir() if each not in kept)}")
                [each.unlink() for each in here.iterdir() if each not in kept]
    if not delays:
        fail("the command line was done before each Ctrl-C")
        return "; ".join(said)
    said.append(f"command line: {len(delays)} at most {max(delays):.2f} s")
    if max(delays) > 0.5 and not options.quick:
        fail(f"command line: {sum(each > 0.5 for each in delays)} came back later than 0.5 s")
    return "; ".join(said)


OUT_OF_MEMORY = """
import ctypes, json, os, sys, tempfile
sys.path[:] = json.loads(sys.argv[1])
stride = int(sys.argv[2])
import libcode as lc, native_edge as edge
import html.parser, numpy, pandas
shim = ctypes.CDLL(None)
for name in ("fail_allocations", "allocations_seen", "allocations_failed"): getattr(shim, name)
shim.fail_allocations.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_int]
shim.allocations_seen.restype = shim.allocations_failed.restype = ctypes.c_long
answers = edge.ANSWERS[:14]
kept = lc.Coder(lc.Codebook.parse(edge.BOOK))
wanted = edge.digest(kept.code(answers))
folder = tempfile.mkdtemp()
page = os.path.join(folder, "page.html")

def everything():
    coder = lc.Coder(lc.Codebook.parse(edge.BOOK))
    found = edge.digest(coder.code(answers, threads=1)), edge.digest(kept.code(answers, threads=2))
    codings = kept.code(answers, threads=1)
    [str(codings.why(at, "pain")) for at in range(7)]
    coder.codebook.check(answers)
    codings.to_html(page)
    codings.prevalence()
    return found, open(page, "rb").read()

right = everything()
failures = faults = survived = 0
for count in (1, 10**9):
    first = 1
    while True:
        ended, got = False, None
        shim.fail_allocations(first, count, 0)
        try:
            got = everything()
            ended = True
        except MemoryError:
            pass
        except BaseException as other:
            shim.let_allocations_be()
            faults += 1
            print(f"allocation {first}: {type(other).__name__}: {str(other)[:200]}")
        finally:
            shim.let_allocations_be()
        seen, failed = shim.allocations_seen(), shim.allocations_failed()
        if ended and got != right:
            faults += 1
            print(f"allocation {first}: other results")
        if edge.digest(kept.code(answers)) != wanted or os.listdir(folder) not in ([], ["page.html"]):
            faults += 1
            print(f"allocation {first}: other codings afterwards, or a file left")
        failures += failed > 0
        survived += ended and failed > 0
        if seen < first:
            break
        first += stride
if everything() != right:
    faults += 1
print(json.dumps([failures, survived, faults]))
os.unlink(page), os.rmdir(folder)
"""


def memory(options, fail):
    shim = next(iter(Path(options.build).rglob("libfailing_malloc.so")), None)
    if shim is None:
        fail(f"no libfailing_malloc.so in {options.build}")
        return "nothing"
    stride = 20_000 if options.quick else 1_000
    path = json.dumps([str(Path(__file__).parent), *sys.path])
    ran = subprocess.run([sys.executable, "-c", OUT_OF_MEMORY, path, str(stride)], env={**os.environ, "LD_PRELOAD": str(shim)}, capture_output=True, text=True)
    if ran.returncode:
        fail(f"the process ended with {ran.returncode}: {ran.stdout[-1000:]}{ran.stderr[-1500:]}")
        return "nothing"
    *lines, last = ran.stdout.splitlines()
    for line in lines:
        fail(line)
    failures, survived, faults = json.loads(last)
    return f"{failures} allocations made to fail, every {stride:,}th ({survived} without harm), {faults} faults"


def core_memory(options, fail):
    program = Path(options.build) / "tests" / "out_of_memory"
    if not program.exists():
        fail(f"no {program}")
        return "nothing"
    size = ["--worlds", "2", "--stride", "997"] if options.quick else ["--worlds", "10", "--stride", "97"]
    ran = subprocess.run([program, *size, "--seed", str(options.seed)], capture_output=True, text=True)
    *lines, last = ran.stdout.splitlines() or [""]
    if ran.returncode:
        fail(f"ended with {ran.returncode}: {' / '.join(lines)}")
    return last


PROOFS = (processes, pickles, imports, cycles, interrupts, memory, core_memory)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--build", default=str(Path(__file__).resolve().parents[2] / "build"))
    parser.add_argument("--libraries", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    if options.libraries:
        sys.path.append(str(Path(options.libraries).resolve()))  # last: what else is there comes first
    faults, figures = [], []
    for proof in PROOFS:
        if options.names and proof.__name__ not in options.names:
            continue
        began = time.monotonic()

        def fail(what):
            faults.append(what)
            print(f"{proof.__name__}: FAULT: {what}", flush=True)

        figures.append(f"{proof.__name__}: {proof(options, fail)}")
        print(f"{figures[-1]}, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{' | '.join(figures)} | seed {options.seed}, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
