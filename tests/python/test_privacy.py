"""No message holds what a respondent wrote, and what lies between Python and the core holds: short forms of tests/prove p9 and p13."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

import libcode as lc
import libcode.plots

PROOFS = Path(__file__).parents[1] / "proofs"
SAID = "my secret is long and has blanks"


def quick(script, *arguments):
    pytest.importorskip("polars")
    run = subprocess.run([sys.executable, PROOFS / script, "--quick", *arguments], capture_output=True, text=True, env={**os.environ, "MPLBACKEND": "agg"})
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return run.stdout


def test_no_canary_leaves_by_an_error():
    assert "leaks: 0" in quick("canary.py")


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and reads /proc")
def test_processes_imports_cycles_and_interrupts():
    assert "0 faults" in quick("native_edge.py", "processes", "pickles", "imports", "cycles", "interrupts")


def test_what_an_arrow_stream_says_of_its_failure_is_not_passed_on(book):
    def batches():
        raise ValueError(f"could not convert {SAID}")
        yield

    with pytest.raises(RuntimeError, match="the Arrow stream failed .*read it by the library") as caught:
        lc.code(pa.RecordBatchReader.from_batches(pa.schema([("t", pa.string())]), batches()), book)
    assert "secret" not in str(caught.value)


def test_questions_of_long_data_are_cells(book):
    codings = lc.code({"t": ["x", "y"], "q": [SAID, "b"]}, book, text="t", question="q")
    for table in (codings.prevalence, codings.words, codings.cooccurrence):
        with pytest.raises(ValueError, match="must be one of the 2 that codings.responses.questions lists"):
            table(question="none")


def test_answers_where_something_else_belongs_are_not_quoted(book, codings):
    for run in (
        lambda: book[SAID],
        lambda: lc.why("shame", SAID, book),
        lambda: lc.why("x", "shame", SAID),
        lambda: lc.code([SAID], SAID),
        lambda: codings.overall_test([1, 1, 2, 2, 1, 2], seed=SAID),
        lambda: lc.plots.xray(codings, responses=[SAID]),
    ):
        with pytest.raises((KeyError, ValueError, TypeError)) as caught:
            run()
        assert "secret" not in str(caught.value)
    with pytest.raises(KeyError, match="shmae"):
        book["shmae"]
    with pytest.raises(lc.CodebookError, match="none.yaml"):
        lc.code([SAID], "none.yaml")
