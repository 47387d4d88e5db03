"""Cohorts of the same pupils are known before anything of one of them leaves."""

import shutil

import pytest

from thuiszitters.plan.same_pupils import cohorts_of_same_pupils

RULE_OF_10 = {"label": "x", "statement": "x", "minimum_count": 10}
OPEN = {
    "label": "x",
    "statement": "x",
    "minimum_count": 0,
    "minimum_residual_df": 0,
    "suppress_zero": False,
    "suppress_complement": False,
    "maximum_group_share": 1.0,
    "maximum_single_share": 1.0,
}


def cohort(path):
    return {"disclosure": "given", "files": {"pupils": {"path": path}}}


@pytest.fixture
def project(tmp_path):
    """Three files of pupils, of which one is a copy, and a cohort of each; one that is no YAML."""
    raw, cohorts = tmp_path / "data/raw", tmp_path / "config/cohorts"
    raw.mkdir(parents=True)
    cohorts.mkdir(parents=True)
    (raw / "pupils.csv").write_text("id\n1\n2\n")
    shutil.copy(raw / "pupils.csv", raw / "copy.csv")
    (raw / "others.csv").write_text("id\n1\n3\n")
    for name, path in {"own": "pupils", "coarser": "../raw/pupils", "copied": "copy",
                       "others": "others", "not_there": "nowhere"}.items():  # fmt: skip
        text = f"files: {{pupils: {{path: data/raw/{path}.csv}}}}\n"
        (cohorts / f"{name}.yaml").write_text(text)
    (cohorts / "broken.yaml").write_text("files: {pupils: [\n")
    (cohorts / "drafted.yaml").write_text("files: {}\n")
    return tmp_path


def test_another_cohort_file_with_the_same_pupils_or_a_copy_of_them_is_named(project):
    found = cohorts_of_same_pupils(project, "own", cohort("data/raw/pupils.csv"), RULE_OF_10)
    assert found == ["coarser", "copied"]


def test_a_file_that_is_not_there_is_the_same_as_itself_only(project):
    found = cohorts_of_same_pupils(project, "own", cohort("data/raw/nowhere.csv"), RULE_OF_10)
    assert found == ["not_there"]


def test_under_a_profile_that_suppresses_nothing_there_is_nothing_to_tell(project):
    assert cohorts_of_same_pupils(project, "own", cohort("data/raw/pupils.csv"), OPEN) == []
