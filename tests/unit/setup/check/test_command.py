"""The command `check` is given in a project folder."""

import pytest

from thuiszitters.base.errors import PlanError
from thuiszitters.setup.check.command import check


def test_outside_a_project_folder_one_sentence_says_where_to_run_it(tmp_path):
    with pytest.raises(PlanError) as caught:
        check("quine", root=tmp_path)
    assert str(caught.value) == (
        "config/config.yaml: there is no such file here. Run this in the project folder."
    )


@pytest.mark.thorough
def test_beside_another_cohort_the_report_says_how_far_they_are_apart():
    report, page = check("quine", against="quine")
    assert {row["standardised_difference"] for row in report["drift"]} <= {0.0, None}
    assert "\nDiffers" in page
    assert report["questions"] == []
