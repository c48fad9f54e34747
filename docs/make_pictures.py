"""Makes the pictures of pictures.md by running its programs: each `ax` is the picture that is linked after it.

    python3 docs/make_pictures.py [FOLDER]     docs/pictures unless named

The same bytes every time with the same matplotlib and its fonts. Run by tests/python/test_plots.py.
"""

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import matplotlib

HERE = Path(__file__).resolve().parent
COLORS = 128  # of a picture: enough for soft edges and scales of colour, in a third of the bytes


def programs():
    """(program, the name of the picture after it, or None), in order."""
    text = (HERE / "pictures.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```(?:\n\n!\[[^]]*\]\(pictures/(\w+)\.png\))?", text, re.M | re.S)


def main(folder):
    """Write the pictures; the current folder must hold examples/."""
    from PIL import Image

    from libcode import plots

    matplotlib.use("Agg")
    names = {}
    for program, picture in programs():
        exec(compile(program, "pictures.md", "exec"), names)
        if picture:
            with Image.open(io.BytesIO(plots.png(names["ax"], dpi=136))) as image:
                image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(folder / f"{picture}.png", optimize=True)


if __name__ == "__main__":
    pictures = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE / "pictures"
    with tempfile.TemporaryDirectory() as scratch:  # the programs of the page write files too
        Path(scratch, "examples").symlink_to(HERE.parent / "examples")
        os.chdir(scratch)
        main(pictures)
        os.chdir(HERE)
