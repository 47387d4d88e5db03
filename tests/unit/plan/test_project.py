"""Whatever stands in a file of config/, its user reads a sentence and no stack."""

import shutil
from pathlib import Path

import pytest

from thuiszitters.base.errors import PlanError
from thuiszitters.plan.project import load_project

ROOT = Path(__file__).parents[3]
CONFIG = "config/config.yaml"
COHORT = "config/cohorts/quine.yaml"


@pytest.fixture
def project(tmp_path) -> Path:
    """A project of one cohort whose files are all there."""
    for part in ("config", "workflow/schemas", "data/examples"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / CONFIG).write_text("cohorts: [quine]\nlanguages: [nl, en]\nseed: 1\n")
    return tmp_path


def replace(folder: Path, file: str, old: str, new: str) -> None:
    content = (folder / file).read_text(encoding="utf-8")
    assert old in content
    (folder / file).write_text(content.replace(old, new), encoding="utf-8")


def sentence(folder: Path) -> str:
    with pytest.raises(PlanError) as caught:
        load_project(folder)
    (problem,) = caught.value.problems
    return str(problem)


CASES = {
    "another encoding": ("cohorts: [caf\xe9]".encode("latin-1"), "not a text file in UTF-8"),
    "nothing": (b"", "found nothing. Allowed: a mapping of keys"),
    "a list": (b"- quine\n", "found a list of 1. Allowed: a mapping of keys"),
    "a tab": (b"cohorts:\n\t- quine\n", "line 2: it begins with a tab. Use spaces"),
    "a mapping as a key": (b"cohorts: {{quine}}\n", "a list or mapping stands where a key must be"),
    "a sign that means something": (b"cohorts: [quine\nseed: 1\n", "Look at this line and the one"),
    "a character of no text": (b"cohorts: [qui\x00ne]\n", "it holds a character that no text file"),
    "a key twice": (b"seed: 1\nseed: 2\n", 'the key "seed" stands here twice'),
}


@pytest.mark.thorough
@pytest.mark.parametrize("case", CASES)
def test_a_main_file_that_cannot_be_read_is_one_sentence(case, project):
    content, expected = CASES[case]
    (project / CONFIG).write_bytes(content)
    assert sentence(project).startswith(CONFIG)
    assert expected in sentence(project)


def test_a_date_that_does_not_exist_is_one_sentence(project):
    replace(project, COHORT, "plan: quine", "plan: quine\nreference_date: 2021-02-31")
    assert sentence(project).startswith(f"{COHORT}: not readable as YAML")
    assert sentence(project).endswith("Look for a date that does not exist.")


def test_a_name_that_would_not_fit_in_a_file_name_is_refused(project):
    plan = project / "config/plans/quine.yaml"
    name = "m" * 300
    content = plan.read_text(encoding="utf-8")
    model = content.split("models:\n", 1)[1].split(":", 1)[0].strip()
    plan.write_text(content.replace(f"  {model}:\n", f"  {name}:\n", 1), encoding="utf-8")
    assert "at most 40 characters" in sentence(project)
    assert name not in sentence(project)


def test_a_plan_that_is_not_there_gets_the_nearest_name(project):
    replace(project, COHORT, "plan: quine", "plan: quyne")
    assert f"{COHORT}: plan: there is no file config/plans/quyne.yaml" in sentence(project)
    assert 'Did you mean "quine"?' in sentence(project)


def test_a_missing_file_comes_with_what_to_do(project):
    replace(project, COHORT, "data/examples/quine.csv", "data/raw/pupils.csv")
    assert sentence(project) == (
        "data/raw/pupils.csv: there is no such file. "
        "Put the file there, or correct the path in the cohort file."
    )


def test_what_a_command_line_changes_goes_before_the_file(project):
    assert load_project(project, {"seed": 7})["seed"] == 7
    with pytest.raises(PlanError, match="sead: this key is unknown"):
        load_project(project, {"sead": 7})


def test_a_plan_is_named_and_no_path(project):
    replace(project, "config/cohorts/quine.yaml", "plan: quine", "plan: ../cohorts/quine")
    assert 'for the plan "../cohorts/quine"' in sentence(project)


def test_a_cohort_knows_the_other_cohorts_of_its_file(project):
    replace(project, COHORT, "disclosure: open", "disclosure: rule_of_10")
    shutil.copy(project / COHORT, project / "config/cohorts/quine_again.yaml")
    assert load_project(project)["cohort"]["quine"]["same_pupils"] == ["quine_again"]
