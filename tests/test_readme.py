"""What the README says is run: each block of Python or shell that is followed by what it prints.

The C++ block is built and run by tests/cmake_consumer.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.compile(r"^```(python|sh)\n((?:(?!```).*\n)*)```\n\n```text\n((?:(?!```).*\n)*)```$", re.M)
BLOCKS = [pytest.param(*block.groups(), id=f"line {README.count(chr(10), 0, block.start()) + 1}")
          for block in SHOWN.finditer(README)]


def test_the_readme_shows_python_and_the_command_line():
    assert {block.values[0] for block in BLOCKS} == {"python", "sh"}


@pytest.mark.parametrize("language, program, printed", BLOCKS)
def test_block_prints_what_the_readme_says(language, program, printed):
    command = [sys.executable, "-c", program] if language == "python" else ["bash", "-euc", program]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8",
                          env=os.environ | {"PATH": path, "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed
