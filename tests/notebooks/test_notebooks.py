"""The course runs on real results, and says what they say."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from thuiszitters.base.io import read_table

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: A notebook prints two decimals.
PRINTED = 0.005


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_committed_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) <= 15
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.end_to_end
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_first_notebook_ends_at_the_odds_ratio_of_the_results(finished):
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    folder = finished / "results/altra_demo"
    notebook.cells[1].source = f'results = "{folder}"'
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    printed = "".join(
        output.text
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "stream"
    )
    by_hand = float(printed.split("ratio of odds ")[1].split()[0])
    estimates = read_table(folder / "numbers/estimates.parquet")
    row = estimates.query(
        "model == 'main' and model_kind == 'crude' and predictor == 'agencies' and level == 'yes'"
    ).iloc[0]
    np.testing.assert_allclose(by_hand, row["odds_ratio"], atol=PRINTED)
