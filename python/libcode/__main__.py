"""`python -m libcode` and the command `libcode`."""

import contextlib
import os
import sys

from ._cli import INTERRUPTED
from ._cli import main as run


def main(arguments: list[str] | None = None) -> int:
    """The exit status. Who interrupts it does not wait while a Python is taken apart, which can take half of what ending takes; and where the
    interrupt fell into code that a library made from a string (a dataclass), CPython would end by the signal instead, though it was heard."""
    status = run(arguments)
    if status == INTERRUPTED:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)
    return status


if __name__ == "__main__":
    sys.exit(main())
