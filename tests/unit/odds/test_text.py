"""Text files are read line by line."""

import numpy as np
from tests.unit.odds.equal_lines import WANTED

from thuiszitters.odds import text
from thuiszitters.plan.cohort import FileSpec


def test_parts_are_counted_together_and_named(tmp_path):
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    files[0].write_text("y,n,place\n1,5,east\n0,5,west\n")
    files[1].write_text("place;y\nwest;0\nnorth;1\n")
    table = text.read_text(tmp_path, files, FileSpec(path="rows", columns=()), WANTED)
    assert np.asarray(table.rows).tolist() == [1, 2, 1]
    assert table.columns["place"].texts == ("east", "west", "north")
    assert "b.csv" in table.named_rows([2], 1)
