"""The record of a run: what was coded by what, and what came out, so that somebody else can repeat it and compare.

In: Codings. Out: a dict that JSON can hold. Costs a walk over the responses and one over the codings, for their hashes. It holds
no answer: hashes are of the whole survey, and respondents go into them as numbers, not by name. Tested by tests/python/test_verify.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from ._core import Codebook, Codings
from ._variables import Variable, respondent_of_response

FORM = 1  # of the record and the page; a reader of another number refuses it


def record(codings: Codings, groups: list[tuple[str, Variable]], options: dict[str, Any]) -> dict[str, Any]:
    """`groups` are the variables of the page, each with the column it was read from, or "" where it was no column. `empty` are the
    answers of no sign at all: in a CSV file they look like cells that were not asked, and only here it is said how they were read."""
    manifest, responses = codings.manifest, codings.responses
    book = manifest["codebook"]
    return {
        "form": FORM,
        "libcode": manifest["libcode"],
        "unicode": manifest["unicode"],
        "codebook": {**book, "file": os.path.basename(book["file"])},
        "columns": {role: manifest[role] for role in ("text", "id", "respondent", "question")},
        "options": options,
        "rows": responses.rows,
        "responses": len(responses),
        "asked": responses.asked,
        "usable": responses.usable,
        "empty": responses._columns()["text"].tolist().count(""),
        "respondents": responses.respondents,
        "codings": len(codings),
        "sha256": hashes(codings),
        "codes": counts(codings),
        "groups": [{"column": column, "name": each.name, "sizes": sizes(each), "sha256": hash_of(each.labels)} for column, each in groups],
    }


def hashes(codings: Codings) -> dict[str, str]:
    """SHA-256 of the answers in order, each with its question; of who gave which, numbered as they first appear; of the codings."""
    table, found = codings.responses._columns(), codings._columns()
    first = int(table["response"][0]) if len(table["response"]) else 0
    lines = zip(
        (found["response"] - first).tolist(), found["code"].tolist(), found["line"][0].tolist(), found["start"][0].tolist(),
        found["end"][0].tolist(), found["status"].tolist(), found["counts"].tolist(),
    )  # fmt: skip
    return {
        "answers": hash_of(part for pair in zip(table["question"].tolist(), table["text"].tolist()) for part in pair),
        "respondents": hash_of(respondent_of_response(table).tolist()),
        "codings": hash_of(part for line in lines for part in line),
    }


def hash_of(values: Iterable[Any]) -> str:
    """Each value with its length before it, so that no two lists of values look alike; a missing one has none."""
    digest = sha256()
    for value in values:
        if value is None:
            digest.update(b"-;")
        else:
            written = str(value).encode("utf-8", "surrogatepass")
            digest.update(b"%d:%b;" % (len(written), written))
    return digest.hexdigest()


def counts(codings: Codings) -> dict[str, dict[str, int]]:
    """By code the numbers of its quotes that count, of responses and respondents that hold it, and of those who could have."""
    found = codings._counts()
    names = ("quotes", "responses", "respondents", "usable_responses", "usable_respondents", "not_counted")
    return {code: {name: int(found[name][at]) for name in names} for at, code in enumerate(found["code"].tolist())}


def sizes(variable: Variable) -> list[int]:
    """How many responses each group has, in the groups' order."""
    labels = variable.labels.tolist()
    return [labels.count(label) for label in variable.order]


def codebook_of(book: Codebook) -> dict[str, str | None]:
    """The text of a codebook and of its cue file, from which `Codebook.parse` makes it again."""
    source, file, cues = book.__getstate__()  # type: ignore[attr-defined]
    return {"source": source, "file": os.path.basename(file), "cues": cues}
