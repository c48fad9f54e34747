"""Whether an export, coded again by the codebook in a report page, gives what the page says.

In: a page that `to_html` wrote; an export's columns. Out: the page's record, and lines that say what differs, in numbers and hashes and
never in an answer's words. The page may come from anywhere: it is parsed, nothing in it is run. Tested by tests/python/test_verify.py.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ._core import Codebook, Codings
from ._export import ExportError
from ._record import FORM, record
from ._show import many
from ._variables import Variable, variable

MOST_CODES_NAMED = 10


class _Block(HTMLParser):
    """The text of the script element with id="record"."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and ("id", "record") in attributes and not self.parts

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def read(path: str) -> dict[str, Any]:
    """The record in a page. ExportError where the file is none, or of a form that this version does not know."""
    try:
        page = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ExportError(f"cannot open {path}: {error.strerror}") from None
    except UnicodeError:
        raise ExportError(f"{path} is not a report page: it is not UTF-8") from None
    block = _Block()
    block.feed(page)
    try:
        found = json.loads("".join(block.parts))
        form = found["form"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ExportError(f"{path} is not a report page of libcode: it holds no record of a run") from None
    if form == FORM and not _is_whole(found):
        raise ExportError(f"the record of the run in {path} is damaged; write the page anew")
    if form != FORM:
        raise ExportError(f"{path} was written by libcode {found.get('libcode')}, in another form than this version reads")
    return found


def _is_whole(found: dict[str, Any]) -> bool:
    """Whether all that is compared is there and of its kind, as in a page that nobody edited."""
    numbers = ("rows", "responses", "asked", "usable", "empty", "respondents", "codings")
    try:
        book, read = found["codebook"], found["columns"]
        texts = [book["source"], book["file"], book["sha256"], *read["text"], *read["text"].values(), *map(found["sha256"].get, ("answers", "respondents", "codings"))]
        texts += [each[key] for each in found["groups"] for key in ("column", "name", "sha256")]
        texts += [each for each in (read["id"], read["respondent"], read["question"], book["cues"]) if each is not None]
        counted = [number for code in found["codes"].values() for number in code.values()]
        counted += [found[key] for key in numbers] + [size for each in found["groups"] for size in each["sizes"]]
    except (KeyError, TypeError, AttributeError):
        return False
    return all(isinstance(each, str) for each in texts) and all(type(each) is int for each in counted)


def codebook(said: dict[str, Any]) -> Codebook:
    """The codebook in the page."""
    book = said["codebook"]
    return Codebook.parse(book["source"], book["file"], book["cues"])


def columns(said: dict[str, Any]) -> list[str]:
    """The columns of an export by which the page's groups were made."""
    return [each["column"] for each in said["groups"] if each["column"]]


def remarks(said: dict[str, Any], codings: Codings) -> list[str]:
    """What need not change a number: other versions, and groups that came from no column of the data and so are not compared."""
    versions = (("libcode", "libcode"), ("unicode", "Unicode"))
    found = [f"the page is of {name} {said.get(key)}, this is {codings.manifest[key]}" for key, name in versions if said.get(key) != codings.manifest[key]]
    apart = sum(not each["column"] for each in said["groups"])
    return found + ([f"{many(apart, 'group')} given as values, in no column, {'is' if apart == 1 else 'are'} not compared"] if apart else [])


def differences(said: dict[str, Any], codings: Codings) -> list[str]:
    """What the page says and `codings`, the same export coded by the page's codebook, do not; none where all is the same."""
    groups: list[tuple[str, Variable]] = [(name, variable(codings, name)) for name in columns(said)]
    now = record(codings, groups, said.get("options", {}))
    found = []
    if said["codebook"]["sha256"] != now["codebook"]["sha256"]:
        found.append("codebook: the one in the page was changed after the run; its SHA-256 is not the one written beside it")
    found += [
        f"{key}: {said[key]:,} in the page, {now[key]:,} here"
        for key in ("rows", "responses", "asked", "usable", "respondents", "codings")
        if said[key] != now[key]
    ]
    for key, what in (("answers", "answers or their questions, or the order of rows"), ("respondents", "who gave which answer"), ("codings", "codings")):
        if said["sha256"][key] != now["sha256"][key]:
            found.append(f"the {what} differ: SHA-256 {said['sha256'][key][:12]}… in the page, {now['sha256'][key][:12]}… here")
    found += _codes(said["codes"], now["codes"])
    for each, here in zip((each for each in said["groups"] if each["column"]), now["groups"]):
        if each["sha256"] != here["sha256"]:
            sizes = [" + ".join(f"{size:,}" for size in side["sizes"]) or "none" for side in (each, here)]
            found.append(f"the groups of column {each['column']!r} differ: responses {sizes[0]} in the page, {sizes[1]} here")
    return found


def _codes(said: dict[str, dict[str, int]], now: dict[str, dict[str, int]]) -> list[str]:
    found = []
    for code in [*said, *(code for code in now if code not in said)]:
        before, after = said.get(code, {}), now.get(code, {})
        differ = [f"{name.replace('_', ' ')} {before.get(name, 0):,} in the page, {after.get(name, 0):,} here"
                  for name in {**before, **after} if before.get(name) != after.get(name)]  # fmt: skip
        if differ:
            found.append(f"code {code}: {'; '.join(differ)}")
    more = len(found) - MOST_CODES_NAMED
    return found if more <= 0 else [*found[:MOST_CODES_NAMED], f"and {more} more codes"]

