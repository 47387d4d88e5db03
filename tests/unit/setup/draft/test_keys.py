"""Tables are tied by their keys."""

import pytest
from tests.unit.setup.draft.workbooks import drafted, sheets, written

from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort_file import cohort_spec


@pytest.mark.thorough
def test_a_key_of_another_name_and_other_zeros_ties_the_sheets(capj, root):
    written(root, sheets(key=("Leerlingnummer", "Kenmerk", "Wie"), zeros="d"))
    _, content = drafted(capj, root)
    assert content["files"]["classifications"]["columns"]["pupil_id"] == "Kenmerk"
    assert content["files"]["absences"]["columns"]["pupil_id"] == "Wie"
    assert content["identifier_width"] == 3
    source = read_source(cohort_spec(content, "proef"), capj, root)
    assert source.classifications["pupil_id"].nunique() == 60
