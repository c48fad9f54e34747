"""Writes what the programs of the results and office pages print into these pages, after a change of cues or of an example.

    python docs/renew_output.py           # then read the difference: the words around a table may no longer be true
    python tests/python/notebooks.py      # the notebooks, likewise
    python docs/make_pictures.py          # the pictures
"""

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent


def renewed(page):
    names = {}

    def run(match):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(match[1], "page", "exec"), names)
        return f"```python\n{match[1]}```" + (f"\n\n```text\n{said.getvalue()}```" if said.getvalue() else "")

    return re.sub(r"^```python\n(.*?)^```(?:\n\n```text\n.*?^```)?", run, page, flags=re.M | re.S)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:  # away from the root, whose folder libcode/ is not the package
        os.chdir(folder)
        Path("examples").symlink_to(DOCS.parent / "examples")
        for name in ("results.md", "office.md"):
            path = DOCS / name
            path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
        os.chdir(DOCS)
