"""Values of code columns that nobody expected."""

import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort, drafted_wide


def test_a_remark_in_a_code_column_does_not_stand_in_the_draft(capj, root):
    text, part = drafted_wide(capj, root, ("1", "0", "0"))
    assert part["code_values"] == {"1": "yes", "0": "no"}
    path = root / "leerlingen.csv"
    path.write_text(path.read_text().replace("000;m;1", "000;m;zie verslag moeder"))
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    assert "moeder" not in text
    assert "1 more values of these columns" in text


@pytest.mark.thorough
def test_the_only_value_of_code_columns_means_yes_unless_few_pupils_share_it(capj, root):
    _, part = drafted_wide(capj, root, ("aanwezig", "", ""))
    assert part["code_values"] == {"aanwezig": "yes"}
    path = root / "leerlingen.csv"
    path.write_text(path.read_text().replace("aanwezig", "").replace("000;m;", "000;m;bij oma"))
    assert "oma" not in draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
