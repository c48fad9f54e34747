"""Writes docs/cues.md: every cue of every language with its reason, from the cue files themselves.

    python3 docs/make_cues.py           # writes the page
    python3 docs/make_cues.py --check   # says whether it is up to date, and which entries give no reason of their own

The reason of an entry is the comment above it, or its `memo`, or else that of its kind. Tested by tests/python/test_guide.py.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CUES = ROOT / "libcode" / "cues"
PAGE = ROOT / "docs" / "cues.md"
FIRST = ["en", "fr", "de", "es"]  # then the others, by tag
AXES = {
    "negation": "Negation: what is said not to be",
    "time": "Time: what is over",
    "person": "Person: what is somebody else's",
    "certainty": "Certainty: what is feared, guessed or asked",
}
KINDS = {
    "pseudo": "No cue.",
    "opening": "No cue where it opens a sentence before a comma.",
    "ends": "Ends every reach of this axis.",
    "afresh": "Ends every reach of this axis where a comma stands before it.",
    "last": "The last that a reach ahead takes in.",
}
# Why an entry is there that says no more of it.
REASONS = {
    "ahead": "Said before what it is about.",
    "back": "Said after what it is about.",
    "both": "Said before or after what it is about.",
    "question": "An answer to the writer's own question.",
    "pseudo": "These words look like a cue and say nothing of the kind.",
    "opening": "It answers whoever asked; what follows the comma is said, not denied.",
    "ends": "From here on the writer speaks of something else.",
    "afresh": "After a comma this begins a clause of its own.",
    "last": "These words take the cue upon themselves.",
}
HEAD = """\
# The cues

Cues are the words by which a writer denies something, puts it into the past, into somebody else, or into doubt. [The guide](guide.md#is-it-so-the-status-of-a-mark)
shows them at work and [the reference](reference.md#status) says exactly what they do. This page lists them all. It is written by `docs/make_cues.py` from the files in
`libcode/cues`, so it is what the library does.

Each line is a rule of the codebook language; `|` stands between alternatives. A **cue** looks ahead of itself, back, both ways, or, as the answer to a question, back into that question, and
reaches so many words within its sentence. What **ends** reach stops every cue before it. What is listed as **no cue** looks like one and denies nothing. The sentence above each list is its reason.

To change them, copy a file beside your codebook, edit it and write `cues: my_cues.yaml` at the top of the codebook. It is read and checked like a codebook.
"""


@dataclass
class Entry:
    kind: str  # cue, pseudo, opening, ends, afresh, last
    reason: str
    lines: list[str] = field(default_factory=list)
    looks: str = ""
    reach: str = ""

    @property
    def what(self) -> str:
        if self.kind != "cue":
            return KINDS[self.kind]
        if self.looks == "question":
            return f"Answers a question before it, up to {self.reach} words back."
        side = {"ahead": "ahead", "back": "back", "both": "ahead and back"}[self.looks]
        return f"Looks {side}, {self.reach} {'word' if self.reach == '1' else 'words'}."


@dataclass
class CueFile:
    language: str = ""
    name: str = ""
    ends: Entry | None = None
    axes: dict[str, tuple[str, list[Entry]]] = field(default_factory=dict)  # reason, entries


def read(path: Path) -> CueFile:
    """Reads a cue file as they are written here; the library's own parser says whether it is sound."""
    out = CueFile()
    comment: list[str] = []
    entries: list[Entry] = []
    block: Entry | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if block and text and indent < block_indent:
            block = None
        if block:
            block.lines.append(line[block_indent:].rstrip())
        elif not text:
            comment = []
        elif text.startswith("#"):
            comment.append(line[indent + 1 :].removeprefix(" ").rstrip())
        elif match := re.fullmatch(r"(- )?(\w+):\s*(.*)", text):
            dash, key, value = match.groups()
            reason = " ".join(each.strip() for each in comment)
            if indent == 0 and key == "cues":
                out.name = value
            elif indent == 0 and key == "language":
                out.language = value
            elif indent == 0 and key in AXES:
                out.axes[key] = reason, entries = reason, []
            elif key in ("looks", "reach"):
                setattr(entries[-1], key, value)
            elif key == "memo" and entries and indent > 0:
                entries[-1].reason = " ".join(filter(None, [entries[-1].reason, value]))
            elif key == "cue" or key in KINDS:
                entry = Entry(key, reason, [] if value == "|" else [value])
                if indent == 0:
                    out.ends = entry
                else:
                    entries.append(entry)
                if value == "|":
                    block, block_indent = entry, indent + (4 if dash else 2)  # a block stands two further in than its key
            comment = []
        else:
            raise SystemExit(f"{path}: cannot read {line!r}")
    return out


def files() -> list[CueFile]:
    found = {path.stem: read(path) for path in CUES.glob("*.yaml")}
    rank = {tag: place for place, tag in enumerate(FIRST)}
    return [found[tag] for tag in sorted(found, key=lambda tag: (rank.get(tag, len(rank)), tag))]


def shown(entry: Entry, title: str) -> list[str]:
    while entry.lines and not entry.lines[-1]:
        entry.lines.pop()
    return [f"**{title}** {entry.reason or REASONS[entry.looks or entry.kind]}", "", "```text", *entry.lines, "```", ""]


def page() -> str:
    out = [HEAD]
    for each in files():
        out += [f"## {each.name} (`{each.language}`)", ""]
        if each.ends:
            out += shown(each.ends, "Ends every reach.")
        for axis, (reason, entries) in each.axes.items():
            out += [f"### {each.name}. {AXES[axis]}", ""]
            out += [reason, ""] if reason else []
            for entry in entries:
                out += shown(entry, entry.what)
    return "\n".join(out).rstrip("\n") + "\n"


def without_reason() -> list[str]:
    """The entries that say neither in a comment nor in a `memo` why they are there."""
    return [
        f"{each.language}: {axis}: {entry.lines[0]}"
        for each in files()
        for axis, (reason, entries) in each.axes.items()
        for entry in entries
        if not entry.reason and not reason
    ]


def main() -> int:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    for line in without_reason():
        print(f"no reason of its own: {line}")
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()
    if stale:
        print("docs/cues.md is not up to date: run python3 docs/make_cues.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
