"""The notebook runs in Jupyter."""

import json
import pathlib
import subprocess
import sys

import pytest

NOTEBOOK = pathlib.Path(__file__).parents[1] / "examples" / "m31.ipynb"


def test_the_notebook_runs(vo, tmp_path):
    pytest.importorskip("nbconvert")
    pytest.importorskip("ipykernel")
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(tmp_path), str(NOTEBOOK)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    cells = json.loads((tmp_path / NOTEBOOK.name).read_text())["cells"]
    outputs = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    # progress is a text that was replaced, and never what Jupyter shows as an error
    shown = ["".join(output["data"]["text/plain"]) for output in outputs if output["output_type"] == "display_data"]
    assert any("datasets of" in text for text in shown), shown
    errors = ["".join(output["text"]) for output in outputs if output.get("name") == "stderr"]
    assert all(text.startswith("WARNING: IncompleteWarning: ") for text in errors), errors
    assert any("did not answer completely" in "".join(output.get("text", "")) for output in outputs)
