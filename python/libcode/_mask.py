"""Masks what points to a person: names from a list, e-mail and web addresses, phone and NHS numbers, postcodes, handles.

In: texts, or Codings. Out: Masked texts that know where each offset went. Regular expressions of linear time; names are found by
the core, as a codebook's phrases are. Tested by tests/python/test_mask.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from . import _frames
from ._core import Codebook, CodebookError, Coder, Codings
from ._forms import Code

# What stands in the text instead. Where two kinds meet in one place, the first listed here names it.
SHOWN = {
    "web": "[web address]", "e-mail": "[e-mail]", "handle": "[handle]", "nhs": "[NHS number]", "phone": "[phone]",
    "postcode": "[postcode]", "name": "[name]",
}  # fmt: skip


class Mask(NamedTuple):
    """One masked place, in code points: where it was, and where its stand-in is now."""

    kind: str
    start: int
    end: int
    new_start: int
    new_end: int


class Masked(NamedTuple):
    """A text with its masks, in order."""

    text: str
    masks: list[Mask]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the text as it was lie now. What touches a mask takes its whole stand-in."""
        return _moved(self.masks, start, end, was=True)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the masked text were. What touches a stand-in takes all it stands for."""
        return _moved(self.masks, start, end, was=False)


def mask(data: Any, names: Iterable[str] = (), *, kinds: Sequence[str] = tuple(SHOWN), case: str = "ignore") -> Any:
    """Mask identifiers in a text (giving Masked), a list or column of texts (a list of Masked, None where missing), or
    the responses of Codings (a frame, one row each, with how many `masks` each has).

    Masked are the `kinds` listed: "name" those of `names`, as words, initials left out, with case and accents ignored
    (unless `case` is "exact": for names that are words, such as Will); "e-mail", "web" addresses and "handle" (@somebody);
    "phone" numbers that begin with + or 0, are written as in North America or follow a word such as "call"; "nhs" numbers
    whose check digit is right; "postcode" of the United Kingdom, and five digits after a word such as "zip" or a US state's
    letters. Each becomes its kind in brackets, `[e-mail]`.

    This is an aid. It does not make an answer anonymous: it knows no name that is not listed, no address, no rare illness
    and no story that somebody would know again. Read what you publish."""
    for kind in kinds if not isinstance(kinds, str) else [kinds]:
        if kind not in SHOWN:
            raise ValueError(f"kinds= must list {', '.join(map(repr, SHOWN))}")
    masker = Masker(names, kinds=kinds, case=case)
    if isinstance(data, Codings):
        return _responses(data, masker)
    if isinstance(data, str):
        return masker([data])[0]
    if data is None or isinstance(data, bytes) or not isinstance(data, Iterable):
        raise TypeError(f"mask() takes a text, texts or Codings, not {type(data).__name__}")
    texts = list(data)
    for at, each in enumerate(texts):
        if not isinstance(each, str):
            if each is not None and type(each).__name__ != "NAType" and each == each:
                raise TypeError(f"mask() takes texts, but item {at:,} (from 0) is of type {type(each).__name__}")
            texts[at] = None
    return masker(texts)


class Masker:
    """Masks texts by one list of names and of kinds."""

    def __init__(self, names: Iterable[str] = (), *, kinds: Sequence[str] = tuple(SHOWN), case: str = "ignore"):
        self._kinds = set([kinds] if isinstance(kinds, str) else kinds)
        if isinstance(names, str):
            raise TypeError("names= must be a list of names; put the one in a list")
        listed = list(names)
        self._names = _coder_of(listed, case) if listed and "name" in self._kinds else None

    def __call__(self, texts: Sequence[str | None]) -> list[Masked | None]:
        named: dict[int, list[tuple[int, int]]] = {}
        if self._names is not None and texts:
            table = self._names.code(list(texts))._columns()
            for at, start, end in zip(table["response"].tolist(), table["start"][0].tolist(), table["end"][0].tolist()):
                named.setdefault(at, []).append((start, end))
        return [None if text is None else self._masked(text, named.get(at, [])) for at, text in enumerate(texts)]

    def _masked(self, text: str, names: list[tuple[int, int]]) -> Masked:
        signs = {sign for sign in "@." if sign in text} | ({"digit"} if DIGIT.search(text) else set())  # most texts have none
        finders = [(kind, finder) for kind, (needed, finder) in FINDERS.items() if needed in signs and kind in self._kinds]
        found = [(start, end, kind) for kind, finder in finders for start, end in finder(text)]
        for start, end in names:
            possessive = POSSESSIVE.search(text, start, end)
            found.append((start, possessive.start() if possessive else end, "name"))
        return _replaced(text, found)


def _replaced(text: str, found: list[tuple[int, int, str]]) -> Masked:
    """Places that overlap are masked as one, so that no part of either is left."""
    rank = list(SHOWN)
    joined: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found):
        if joined and start < joined[-1][1]:
            first, last, other = joined.pop()
            start, end, kind = first, max(last, end), min(kind, other, key=rank.index)
        joined.append((start, end, kind))
    parts, masks, done, length = [], [], 0, 0
    for start, end, kind in joined:
        length += start - done
        parts += [text[done:start], SHOWN[kind]]
        masks.append(Mask(kind, start, end, length, length := length + len(SHOWN[kind])))
        done = end
    return Masked("".join([*parts, text[done:]]), masks)


def _moved(masks: list[Mask], start: int, end: int, was: bool) -> tuple[int, int]:
    here, there = (slice(1, 3), slice(3, 5)) if was else (slice(3, 5), slice(1, 3))
    starts = [each[here][0] for each in masks]

    def move(offset: int, at: int, inside: int) -> int:
        """By the mask `at`, the last that begins before; an offset inside of it goes to that side of its other form."""
        if at < 0:
            return offset
        last, other = masks[at][here][1], masks[at][there]
        return other[inside] if offset < last else offset - last + other[1]

    return move(start, bisect_right(starts, start) - 1, 0), move(end, bisect_left(starts, end) - 1, 1)


def _coder_of(names: list[str], case: str) -> Coder:
    """A codebook whose one code finds the names, each a phrase."""
    if case not in ("ignore", "exact"):
        raise ValueError("case= must be 'ignore' or 'exact'")
    for at, name in enumerate(names):
        if not isinstance(name, str):
            raise TypeError(f"names= must hold texts, but item {at} is of type {type(name).__name__}")
    phrases = []
    for name in names:
        words = [word for word in (part.strip("'’.&") for part in SIGNS.sub(" ", name).split()) if word]
        phrases.append(" ".join([word for word in words if len(word) > 1 or not word.isascii()] or words))
    settings = {"negation": "off", "accents": "ignore" if case == "ignore" else "exact", "quote": "match", "case": case}

    def book(some: list[str]) -> Codebook:
        return Codebook.of(name="names", settings=settings, codes=[Code(key="name", rules=[f'"{phrase}"' for phrase in some])])

    try:
        return Coder(book(phrases))
    except CodebookError:
        for at, phrase in enumerate(phrases):
            try:
                book([phrase])
            except CodebookError:
                raise ValueError(f"names= item {at} (from 0) holds no word that can be looked for") from None
        raise


def _responses(codings: Codings, masker: Masker) -> Any:
    import numpy as np

    table = codings.responses._columns()
    masked = masker(table["text"].tolist())
    found = {name: table[name] for name in ("row", "response", "respondent", "question")}
    found["text"] = np.array([*(each and each.text for each in masked), None], dtype=object)[:-1]
    found["masks"] = np.array([len(each.masks) if each else 0 for each in masked], dtype=np.int64)
    return _frames.make(codings.frame, found)


# --- What is looked for. Each expression starts where its first sign follows none of its kind, and repeats no repetition
# --- without a bound or a sign between: time grows with the text's length, whatever the text.

SIGNS = re.compile(r"[!-%(-,/:-@\-\[-`{-~“”„«»…]")  # in a name: what belongs to no word
DIGIT = re.compile(r"\d")
POSSESSIVE = re.compile(r"['’‘`´′][sS]\Z")
WEB = re.compile(
    r"(?<![\w@])(?:https?://|www\.)\S+"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}(?:com|org|net|info|io|uk|edu|gov)(?![\w-])(?!\.\w)(?:/\S*)?",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[^\W\d_][\w-]*(?:\.[\w-]+)*")
HANDLE = re.compile(r"(?<![\w@./])@[^\W\d][\w.]{1,29}")
NHS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])")
PHONE = re.compile(
    r"(?<![\d+])\+\d(?:[ .\-/()]{0,2}\d){6,14}(?!\d)"
    r"|(?<![\d.,/:+-])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2})\(?0(?:[ .\-()]{0,2}\d){8,13}(?!\d)"
    r"|(?<![\d.,/:+-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
)
PHONE_WORD = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|cell|fax|call|called|ring|rang|text|whatsapp)\b[\s.:=-]{0,3}"
    r"(?:\b(?:me|us|him|her|them|on|at|is|no|number|num)\b[\s.:=-]{1,3}){0,3}(\d(?:[ .-]?\d){5,14})(?!\d)",
    re.IGNORECASE,
)
AREA = r"(?:[A-PR-UWYZ]\d\d?|[A-PR-UWYZ][A-HK-Y]\d\d?|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY])"
POSTCODE = re.compile(rf"(?<![A-Za-z0-9])(?:GIR|{AREA})[ \u00a0]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?![A-Za-z0-9])", re.IGNORECASE | re.ASCII)
POSTCODE_WORD = re.compile(
    rf"\b(?:post ?code|zip(?: ?code)?|postal ?code|code postal|PLZ)\b[\s:=-]{{0,3}}(?:(?:is|was)\s)?"
    rf"({AREA}|\d{{5}}(?:-\d{{4}})?)(?![A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
STATE = re.compile(
    r"(?<![A-Za-z0-9])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
    r"[ ,]{1,2}(\d{5}(?:-\d{4})?)(?![A-Za-z0-9])"
)
ENDINGS = ".,;:!?…)]}>'\"’”»*"


def _web(text: str) -> Iterator[tuple[int, int]]:
    for each in WEB.finditer(text):
        yield each.start(), each.start() + len(each[0].rstrip(ENDINGS))


def _email(text: str) -> Iterator[tuple[int, int]]:
    for each in EMAIL.finditer(text):
        yield each.start() + len(each[0]) - len(each[0].lstrip(".")), each.end()


def _handle(text: str) -> Iterator[tuple[int, int]]:
    for each in HANDLE.finditer(text):
        yield each.start(), each.start() + len(each[0].rstrip("."))


def _nhs(text: str) -> Iterator[tuple[int, int]]:
    """The check digit is 11 less the remainder by 11 of the first nine weighted 10 to 2 (NHS Data Dictionary, NHS NUMBER)."""
    for each in NHS.finditer(text):
        digits = [int(sign) for sign in each[0] if sign.isdecimal()]
        if (11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1))) % 11) % 11 == digits[9]:
            yield each.span()


def _phone(text: str) -> Iterator[tuple[int, int]]:
    for each in PHONE.finditer(text):
        yield each.span()
    for each in PHONE_WORD.finditer(text):
        yield each.span(1)


def _postcode(text: str) -> Iterator[tuple[int, int]]:
    for each in POSTCODE.finditer(text):
        if each[0][-2:] not in ("st", "nd", "rd", "th"):  # "on ward b12 1st"
            yield each.span()
    for expression in (POSTCODE_WORD, STATE):
        for each in expression.finditer(text):
            yield each.span(1)


# By kind: a sign without which there is none, and what finds them.
FINDERS: dict[str, tuple[str, Callable[[str], Iterator[tuple[int, int]]]]] = {
    "web": (".", _web), "e-mail": ("@", _email), "handle": ("@", _handle), "nhs": ("digit", _nhs), "phone": ("digit", _phone),
    "postcode": ("digit", _postcode),
}  # fmt: skip
