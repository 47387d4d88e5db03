"""The different values of a column, and how often each occurs."""

from thuiszitters.base import engine
from thuiszitters.intake.scan import scan_source
from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.counts import column_counts


def test_values_are_counted_most_common_first_and_empty_cells_left_out(tmp_path):
    (tmp_path / "pupils.csv").write_text("id,sex\n1,m\n2,f\n3,\n4,f\n")
    spec = FileSpec("pupils.csv", ())
    with engine.database() as connection:
        cells = scan_source(connection, tmp_path, spec, None, "cells", tmp_path)
        columns = column_counts(connection, cells, spec)
    sex = columns["sex"]
    assert sex.counts.to_dict() == {"f": 2, "m": 1}
    assert list(sex.counts.index) == ["f", "m"]
    assert (sex.n_rows, sex.n_filled, sex.n_distinct) == (4, 3, 2)
    assert sex.first.tolist() == ["m", "f", "f"]
    assert columns["id"].distinct_share == 1.0
