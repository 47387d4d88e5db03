"""A plan on tables in memory gives what the workflow gives, and lets nothing else out."""

import re
import shutil
import stat
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import thuiszitters as th
from thuiszitters.interface.stages import COUNTED

from .conftest import PREDICTORS

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[3]
COHORT = ROOT / "config/cohorts/quine.yaml"


@pytest.fixture(scope="module")
def study():
    return th.Study(ROOT / "config/plans/quine.yaml")


@pytest.fixture(scope="module")
def pupils():
    return pd.read_csv(ROOT / "data/examples/quine.csv")


@pytest.fixture(scope="module")
def result(study, pupils):
    return study.run(pupils=pupils, cohort=COHORT)


def test_odds_ratios_are_those_of_the_same_table_without_a_plan(result, path):
    table = result.results["estimates"]
    main = table[(table["model"] == result.results.model) & (table["model_kind"] == "adjusted")]
    want = th.odds_ratios(path, "absent20", PREDICTORS).tidy(reference_rows=True)
    np.testing.assert_allclose(main["odds_ratio"], want["estimate"], rtol=1e-12)
    np.testing.assert_allclose(main["ci_high"], want["conf_high"], rtol=1e-9)


def test_another_profile_masks_and_the_first_release_stays_as_it_was(result):
    assert (result.released("rule_of_10")["estimates"]["status"] == "suppressed").any()
    assert not (result.results["estimates"]["status"] == "suppressed").any()


def test_another_profile_keeps_inside_what_the_plan_keeps_inside(pupils, tmp_path):
    """Released of the tables of the first profile, the audit stopped at a model that was gone."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    plan = tmp_path / "config/plans/quine.yaml"
    inside = "  slow_learner:\n    unsuppressed_only: true\n"
    plan.write_text(plan.read_text("utf-8").replace("  slow_learner:\n", inside, 1), "utf-8")
    own = th.Study(plan).run(pupils=pupils, cohort=COHORT)
    assert "slow_learner" in set(own.results["characteristics"]["predictor"])
    masked = own.released("rule_of_10")
    assert all("slow_learner" not in set(masked[name]["predictor"])
               for name in ("characteristics", "estimates"))  # fmt: skip


def test_the_stages_make_the_tables_that_the_rules_write(result):
    """The inputs of release are those; `test_stages.py` holds them equal to the rules' outputs."""
    rule = (ROOT / "workflow/rules/release.smk").read_text("utf-8")
    written = set(re.findall(r"^ {8}(\w+)=rules\.", rule, re.MULTILINE)) - {"intake"}
    assert set(result._tables) == written | set(COUNTED)


def test_pupils_stand_where_only_their_owner_can_read(result):
    root = result._place.root
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    files = [file for file in (root / "data").rglob("*.parquet") if "numbers" not in file.parts]
    assert files
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_wrong_input_gets_sentences_about_frames_and_arguments(study, pupils):
    wrong = {
        "cohort: outcome: this key is missing": {"pupils": pupils},
        "pupils: a value of type int": {"pupils": 3},
        "cohort: found a value of type int": {"pupils": pupils, "cohort": 3},
        "child": {"pupils": pupils.drop(columns="child"), "cohort": COHORT},
    }
    for said, given in wrong.items():
        with pytest.raises(th.AnalysisError, match=said) as error:
            study.run(**given)
        assert "frames" not in str(error.value)
    for path in ("config/plans/quines.yaml", ROOT / "config/config.yaml"):
        with pytest.raises(th.PlanError, match="plan"):
            th.Study(path)


def test_a_report_in_an_unknown_language_gets_a_sentence(result):
    with pytest.raises(th.PlanError, match="Allowed: nl, en") as error:
        result.report("teacher", "de")
    assert len(error.value.problems) == 2


@pytest.mark.slow
def test_a_report_is_one_page_in_the_language_that_is_asked_for(result):
    page = result.report("student", "nl")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="nl">' in page
