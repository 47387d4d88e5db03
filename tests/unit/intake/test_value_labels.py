"""Labels of values in a file beside what the cohort file says."""

import pytest
from tests.unit.intake.typed_files import arrives, sav_frame, spss


@pytest.mark.thorough
def test_a_label_that_contradicts_its_value(delivery, numbered):
    labels = {"geslacht": {1: "Meisje", 2: "Jongen"}}
    spss(arrives(delivery, "l.sav"), sav_frame(), variable_value_labels=labels)
    assert delivery.sentences() == [
        (
            'l.sav: column "geslacht": the file labels the value 1 "Meisje", '
            'the cohort file reads it as "boy". '
            'Correct "values" in the cohort file, or ask the supplier.'
        ),
        (
            'l.sav: column "geslacht": the file labels the value 2 "Jongen", '
            'the cohort file reads it as "girl". '
            'Correct "values" in the cohort file, or ask the supplier.'
        ),
    ]
