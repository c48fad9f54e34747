"""Writes where each fuzzer starts from: the cases of the corpus and the manual, the examples, the cue files, Unicode's break tests.

    seeds.py FOLDER      makes FOLDER/<target>/<hash> of each
"""

import csv
import hashlib
import io
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "python"))
import corpus  # noqa: E402

LONGEST_BYTES = 2000  # a fuzzer tries many short inputs rather than few long ones
UNICODE = Path("/usr/share/unicode")
MARK = b"\xef\xbb\xbf"


def cases() -> Iterator[corpus.Case]:
    yield from corpus.cases()
    for page in sorted(corpus.DOCS.glob("*.md")):
        yield from corpus.page_cases(page.name)


def top_level_parts(text: str) -> Iterator[str]:
    """A file's head with each of its codes, or a cue file's with each of its cues, so that each is short."""
    head, _, codes = text.partition("\ncodes:\n")
    if codes:
        for code in re.split(r"\n(?=  \w)", codes):
            yield f"settings: {{negation: off}}\ncodes:\n{code}\n"
        if len(head) < LONGEST_BYTES:
            yield f"{head}\ncodes:\n  a:\n    rules: ket\n"
    else:
        axes = re.split(r"\n(?=\w+:)", text)
        for axis in axes:
            name, _, entries = axis.partition("\n")
            for entry in re.split(r"\n(?=  - )", entries):
                yield f"{name}\n{entry}\n"


def rules() -> Iterator[str]:
    for case in cases():
        for block in ("rules", "unless", "refused", "accepted"):
            yield from case.blocks.get(block, "").split("\n")
    for path in sorted((ROOT / "examples").rglob("*.yaml")):
        yield from (line.strip() for line in path.read_text("utf-8").split("\n") if line.startswith("        "))


def texts() -> Iterator[bytes]:
    for case in cases():
        yield from (response.text.encode() for response in case.responses if response.text)
    for name in ("WordBreakTest", "SentenceBreakTest", "GraphemeBreakTest"):
        path = next(UNICODE.rglob(f"{name}.txt"), None)
        for line in path.read_text("utf-8").split("\n") if path else ():
            points = re.findall(r"\b[0-9A-F]{4,6}\b", line.partition("#")[0])
            yield "".join(chr(int(point, 16)) for point in points).encode("utf-8", "surrogatepass")


def sheets() -> Iterator[str]:
    """Codebooks as spreadsheets."""
    for row in (["bladder", "", "Bladder problems", "bladder~ pain*"], ["$drug", "", "", "k | ket"], ["a.b", "a", "x; y", "=NHS"]):
        out = io.StringIO()
        csv.writer(out).writerows([["code", "parent", "definition", "rule"], row])
        yield out.getvalue()
    yield "code;parent;rule;where;settings;count;at_least;weight;unless\na;;ket;age: 18 | 19;case: exact;all;2;0.5;no\n;;k;;;;;;\n"
    yield "code\trule\tmatch\treject\n*\t\t\t\nb\tx\t'=x\ty\n"


def exports() -> Iterator[bytes]:
    for path in sorted((ROOT / "examples").rglob("*.csv")):
        lines = path.read_text("utf-8").split("\n")
        yield from ("\n".join([lines[0], *lines[at : at + 3]]).encode() for at in range(1, min(len(lines), 40), 3))
    yield "id;answer\r\n1;caf\u00e9\r\n2;\"a\n b\"\r\n".encode("cp1252")
    yield MARK + b"id,answer\n1,\"a \"\"b\"\"\"\n\n2,\n"
    yield "id\tanswer\n1\tx\n".encode("utf-16")


def seeds(target: str) -> Iterator[bytes]:
    chance = random.Random(0)
    if target in ("codebook", "cues"):
        yield from (MARK, MARK + b"# nothing\n")
    if target == "codebook":
        for case in cases():
            yield case.codebook().encode()
        for path in sorted((ROOT / "examples").rglob("*.yaml")):
            yield from (part.encode() for part in top_level_parts(path.read_text("utf-8")))
    elif target == "rule":
        yield from (rule.strip().encode() for rule in rules())
    elif target == "cues":
        yield from (case.blocks["cues"].encode() for case in cases() if "cues" in case.blocks)
        for path in sorted((ROOT / "libcode" / "cues").glob("*.yaml")) + sorted((ROOT / "tests" / "fuzz" / "cues").glob("*.yaml")):
            yield path.read_bytes()
            yield from (part.encode() for part in top_level_parts(path.read_text("utf-8")))
    elif target == "text":
        yield from (bytes([chance.randrange(256)]) + text for text in texts())
    elif target == "match":
        yield from (bytes([chance.randrange(200)]) + chance.randbytes(chance.randrange(40, 300)) for _ in range(200))
        yield from (bytes([200 + chance.randrange(56)]) + text for text in texts() if chance.random() < 0.2)
    elif target == "arrow":
        yield from (chance.randbytes(chance.randrange(4, 200)) for _ in range(500))
    elif target == "csv":
        yield from (b"\x00" + export for export in exports())
        yield from (b"\x01" + sheet.encode() for sheet in sheets())


def main() -> None:
    for target in ("codebook", "rule", "cues", "text", "arrow", "match", "csv"):
        folder = Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for seed in seeds(target):
            if 0 < len(seed) <= LONGEST_BYTES:
                (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    main()
