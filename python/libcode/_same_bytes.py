"""Office files with the same bytes for the same content: without the clock, the user and the machine that wrote them.

In: a zip. Out: the same members in the same order, under one date. Costs one pass over the file.
Tested by tests/python/test_excel.py and test_word.py.
"""

from __future__ import annotations

import datetime
import os
import shutil
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # of a zip: it knows none before
DATE = datetime.datetime(*FIRST_DATE)


def repack(source: str | os.PathLike[str] | IO[bytes], target: str | os.PathLike[str]) -> None:
    """Write the zip `source` again as `target`."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = ZipInfo(member.filename, FIRST_DATE)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            info.file_size = member.file_size  # says whether it needs zip64
            with old.open(member) as read, new.open(info, "w") as write:
                shutil.copyfileobj(read, write, 1 << 20)
