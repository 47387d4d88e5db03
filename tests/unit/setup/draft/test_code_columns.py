"""What marks in the columns of codes mean."""

import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort, drafted_wide, read_yaml_text

from thuiszitters.base.errors import DataError
from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec


@pytest.mark.parametrize("mark", ["x", "X", "✓", "v"])
def test_a_mark_means_yes_and_an_empty_cell_no(capj, root, mark):
    text, part = drafted_wide(capj, root, (mark, "", ""))
    assert part["code_values"] == {mark: "yes"}
    assert "code_missing" not in part
    assert "QUESTION: does a mark mean yes, and an empty cell no?" in text


@pytest.mark.thorough
def test_pupils_of_a_marked_file_have_the_codes_that_were_marked(capj, root):
    text, _ = drafted_wide(capj, root, ("x", "", ""))
    spec = cohort_spec(plain_values(read_yaml_text(text, root)), "proef")
    codes = read_source(spec, capj, root).classifications["code"].value_counts()
    assert codes.to_dict() == {"A103": 20, "D405": 20}


def test_a_cell_that_repeats_the_code_means_yes(capj, root):
    rows = "".join(f"{n:03d};{'mv'[n % 2]};{'A103' if n % 3 else ''}\n" for n in range(60))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht;A103\n{rows}")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    part = read_yaml_text(text, root)["files"]["classifications"]
    assert part["code_values"] == {"A103": "yes"}


@pytest.mark.thorough
def test_a_mark_beside_yes_and_no_is_a_question_and_not_a_missing_value(capj, root):
    text, part = drafted_wide(capj, root, ("ja", "nee", "x"))
    assert part["code_values"] == {"ja": "yes", "nee": "no"}
    assert "code_missing" not in part
    assert "1 more values of these columns have no known" in text
    spec = cohort_spec(plain_values(read_yaml_text(text, root)), "proef")
    with pytest.raises(DataError, match="not a value that code_values lists"):
        read_source(spec, capj, root)
