"""A file must have a column that says whose row it is."""

import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort

from thuiszitters.base.errors import DataError


def test_a_file_without_an_identifier_names_its_columns(capj, root):
    (root / "los.csv").write_text("kleur;maat\nrood;1\n")
    with pytest.raises(DataError) as caught:
        draft_cohort(["los.csv"], capj, name="proef", root=root)
    assert str(caught.value) == (
        "los.csv: no column looks like an identifier. Allowed: kleur, maat. "
        "Give it a name such as leerlingnummer, or write the cohort file by hand."
    )


def test_a_file_without_column_names_does_not_show_its_first_pupil(capj, root, tmp_path):
    rows = "V;24-6-2004;havo\nM;25-6-2004;vwo\n" * 30
    (tmp_path / "kaal.csv").write_text(rows)
    with pytest.raises(DataError) as caught:
        draft_cohort(["kaal.csv"], capj, name="proef", root=tmp_path)
    assert str(caught.value) == (
        "kaal.csv: row 1 holds no names of columns: they are values of the rows below it "
        "(it is not shown here, because it may be about a pupil). "
        "Put a row with the names of the columns above the data."
    )
