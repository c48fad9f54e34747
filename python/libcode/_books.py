"""What Python adds to a Codebook: check it, write it.

In: Codebook. Out: Check, or the text as it was read. Tested by tests/python/test_codebook.py.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from . import _core
from ._core import Codebook, ExampleResult, Fault


@dataclass(frozen=True)
class Check:
    """What is wrong with a codebook, and what became of its examples."""

    faults: list[Fault]
    examples: list[ExampleResult]
    file: str = "<text>"

    @property
    def failures(self) -> list[ExampleResult]:
        """The examples that do not hold."""
        return [example for example in self.examples if not example.holds]

    def __bool__(self) -> bool:
        """True where nothing is wrong and every example holds."""
        return not self.faults and not self.failures

    def __repr__(self) -> str:
        lines = [str(fault) for fault in self.faults]
        for each in self.failures:
            wanted = "should be coded, but is not" if each.kind == "match" else "should not count, but does"
            lines.append(f"{self.file}:{each.line}:{each.column}: {each.code}: {wanted}\n    {each.text}")
        held = len(self.examples) - len(self.failures)
        lines.append(f"{held} of {len(self.examples)} examples hold" if self.examples else "no examples")
        return "\n".join(lines)


def check(self: Codebook) -> Check:
    """Run the examples under `match` and `reject` as tests."""
    return Check([], _core._run_examples(self), self.file)


def write(self: Codebook, path: str | os.PathLike[str] | None = None) -> str:
    """The codebook's text, byte for byte as it was read; written to `path` where one is given."""
    if path is not None:
        Path(path).write_bytes(self.source.encode())
    return self.source


Codebook.check = check
Codebook.write = write
