"""Runs the example notebooks. `python tests/python/notebooks.py` saves them with their output, as they are kept.

Outputs of cells tagged `answers` are never saved: they show what people wrote and did not give to this repository.
"""

import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KETAMINE = EXAMPLES / "ketamine" / "ketamine.ipynb"
PATIENTS = EXAMPLES / "patient_feedback" / "patient_feedback.ipynb"


def read(path):
    import nbformat

    return nbformat.read(path, as_version=4)


def run(path):
    """The notebook, executed in its folder."""
    import nbclient

    notebook = read(path)
    where = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, timeout=240, kernel_name="python3", record_timing=False, resources=where).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        if "answers" in cell.metadata.get("tags", []):
            cell.outputs = []
    return notebook


def texts(notebook):
    """What each cell shows as text; pictures differ by version of matplotlib."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" not in data:
                found.append((cell["id"], output.get("text") or data.get("text/plain")))
    return found


def lines_of_code(notebook):
    lines = [line for cell in notebook.cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    return [line for line in lines if line.strip() and not line.strip().startswith("#")]


def save(path):
    import nbformat

    nbformat.write(run(path), path)


if __name__ == "__main__":
    for path in (KETAMINE, PATIENTS):
        print(f"saving {path.name}", file=sys.stderr)
        save(path)
