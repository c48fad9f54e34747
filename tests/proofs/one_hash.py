"""P6 from Python: the hash of tests/proofs/one_hash.cpp in code points, from Arrow batches of every size on any number of threads,
and one hash of the files that `libcode code` writes.

    one_hash.py FOLDER      the sections that `one_hash --write FOLDER` wrote

In: sections. Out: the two hashes and how many runs differed; exit status 1 where any did. The locale is that of the process.
"""

import argparse
import csv
import hashlib
import locale
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pyarrow as pa

import libcode as lc

THREADS = (1, 2, 3, 8)
BATCHES = (None, 1000, 7, 1)
ANSWERS = {"not asked": "0", "unusable": "1", "usable": "2"}
COUNTS = ("quotes", "units", "responses", "asked_responses", "usable_responses", "negated", "past", "other", "uncertain", "not_counted")
NOT_ASKED = np.uint64(1 << 63)


class Section:
    """A codebook and its responses as an Arrow table, whose text is the bytes as they are: not all are UTF-8."""

    def __init__(self, folder, number):
        self.yaml = (folder / f"{number}.yaml").read_text("utf-8")
        cues = folder / f"{number}.cues"
        self.coder = lc.Coder(lc.Codebook.parse(self.yaml, "book.yaml", cues.read_text("utf-8") if cues.exists() else None))
        ends = np.fromfile(folder / f"{number}.ends", "<u8")
        asked = ends < NOT_ASKED
        offsets = np.concatenate([[0], ends & ~NOT_ASKED]).astype("<i8")
        bits = pa.py_buffer(np.packbits(asked, bitorder="little").tobytes())
        texts = pa.py_buffer((folder / f"{number}.texts").read_bytes())
        array = pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(offsets.tobytes()), texts, bits)
        columns = {"text": array}
        if (others := folder / f"{number}.columns").exists():
            header, *rows = (line.split("\t") for line in others.read_text("utf-8").splitlines())
            columns |= {name: list(values) for name, values in zip(header, zip(*rows))}
        self.table = pa.table(columns)

    def lines(self, threads, batch):
        """What one_hash.cpp lists in code points."""
        tables = [self.table] if batch is None else (self.table.slice(at, batch) for at in range(0, len(self.table), batch))
        codings, answers, counts = [], [], 0
        for coded in self.coder.stream(tables, text="text", threads=threads):
            found = pa.table(coded)
            columns = [found[name].to_pylist() for name in ("response", "code", "rule", "status", "counts", "start", "end", "quote_start", "quote_end", "cue")]
            for response, code, rule, status, counting, *places, cue in zip(*columns):
                codings.append("\t".join(map(str, (response, code, rule, status, "counts" if counting else "-", *places, cue or ""))) + "\n")
            answers += [ANSWERS[answer] for answer in pa.table(coded.responses)["answer"].to_pylist()]
            table = coded._counts()
            counts = counts + np.array([table[name] for name in COUNTS]).T
        return "".join([*codings, *answers, *(f" {count}" for count in counts.ravel()), "\n"]).encode()

    def csv_rows(self):
        """The responses that can stand in a CSV file; an empty cell there was not asked."""
        for text in self.table["text"].cast(pa.large_binary()).to_pylist():
            try:
                cell = (text or b"").decode("utf-8")
            except UnicodeDecodeError:
                continue
            if "\0" not in cell:
                yield cell


def written_by_command(section, threads, folder):
    """The bytes of the files that the command writes, and what it says."""
    (folder / "book.yaml").write_text(section.yaml, "utf-8")
    with open(folder / "in.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([at, cell] for at, cell in enumerate(section.csv_rows()))])
    command = [sys.executable, "-m", "libcode", "code", "in.csv", "--codebook", "book.yaml", "--text", "text", "--threads", str(threads), "-o", "out.csv", "--codings", "codings.csv"]
    said = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    return said + (folder / "out.csv").read_bytes() + (folder / "codings.csv").read_bytes()


def run(folder):
    wanted, files, differences, runs = hashlib.sha256(), hashlib.sha256(), 0, 0
    number = 0
    while (folder / f"{number}.yaml").exists():
        section = Section(folder, number)
        # Every character is met by tables, which no thread and no batch changes.
        once = section.yaml.startswith("codebook: characters")
        first = section.lines(1, None)
        wanted.update(first)
        for threads in () if once else THREADS:
            for batch in BATCHES:
                runs += 1
                if section.lines(threads, batch) != first:
                    differences += 1
                    print(f"section {number} differs on {threads} threads in batches of {batch or 'all'}")
        if not once and not (folder / f"{number}.cues").exists():
            with tempfile.TemporaryDirectory() as place:
                made = [written_by_command(section, threads, pathlib.Path(place)) for threads in (1, 8)]
            runs += 2
            files.update(made[0])
            if made[1] != made[0]:
                differences += 1
                print(f"section {number}: the files differ on 8 threads")
        number += 1
    return wanted.hexdigest(), files.hexdigest(), number, runs, differences


if __name__ == "__main__":
    locale.setlocale(locale.LC_ALL, "")
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    chars, files, sections, runs, differences = run(parser.parse_args().folder)
    print(f"chars {chars}\nfiles {files}")
    print(f"{sections} codebooks, {runs} runs, {differences} differences (locale {locale.setlocale(locale.LC_ALL)}, Python {sys.version.split()[0]})")
    sys.exit(differences > 0)
