"""A command that is told to end, by Ctrl-C or SIGTERM.

In: the signal. Out: KeyboardInterrupt, so that half a file of answers is not left behind. Tested by tests/python/test_cli.py.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

LONGEST_WAIT_S = 0.25  # for an import
NEXT_LOOK_S = 0.005


@contextmanager
def ends_when_told() -> Iterator[None]:
    """Python raises KeyboardInterrupt wherever it is. In an import a library may print it, or make another error of it: so what is just being
    imported is waited for, for a while, and whatever error then comes of it is an interrupt too."""
    told_at: float | None = None
    before: dict[int, Any] = {}  # whose signals these were, and will be again

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal told_at
        if told_at is None:
            told_at = time.monotonic()
        if _is_importing(frame) and hasattr(signal, "setitimer") and time.monotonic() - told_at < LONGEST_WAIT_S:
            take(signal.SIGALRM)
            signal.setitimer(signal.ITIMER_REAL, NEXT_LOOK_S)
        else:
            raise KeyboardInterrupt

    def take(number: int) -> None:
        handler = signal.signal(number, end)
        before.setdefault(number, handler)

    if current_thread() is main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(number) is not signal.SIG_IGN:  # as of a job in the background, which goes on
                take(number)
    try:
        yield
    except Exception:
        if told_at is not None:
            raise KeyboardInterrupt from None
        raise
    finally:
        if told_at is not None and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None
