"""Codes that a draft declares, or asks about."""

import pytest
from tests.unit.setup.draft.drafted_files import drafted_wide, read_yaml_text

from thuiszitters.codebook import codebook_from_text
from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec


def test_a_list_with_versions_makes_a_question_of_which(root):
    header = "code,level,parent,label_nl,label_en,evidence,outcome_adjacent,versions\n"
    rows = "A,axis,,a,a,own,no,\nA103,rubric,A,b,b,own,no,2009\nA103,rubric,A,c,c,own,no,2014\n"
    book = codebook_from_text(f"{header}{rows}D405,rubric,A,d,d,own,no,\n", "eigen", "eigen.csv")
    text, _ = drafted_wide(book, root, ("1", "0", "0"))
    assert "# QUESTION: in which version were the codes recorded? One of 2009, 2014." in text
    assert read_yaml_text(text, root)["codebook_version"] == "2014"


@pytest.mark.thorough
def test_a_code_of_the_cohorts_own_in_a_wide_file_is_declared(capj, root):
    text, part = drafted_wide(capj, root, ("x", "", ""), name="X301")
    assert part["code_columns"] == {"X301": "X301", "D405": "D405"}
    assert "X301: # a column. QUESTION: what does it mean?" in text
    assert "X301" not in read_yaml_text(text, root)["files"]["pupils"]["columns"].values()
    spec = cohort_spec(plain_values(read_yaml_text(text, root)), "proef")
    codes = read_source(spec, capj, root).classifications["code"]
    assert codes.value_counts().to_dict() == {"X301": 20, "D405": 20}
