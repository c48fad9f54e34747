"""The short forms of the proofs that are Python programs; tests/prove runs them at full size."""

import subprocess
import sys
from pathlib import Path

PROOFS = Path(__file__).parents[1] / "proofs"


def test_no_row_is_lost_or_misaligned(tmp_path):
    done = subprocess.run([sys.executable, PROOFS / "rows.py", "100000"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "0 lost, 0 misaligned" in done.stdout, done.stdout + done.stderr
