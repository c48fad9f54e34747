"""What the tests of the Python package share."""

import signal

import hypothesis
import pytest

import libcode as lc

# A job in the background is started deaf to Ctrl-C, and what it starts would be so too; what has a handler is not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Under a sanitizer or on a busy machine an example takes as long as it takes.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

BOOK = """\
codebook: Small
version: 1.0.0
codes:
  physical:
    name: Physical harm
    codes:
      k_cramps:
        name: K cramps
        definition: Cramps put down to ketamine.
        rules: |
          (k | ket) cramp*
        match: |
          K cramps every night
        reject: |
          no K cramps
  shame:
    rules: |
      shame | ashamed
"""
ANSWERS = ["I get K cramps 😭 daily. Shame!", None, " ", "no ket cramps", "ashamed of k cramps", "nothing"]


@pytest.fixture(scope="session")
def book():
    return lc.Codebook.parse(BOOK, "book.yaml")


@pytest.fixture(scope="session")
def codings(book):
    return lc.code(ANSWERS, book)


@pytest.fixture
def book_path(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text(BOOK)
    return path
