"""Quotes to print: the typical, the contrasting and the deviant ones of a theme, short, from different people and groups.

In: Codings. Out: a frame, one row a quote. Costs one walk over the survey's words, then at most MOST_WEIGHED quotes a code.
Tested by tests/python/test_exemplars.py.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import Any, NamedTuple

from . import _frames
from ._core import Code, Codebook, Codings
from ._excerpt import Excerpt, Quote, excerpts
from ._likeness import rarity, vectors
from ._mask import Masker
from ._tables import _seed
from ._variables import variable

KINDS = ("typical", "contrasting", "deviant")
AXES = {
    "negation": {"affirmed", "negated"}, "time": {"current", "past"}, "person": {"self", "other"}, "certainty": {"certain", "uncertain"},
}  # fmt: skip
COLUMNS = {
    "code", "kind", "why", "typicality", "row", "response", "id", "respondent", "question", "quote", "marked", "match_start", "match_end",
    "quote_start", "quote_end", "status",
}  # fmt: skip
DEVIANT = ("negated", "other", "uncertain")
MOST_WEIGHED = 500
SAME = 0.6  # likeness from which a quote says the same again


class Candidate(NamedTuple):
    """A quote of a theme: where it stands, its match, and why it is a deviant case ("": it is none)."""

    response: int
    quote: tuple[int, int]
    match: tuple[int, int]
    why: str
    status: str
    group: str | None
    person: Any
    text: str


def exemplars(
    self: Codings,
    code: str | Sequence[str] | None = None,
    k: int = 3,
    *,
    kinds: Sequence[str] = KINDS,
    by: Any = None,
    opposing: str | Sequence[str] = (),
    variables: Sequence[str] = (),
    mask: bool | Iterable[str] = False,
    per_respondent: int = 1,
    max_chars: int = 300,
    min_words: int = 4,
    seed: int = 0,
) -> Any:
    """Quotes to print for a code, or several (default: each that has rules of its own): up to `k` of each kind.

    "typical" are those most like all others: `typicality` is the cosine (0 to 1) between a quote's words and the mean of
    the theme's quotes, words weighted by how rare they are in the survey. "contrasting" are unlike one another: each next is
    the one with the highest typicality less its greatest likeness to a quote already chosen (maximal marginal relevance:
    Carbonell & Goldstein 1998, SIGIR, 335–336, with λ = ½). "deviant" are cases against the theme, the most typical in
    their words first, and `why` says what they are: a coding that is negated, another person's or uncertain, or that does
    not count for what its code's `count` leaves out; or a quote in which a code of `opposing` counts too. A status that
    the code's `count` asks for is not deviant. All other quotes that count are of the first two kinds.

    All are from different respondents (at most `per_respondent` quotes a code) and spread over the groups of `by`, a survey
    variable: groups with the fewest quotes of the kind come first, and who is in no group is not quoted. Quotes that say the
    same again are left for last, then those longer than `max_chars` code points or shorter than `min_words` words. A longer
    one is cut to whole sentences about its match, or at words where these are too long too, with an ellipsis. Of more than 500
    quotes a code, 500 drawn by `seed` are weighed.

    `mask=True` masks identifiers, and a list of names these too (see `libcode.mask`). `variables` are columns of the data
    to show. `quote_start` to `quote_end` is the part of the response that is printed, `match_start` to `match_end` the
    match in `quote`, and `marked` the quote with the match in brackets."""
    import numpy as np

    numbers = {"k": k, "per_respondent": per_respondent, "max_chars": max_chars, "min_words": min_words}
    for name, number in numbers.items():
        least = 0 if name == "min_words" else 1
        if not isinstance(number, Integral) or isinstance(number, bool) or number < least:
            raise ValueError(f"{name}= must be a whole number of {least} or more")
    _seed(seed)
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if not kinds or not set(kinds) <= set(KINDS):
        raise ValueError(f"kinds= must list {', '.join(map(repr, KINDS))}")
    book, table, responses = self.codebook, dict(self._columns()), self.responses._columns()
    if len(responses["response"]):  # a stream's responses are numbered through all its batches
        table["response"] = table["response"] - responses["response"][0]
    codes = [each for each in book.codes if each.rules] if code is None else [book[each] for each in _listed(code)]
    against = {path for each in _listed(opposing) for path in _family(self, book[each])}
    groups = None if by is None else variable(self, by)
    shown = {} if groups is None else {groups.name or "group": groups}
    shown |= {name: variable(self, name, argument="variables") for name in _listed(variables)}
    if taken := COLUMNS & set(shown):
        raise ValueError(f"the table has a column {min(taken)!r} of its own; rename that column of the data, or leave it out")
    masker = None if mask is False else Masker(() if mask is True else mask)
    rare = rarity(self)

    chosen: list[tuple[Code, str, float, Candidate]] = []
    for each in codes:
        found = _candidates(self, each, table, responses, against, None if groups is None else groups.labels)
        found = _weighed(found, max_chars, seed)
        if found:
            units, words = vectors([one.text for one in found], rare, book)
            tiers = [(len(one.text) > max_chars) + 2 * bool(count < min_words) for one, count in zip(found, words.tolist())]
            chosen += [(each, *one) for one in _choose(found, units, tiers, k, kinds, per_respondent)]

    places = [one.response for *_, one in chosen]
    cut, spans = _printed([one for *_, one in chosen], responses["text"], max_chars, masker, book)
    columns = {
        "code": _texts(each.path for each, *_ in chosen), "kind": _texts(kind for _, kind, *_ in chosen),
        "why": _texts(one.why for *_, one in chosen), "typicality": np.array([score for _, _, score, _ in chosen], dtype=float),
    }  # fmt: skip
    columns |= {name: responses[name][places] for name in ("row", "response", "id", "respondent", "question")}
    columns |= {name: each.labels[places] for name, each in shown.items()}
    columns |= {"quote": _texts(each.text for each in cut), "marked": _texts(each.marked for each in cut)}
    columns |= {"match_start": _numbers(each.start for each in cut), "match_end": _numbers(each.end for each in cut)}
    columns |= {"quote_start": _numbers(start for start, _ in spans), "quote_end": _numbers(end for _, end in spans)}
    columns["status"] = _texts(one.status for *_, one in chosen)
    return _frames.make(self.frame, columns)


def _listed(names: str | Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _texts(values: Iterable[str]) -> Any:
    import numpy as np

    return np.array([*values, None], dtype=object)[:-1]


def _numbers(values: Iterable[int]) -> Any:
    import numpy as np

    return np.array(list(values), dtype=np.int64)


def _family(codings: Codings, code: Code) -> set[str]:
    return {each.path for each in codings.codebook.codes if each.path == code.path or each.path.startswith(code.path + ".")}


def _candidates(codings: Codings, code: Code, table: Any, responses: Any, against: set[str], groups: Any) -> list[Candidate]:
    """The different quotes of a code and its descendants."""
    import numpy as np

    family, book = _family(codings, code), codings.codebook
    place = {each.path: at for at, each in enumerate(book.codes)}
    rows = np.flatnonzero(np.isin(codings._codes(), [place[path] for path in family]))
    others = np.flatnonzero(table["counts"] & np.isin(codings._codes(), [place[path] for path in against - family]))
    opposed: dict[int, list[tuple[int, int, str]]] = {}
    for at in others.tolist():
        span = (int(table["quote_start"][0][at]), int(table["quote_end"][0][at]), table["code"][at])
        opposed.setdefault(int(table["response"][at]), []).append(span)
    count = {path: book[path].count for path in family}
    found: dict[tuple[int, int, int], list[tuple[str, int]]] = {}
    for at in rows.tolist():
        quote = (int(table["response"][at]), int(table["quote_start"][0][at]), int(table["quote_end"][0][at]))
        why = _deviates(count[table["code"][at]], {axis: table[axis][at] for axis in AXES}, table["counts"][at])
        found.setdefault(quote, []).append((why, at))
    candidates = []
    for (response, start, end), codings_there in found.items():
        group = None if groups is None else groups[response]
        if groups is not None and group is None:
            continue
        why, at = next(((why, at) for why, at in codings_there if why), codings_there[0])
        if not why:
            there = {other for first, last, other in opposed.get(response, ()) if first < end and start < last}
            why = ", ".join(f"with {other}" for other in sorted(there))
        match = (int(table["start"][0][at]), int(table["end"][0][at]))
        text = responses["text"][response][start:end]
        person = responses["respondent"][response]
        candidates.append(Candidate(response, (start, end), match, why, table["status"][at], group, person, text))
    return candidates


def _deviates(count: str, status: dict[str, str], counts: bool) -> str:
    """What is deviant in a coding's status, by its code's `count`; "" where nothing is."""
    words = set(count.split()) or {"affirmed"}
    why = []
    for axis, pair in AXES.items():
        asked = words & pair
        is_refused = not counts and len(asked) == 1 and status[axis] not in asked
        is_marked = status[axis] in DEVIANT and asked != {status[axis]}
        if is_refused or is_marked:
            why.append(status[axis])
    return ", ".join(why) or ("" if counts else "does not count")


def _weighed(found: list[Candidate], max_chars: int, seed: int) -> list[Candidate]:
    """All, or a sample: of those short enough first, in the survey's order."""
    if len(found) <= MOST_WEIGHED:
        return found
    drawn = random.Random(seed).sample(range(len(found)), len(found))
    drawn.sort(key=lambda at: (not found[at].why, len(found[at].text) > max_chars))  # deviant cases are few
    few = [at for at in drawn if found[at].why][: MOST_WEIGHED // 2]
    rest = [at for at in drawn if not found[at].why][: MOST_WEIGHED - len(few)]
    return [found[at] for at in sorted(few + rest)]


def _choose(
    found: list[Candidate], units: Any, tiers: list[int], k: int, kinds: Sequence[str], per_respondent: int
) -> list[tuple[str, float, Candidate]]:
    """(kind, typicality, candidate), in the order they are to be printed. Lower tiers are better."""
    import numpy as np

    plain = np.array([not one.why for one in found])
    middle = units[plain if plain.any() else ~plain].mean(axis=0)
    length = float(np.sqrt(middle @ middle))
    typicality = np.clip(units @ middle / length, 0, 1) if length else np.zeros(len(found))
    left, people = set(range(len(found))), Counter()
    chosen: list[tuple[str, float, Candidate]] = []
    nearest = np.zeros(len(found))  # each one's greatest likeness to those chosen
    for kind in [each for each in KINDS if each in kinds]:
        groups: Counter[str | None] = Counter()
        for _ in range(k):
            open_to = [at for at in left if (kind == "deviant") != bool(plain[at]) and people[found[at].person] < per_respondent]
            if not open_to:
                break
            score = (typicality - nearest) / 2 if kind == "contrasting" else typicality
            again = nearest > SAME
            best = min(
                open_to,
                key=lambda at, groups=groups, again=again, score=score: (
                    groups[found[at].group], bool(again[at]), tiers[at], -round(float(score[at]), 9), found[at].text, at
                ),
            )  # fmt: skip
            chosen.append((kind, float(typicality[best]), found[best]))
            left.discard(best)
            people[found[best].person] += 1
            groups[found[best].group] += 1
            nearest = np.maximum(nearest, units @ units[best])
    return chosen


def _printed(
    chosen: list[Candidate], texts: Any, max_chars: int, masker: Masker | None, book: Codebook
) -> tuple[list[Excerpt], list[tuple[int, int]]]:
    """The excerpts, and where they stand in the responses as written. Masked first and cut then, so that half an
    identifier is never left."""
    quotes, masked = [], []
    whole = masker([texts[one.response] for one in chosen]) if masker else [None] * len(chosen)
    for one, response in zip(chosen, whole):
        first, last = response.span(*one.quote) if response else one.quote
        start, end = response.span(*one.match) if response else one.match
        stand_ins = [(each.new_start - first, each.new_end - first) for each in response.masks] if response else []
        inside = [(a, b) for a, b in stand_ins if a >= 0 and b <= last - first]
        quotes.append(Quote((response.text if response else texts[one.response])[first:last], start - first, end - first, inside))
        masked.append((response, first))
    cut = excerpts(quotes, max_chars, book)
    spans = []
    for (response, first), each in zip(masked, cut):
        span = (first + each.first, first + each.last)
        spans.append(response.original(*span) if response else span)
    return cut, spans


Codings.exemplars = exemplars
