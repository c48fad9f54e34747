"""What Python adds to a Codebook: write it.

In: Codebook. Out: the text as it was read. Tested by tests/python/test_codebook.py.
"""

from __future__ import annotations

import os
from pathlib import Path

from ._core import Codebook


def write(self: Codebook, path: str | os.PathLike[str] | None = None) -> str:
    """The codebook's text, byte for byte as it was read; written to `path` where one is given."""
    if path is not None:
        Path(path).write_bytes(self.source.encode())
    return self.source


Codebook.write = write
