"""Reads tests/corpus/*.txt, and the cases in the pages of docs; the format stands in tests/corpus/README.md."""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "corpus"
DOCS = FOLDER.parent.parent / "docs"
BLOCKS = ("rules", "unless", "theme", "sets", "settings", "language", "codebook", "cues", "row", "counts", "refused", "accepted")
BLOCK = re.compile(rf"({'|'.join(BLOCKS)}):(?: (.*))?$")


@dataclass
class Response:
    lines: list[str]
    row: str
    codings: list[str] = field(default_factory=list)

    @property
    def text(self):
        return None if self.row == "not asked" else "\n".join(self.lines)

    @property
    def variables(self):
        return {} if self.row in ("", "not asked") else dict(pair.split(" ", 1) for pair in self.row.split(", "))


@dataclass
class Case:
    place: str
    title: str
    blocks: dict[str, str] = field(default_factory=dict)
    responses: list[Response] = field(default_factory=list)

    def codebook(self, rules=None):
        has = self.blocks.get
        if has("codebook") is not None:
            return has("codebook") + "\n"
        settings = has("settings", "")
        quiet = has("cues") is None and "negation" not in settings
        parts = ["codebook: corpus", f"language: {has('language') or 'en'}"]
        parts += ["cues: cues.yaml"] if has("cues") is not None else []
        if quiet or settings:
            parts += ["settings:", *(["  negation: off"] if quiet else []), *_indented(settings, 2)]
        parts += ["sets:", *_indented(has("sets"), 2)] if has("sets") else []
        parts += ["codes:", "  theme:", *_indented(has("theme", ""), 4)]
        for name, body in (("rules", rules or has("rules")), ("unless", has("unless"))):
            parts += [f"    {name}: |", *_indented(body, 6)] if body else []
        return "\n".join(parts) + "\n"


def _indented(body, by):
    return [" " * by + line if line else "" for line in body.split("\n")] if body else []


def cases():
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _read(path.name, path.read_text(encoding="utf-8"))]


def page_cases(name):
    """Each block fenced by ```case is one, titled by the heading above it."""
    heading, fence, lines = "", None, []
    for line in (DOCS / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("```"):
            lines.append(f"== {heading}" if line == "```case" else "")
            fence = None if fence else line
        else:
            lines.append(line if fence == "```case" else "")
            if fence is None and line.startswith("#"):
                heading = line.lstrip("# ")
    return _read(name, "\n".join(lines))


def _read(name, text):
    found, block, row, adding = [], None, "", False

    def finish():
        nonlocal block, row
        if block is None:
            return
        name, body = block
        text = "\n".join(body).rstrip("\n")
        if name == "row":
            row = text
        else:
            found[-1].blocks[name] = text
        block = None

    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("  "):
            block[1].append(line[2:])
            continue
        if line == "":
            if block:
                block[1].append("")
            adding = False
            continue
        finish()
        opens = BLOCK.match(line)
        if line.startswith("== "):
            found.append(Case(f"{name}:{number}", line[3:]))
            adding = False
        elif line.startswith(">"):
            if adding:
                found[-1].responses[-1].lines.append(line[2:])
            else:
                found[-1].responses.append(Response([line[2:]], row))
                row, adding = "", True
        elif line.startswith("= "):
            found[-1].responses[-1].codings.append(line[2:])
            adding = False
        elif opens:
            block, adding = (opens[1], [opens[2]] if opens[2] else []), False
    finish()
    return found
