"""`python -m libcode` and the command `libcode`."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
