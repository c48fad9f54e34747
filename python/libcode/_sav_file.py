"""What pyreadstat leaves out of an SPSS file or takes from the clock: multiple-response sets, the date of its making.

In: a .sav file. Out: the same with the sets and one fixed date; the data is copied as it is. The layout is that of the PSPP
Developers' Guide, appendix "System File Format". Tested by tests/python/test_spss.py.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Sequence
from typing import IO, NamedTuple

HEADER_BYTES, DATE_AT, DATE = 176, 92, b"01 Jan 8000:00:00"  # creation_date[9], creation_time[8]
VARIABLE, VALUE_LABELS, LABELLED, DOCUMENT, EXTENSION, END = 2, 3, 4, 6, 7, 999
SETS = 7  # the subtype of the extension


class ResponseSet(NamedTuple):
    """Dichotomies that are one question: which of these were mentioned (1)."""

    name: str  # begins with $
    label: str
    variables: list[int]  # their places among the variables


def finish(source: str | os.PathLike[str], target: str | os.PathLike[str], sets: Sequence[ResponseSet]) -> None:
    """Write `source` again as `target`, with `sets` and the fixed date. `source` is little-endian, as pyreadstat writes."""
    with open(source, "rb") as read, open(target, "wb") as write:
        header = read.read(HEADER_BYTES)
        write.write(header[:DATE_AT] + DATE + header[DATE_AT + len(DATE) :])
        names: list[bytes] = []
        while True:
            kind, record = _record(read, names)
            if kind == END:
                if sets:
                    write.write(_extension(sets, names))
                write.write(record)
                break
            write.write(record)
        shutil.copyfileobj(read, write, 1 << 20)


def _record(read: IO[bytes], names: list[bytes]) -> tuple[int, bytes]:
    """The next record of the dictionary, whole. Variables put their short names into `names`."""
    parts = [read.read(4)]

    def take(size: int) -> bytes:
        parts.append(read.read(size))
        return parts[-1]

    def numbers(count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}i", take(4 * count))

    (kind,) = struct.unpack("<i", parts[0])
    if kind == VARIABLE:
        width, has_label, missing, _, _ = numbers(5)
        name = take(8)
        if width >= 0:  # below 0 a string goes on
            names.append(name.rstrip())
        if has_label:
            take(-(-numbers(1)[0] // 4) * 4)
        take(8 * abs(missing))
    elif kind == VALUE_LABELS:
        for _ in range(numbers(1)[0]):
            length = take(9)[8]
            take(-(-(length + 1) // 8) * 8 - 1)
    elif kind == LABELLED:
        take(4 * numbers(1)[0])
    elif kind == DOCUMENT:
        take(80 * numbers(1)[0])
    elif kind == EXTENSION:
        _, size, count = numbers(3)
        take(size * count)
    elif kind == END:
        take(4)
    else:
        raise ValueError(f"pyreadstat wrote a record of type {kind}, which the format does not have")
    return kind, b"".join(parts)


def _extension(sets: Sequence[ResponseSet], names: list[bytes]) -> bytes:
    lines = []
    for each in sets:
        label = each.label.encode()
        variables = b"".join(b" " + names[at].lower() for at in each.variables)
        lines.append(b"%s=D1 1 %d %s%s\n" % (each.name.encode(), len(label), label, variables))
    data = b"".join(lines)
    return struct.pack("<4i", EXTENSION, SETS, 1, len(data)) + data
