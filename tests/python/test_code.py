"""Calling the coder: streams, threads, pickles, progress and Ctrl-C."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from conftest import ANSWERS

import libcode as lc


def test_a_stream_numbers_rows_through_its_batches(book, codings):
    parts = list(lc.Coder(book).stream([ANSWERS[:2], [], ANSWERS[2:]]))
    assert [len(part.responses) for part in parts] == [2, 0, 4]
    assert pd.concat(p.to_pandas() for p in parts if len(p)).to_dict("records") == codings.to_pandas().to_dict("records")


def test_a_stream_remembers_ids(book):
    batches = [{"i": ["a", "b"], "t": ["x", "y"]}, {"i": ["c", "a"], "t": ["x", "y"]}]
    with pytest.raises(ValueError, match="row 3 .from 0. has that of an earlier batch"):
        list(lc.Coder(book).stream(batches, text="t", id="i"))
    assert len(list(lc.Coder(book).stream(batches, text="t", respondent="i"))) == 2


def test_a_stream_names_rows_through_its_batches(book):
    first = {"i": ["a", "b"], "t": ["x", "y"]}
    for second, says in [
        ({"i": ["c", None], "t": ["x", "y"]}, "row 3 .from 0. has no id"),
        ({"i": ["c", "d"], "t": ["x", 5]}, "row 1 .from 0. of column 't' of the batch that starts at row 2 holds a value of type int"),
    ]:
        with pytest.raises((TypeError, ValueError), match=says):
            list(lc.Coder(book).stream([first, second], text="t", id="i"))


def test_a_coder_is_shared_between_threads(book, codings):
    coder = lc.Coder(book)
    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(lambda _: coder.code(ANSWERS * 50, threads=2).to_pandas(), range(16)))
    assert all(table.equals(tables[0]) for table in tables)


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_threads_change_nothing(book, threads):
    answers = ["k cramps and shame " * 40] * 4000
    assert len(lc.code(answers, book, threads=threads)) == 4000 * 80


def test_pickles(book):
    coder = pickle.loads(pickle.dumps(lc.Coder(book)))
    assert len(coder.code(ANSWERS)) == 5 and coder.codebook == book and coder.codebook.file == "book.yaml"
    with pytest.raises(lc.CodebookError) as caught:
        lc.Codebook.parse("codes: {}")
    again = pickle.loads(pickle.dumps(caught.value))
    assert [str(fault) for fault in again.faults] == [str(fault) for fault in caught.value.faults]


def test_progress_is_told_and_may_raise(book):
    told = []
    lc.code(ANSWERS, book, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)

    def refuse(done, total):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lc.code(["k cramps " * 20_000] * 200, book, progress=refuse)


INTERRUPTED = """
import sys, libcode as lc
book = lc.Codebook.parse(open(sys.argv[1]).read())
print("ready", flush=True)
try:
    while True:
        lc.code(["k cramps and shame " * 200] * 20000, book, threads=int(sys.argv[2]))
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize("threads", ["1", "2"])
def test_ctrl_c_stops_the_coding(book_path, threads):
    child = subprocess.Popen([sys.executable, "-c", INTERRUPTED, str(book_path), threads], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=20)[0] == "stopped\n" and child.returncode == 0
    finally:
        child.kill()


def looks_while(work):
    """How often another thread gets a look in while `work` runs, where Python itself never makes it let go of the GIL."""
    looks, done, before = 0, threading.Event(), sys.getswitchinterval()

    def run():
        try:
            work()
        finally:
            done.set()

    sys.setswitchinterval(1000)
    try:
        threading.Thread(target=run).start()
        while not done.wait(0.002):
            looks += 1
    finally:
        sys.setswitchinterval(before)
    return looks


def test_the_gil_is_free_while_coding(book):
    looks, rows = 0, 2500
    while looks <= 5 and rows < 80_000:  # of few rows a quick machine is done before anybody has looked six times
        rows *= 2
        looks = looks_while(lambda: lc.code(["k cramps and shame " * 200] * rows, book, threads=1))
    assert looks > 5


@pytest.mark.skipif(not getattr(sys, "_is_gil_enabled", lambda: True)(), reason="there is no GIL here")
def test_where_the_gil_is_held_nobody_looks():
    assert looks_while(lambda: sum(at * at for at in range(2_000_000))) <= 5


def test_importing_is_quiet_and_loads_no_data_frames():
    code = "import sys, libcode; print([m for m in ('numpy', 'pandas', 'polars', 'pyarrow') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n" and run.stderr == ""
