"""P12: no row is lost, doubled or misaligned, from Python and on the command line.

    rows.py [ROWS] [--seed S] [--python | --command]      ROWS answers (10,000,000), one in a hundred of them hostile

Answer n holds the words `mark0` to `mark7` that a hash of n chooses, so that what row n must be coded as is known without reading
it. One in a hundred is null, empty, blank, a naughty string, a beginning of UTF-8 that goes on wrongly, and ten in all are a megabyte.
They are made, coded and compared in chunks. From Python: Arrow batches go through Coder.stream with ids; ids, answers, codings,
matrix and counts must be those of the rows. On the command line: the same as CSV (bytes that are no UTF-8 repaired, as no CSV of
them is accepted) through `libcode code`; every cell must come back as it was, beside its codes. Out: seconds, peak memory and how it
grew, and sums that must agree. Exit status 1 at the first row that is not as it should be.
"""

import argparse
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

import libcode as lc
from naughty import INVALID, NAUGHTY, shown

CHUNK = 20_000
MARKS = 8
BOOK = "settings:\n  negation: off\ncodes:\n" + "".join(f"  c{at}: {{rules: mark{at}}}\n" for at in range(MARKS)) + "  never: {rules: neverwritten}\n"
CODES = MARKS + 1
NOT_ASKED, UNUSABLE, USABLE = range(3)
ANSWERS = np.array(["not asked", "unusable", "usable"])
MIB = 1 << 20


def mixed(numbers):
    """SplitMix64 of whole numbers: what is random here, so that row n is the same in any chunk."""
    z = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Maker:
    """Makes rows [first, last) of the survey and what must become of them."""

    def __init__(self, rows, seed, is_utf8):
        self.rows, self.seed = rows, seed
        words = np.array("the staff were kind but it took hours and nobody said why so we went home tired and cross again été 😭 naïve don’t".split())
        dice = np.random.default_rng(seed)
        self.fillers = pa.array([" ".join(dice.choice(words, dice.integers(2, 30))).encode() for _ in range(4096)], pa.binary())
        self.marks = pa.array([" ".join(f"mark{at}" for at in range(MARKS) if bits >> at & 1).encode() for bits in range(256)], pa.binary())
        hostile = [text.encode() for text in NAUGHTY] + [b"a " + cut + after for cut in INVALID for after in (b"", b" b", b"\xe2")]
        if is_utf8:
            hostile = [shown(each).encode() for each in hostile]
        self.hostile = hostile
        # Whether one has a word is the engine's to say; here it must only say the same every time.
        alone = lc.code([shown(each) for each in hostile], lc.Codebook.parse(BOOK))
        self.hostile_answer = np.array([list(ANSWERS).index(answer) for answer in pa.table(alone.responses)["answer"].to_pylist()])
        self.empty_answer = NOT_ASKED if is_utf8 else UNUSABLE  # an empty cell of a CSV file was not asked

    def chunk(self, first, last):
        """(ids, texts, answers, present) of these rows: texts as bytes, one answer and one row of `present` each."""
        rows = np.arange(first, last)
        dice = mixed(rows + (self.seed << 32))
        bits = (dice & (dice >> np.uint64(8)) & np.uint64(255)).astype(np.int64)  # two marks a row on average
        texts = pc.binary_join_element_wise(self.fillers.take(pa.array(dice >> np.uint64(52))), self.marks.take(pa.array(bits)), b" ").to_numpy(zero_copy_only=False)
        answers = np.full(len(rows), USABLE)
        for at in np.flatnonzero((dice >> np.uint64(20)) % np.uint64(100) == 0):
            kind, which = int(dice[at] >> np.uint64(30)) % 20, int(dice[at] >> np.uint64(36)) % len(self.hostile)
            if kind < 6:
                texts[at] = None if kind < 3 else b"" if kind < 5 else b" \n"
                answers[at] = NOT_ASKED if kind < 3 else self.empty_answer if kind < 5 else UNUSABLE
                bits[at] = 0
            elif kind < 12:
                texts[at], answers[at], bits[at] = self.hostile[which], self.hostile_answer[which], 0
            else:
                texts[at] = b"word " + self.marks[bits[at]].as_py() + b"\n" + self.hostile[which]
        # Ten of a megabyte, their marks at the end.
        for at in np.flatnonzero(rows % max(1, self.rows // 10) == self.rows // 20):
            texts[at], answers[at] = b"lorem ipsum. " * (MIB // 13) + self.marks[bits[at]].as_py(), USABLE
        present = np.zeros((len(rows), CODES), dtype=np.int32)
        present[:, :MARKS] = bits[:, None] >> np.arange(MARKS) & 1
        return rows, pa.array(texts, pa.large_binary()), answers, present

    def chunks(self):
        for first in range(0, self.rows, CHUNK):
            yield self.chunk(first, min(self.rows, first + CHUNK))


def must(holds, what, first):
    if not holds:
        sys.exit(f"{what}, rows {first} to {first + CHUNK}")


class Sums:
    """Rows by what became of them; added up, they are all rows."""

    def __init__(self):
        self.rows = self.coded = self.uncoded = self.unusable = self.not_asked = self.codings = 0

    def add(self, answers, present):
        has_code = present.any(axis=1)
        self.rows += len(answers)
        self.coded += int(has_code.sum())
        self.uncoded += int(((answers == USABLE) & ~has_code).sum())
        self.unusable += int((answers == UNUSABLE).sum())
        self.not_asked += int((answers == NOT_ASKED).sum())
        self.codings += int(present.sum())

    def __str__(self):
        return f"{self.rows:,} rows = {self.coded:,} coded + {self.uncoded:,} uncoded + {self.unusable:,} unusable + {self.not_asked:,} not asked; {self.codings:,} codings"


def resident_bytes(process="self"):
    try:
        return int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def from_python(rows, seed):
    maker = Maker(rows, seed, is_utf8=False)
    expected = []

    def batches():
        for chunk in maker.chunks():
            expected.append(chunk)
            yield pa.table({"id": chunk[0], "text": pa.LargeStringArray.from_buffers(len(chunk[0]), *chunk[1].buffers()[1:], chunk[1].buffers()[0])})

    sums, totals, early = Sums(), 0, 0
    start = time.monotonic()
    for codings in lc.Coder(lc.Codebook.parse(BOOK)).stream(batches(), text="text", id="id"):
        ids, texts, answers, present = expected.pop()
        first = int(ids[0])
        responses = pa.table(codings.responses)
        must(len(responses) == len(ids), "rows are lost or doubled", first)
        must(np.array_equal(responses["id"], ids) and np.array_equal(responses["row"], ids) and np.array_equal(responses["response"], ids), "ids are out of place", first)
        must(np.array_equal(responses["answer"].to_numpy(), ANSWERS[answers]), "an answer is not what it should be", first)
        given = [None if text is None else shown(text) for text in texts.to_pylist()]
        must(responses["text"].to_pylist() == given, "a text is not what was given", first)
        wanted = np.where(answers[:, None] == NOT_ASKED, -1, present)
        must(np.array_equal(codings._matrix(counted=True, per_respondent=False), wanted), "the matrix is not that of the rows", first)
        if first % (50 * CHUNK) == 0:  # the same as a user sees it
            frame = codings.matrix("count", per="response")
            must(np.array_equal(frame.fillna(-1).to_numpy(dtype=int)[:, -CODES:], wanted), "the frame is not that of the rows", first)
        found = pa.table(codings)
        at, code = np.nonzero(present)
        must(np.array_equal(found["response"], at + first) and np.array_equal(found["respondent"], at + first), "codings are out of place", first)
        must(found["code"].to_pylist() == [f"c{each}" for each in code], "codings are of other codes", first)
        must(found["text"].to_pylist() == [f"mark{each}" for each in code], "codings stand elsewhere", first)
        counts = codings._counts()
        must(np.array_equal(counts["quotes"], present.sum(axis=0)) and np.array_equal(counts["responses"], present.sum(axis=0)), "the counts are not those of the rows", first)
        must((counts["asked_responses"] == (answers != NOT_ASKED).sum()).all() and (counts["usable_responses"] == (answers == USABLE).sum()).all(), "the bases are not those of the rows", first)
        totals = totals + counts["quotes"]
        sums.add(answers, present)
        early = early or (resident_bytes() if sums.rows >= rows // 10 else 0)
    must(sums.rows == rows and sums.rows == sums.coded + sums.uncoded + sums.unusable + sums.not_asked and totals.sum() == sums.codings, "the sums do not agree", 0)
    grown = (resident_bytes() - early) / max(1, rows - rows // 10)
    # The ids seen so far are remembered, so that one that comes twice is refused.
    must(rows < 1_000_000 or grown < 100, f"memory grew by {grown:.0f} bytes a row", 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Python: {sums}; {time.monotonic() - start:.0f} s with making and comparing, at most {peak:.0f} MiB, {grown:.0f} bytes a row with ids")


def write_csv(maker, path):
    schema = pa.schema({"id": pa.int64(), "text": pa.large_string()})
    with pyarrow.csv.CSVWriter(path, schema) as out:
        for ids, texts, *_ in maker.chunks():
            out.write_table(pa.table({"id": ids, "text": texts.cast(pa.large_string())}, schema))


def coded_by_command(folder):
    """Runs `libcode code`; what it says, seconds, peak bytes and how many bytes more than after a tenth of the time it took."""
    command = [sys.executable, "-m", "libcode", "code", "in.csv", "--codebook", "book.yaml", "--text", "text", "-o", "out.csv"]
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seen = []
    while process.poll() is None:
        seen.append(resident_bytes(process.pid))
        time.sleep(0.2)
    said, wrong = process.communicate()
    if process.returncode:
        sys.exit(f"libcode code ended with {process.returncode}: {wrong}")
    return said.strip(), time.monotonic() - start, max(seen), max(seen) - max(seen[: max(1, len(seen) // 5)])


def on_the_command_line(rows, seed):
    maker, sums = Maker(rows, seed, is_utf8=True), Sums()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "book.yaml").write_text(BOOK, "utf-8")
        write_csv(maker, folder / "in.csv")
        said, seconds, peak, grown = coded_by_command(folder)
        (folder / "in.csv").unlink()
        rest = None  # rows read but not compared yet
        reader = iter(pyarrow.csv.open_csv(
            folder / "out.csv", read_options=pyarrow.csv.ReadOptions(block_size=16 * MIB), parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(column_types={"id": pa.int64(), "text": pa.large_string(), **{f"c{at}": pa.string() for at in range(MARKS)}, "never": pa.string()}, strings_can_be_null=False),
        ))
        for ids, texts, answers, present in maker.chunks():
            while rest is None or len(rest) < len(ids):
                batch = next(reader, None)
                must(batch is not None, "rows are lost", int(ids[0]))
                rest = pa.Table.from_batches([batch]) if rest is None else pa.concat_tables([rest, pa.Table.from_batches([batch])])
            part, rest = rest.slice(0, len(ids)), rest.slice(len(ids))
            must(np.array_equal(part["id"], ids), "ids are out of place", int(ids[0]))
            must(pc.all(pc.equal(part["text"], pc.fill_null(texts.cast(pa.large_string()), ""))).as_py(), "a cell is not what was given", int(ids[0]))
            for at in range(CODES):
                cells = np.where(answers == NOT_ASKED, "", present[:, at].astype(str))
                must(np.array_equal(part.column(2 + at).to_numpy(), cells), "codes are out of place", int(ids[0]))
            sums.add(answers, present)
        must(len(rest) == 0 and next(reader, None) is None, "there are rows more", rows)
    must(said == f"{rows} rows read = {sums.coded} coded + {sums.uncoded} uncoded + {sums.unusable + sums.not_asked} unanswered", f"the sums do not agree: {said}", 0)
    must(rows < 1_000_000 or grown < 64 * MIB, f"memory grew by {grown / MIB:.0f} MiB", 0)
    print(f"command line: {sums}; {seconds:.0f} s, at most {peak / MIB:.0f} MiB, {grown / MIB:.0f} MiB more than in the first fifth")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--python", action="store_true")
    ways.add_argument("--command", action="store_true")
    arguments = parser.parse_args()
    if not arguments.command:
        from_python(arguments.rows, arguments.seed)
    if not arguments.python:
        on_the_command_line(arguments.rows, arguments.seed)
    print(f"{arguments.rows:,} rows: 0 lost, 0 misaligned, all sums agree (seed {arguments.seed})")
