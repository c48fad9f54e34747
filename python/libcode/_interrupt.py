"""A command that is told to end, by Ctrl-C or SIGTERM.

In: the signal. Out: KeyboardInterrupt, so that half a file of answers is not left behind. Tested by tests/python/test_cli.py.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def ends_when_told() -> Iterator[None]:
    """Python raises KeyboardInterrupt wherever it is, and a library that is just being imported may make another error of it: that is one too."""
    told = False

    def end(number: int, frame: object) -> None:
        nonlocal told
        told = True
        raise KeyboardInterrupt

    if current_thread() is main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) is not signal.SIG_IGN:  # as of a job in the background, which goes on
                signal.signal(number, end)
    try:
        yield
    except Exception:
        if told:
            raise KeyboardInterrupt from None
        raise
