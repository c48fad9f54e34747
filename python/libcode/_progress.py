"""A progress bar on standard error, where that is a terminal.

In: how far the work is. Out: one line, rewritten at most ten times a second. Tested by tests/python/test_cli.py.
"""

from __future__ import annotations

import sys
import time

WIDTH = 30


class Bar:
    def __init__(self, total: int):
        self._total = max(total, 1)
        self._shown = 0.0
        self._on = sys.stderr.isatty()

    def at(self, done: int, note: str) -> None:
        now = time.monotonic()
        if not self._on or now - self._shown < 0.1:
            return
        self._shown = now
        share = min(done / self._total, 1.0)
        bar = ("█" * round(share * WIDTH)).ljust(WIDTH, "·")
        sys.stderr.write(f"\r{bar} {100 * share:3.0f} % {note}\033[K")
        sys.stderr.flush()

    def close(self) -> None:
        if self._on and self._shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
