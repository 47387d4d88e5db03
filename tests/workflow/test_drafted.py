"""A cohort without a Dutch word or a code runs from a draft and its proposed plan to numbers."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from tests.workflow.runs import copy_project, snakemake

from thuiszitters.setup.draft import command

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow]
#: Half of the last digit in which rule_of_10 releases an odds ratio between 1 and 10.
HALF_A_DIGIT = 5e-3


def test_an_english_stata_file_runs_with_its_proposed_plan(tmp_path):
    folder = copy_project(tmp_path / "project")
    rng = np.random.default_rng(31)
    n_pupils = 300
    frame = pd.DataFrame(
        {
            "upn": [f"P{n:05d}" for n in range(n_pupils)],
            "gender": rng.choice([1.0, 2.0], n_pupils),
            "fsm": rng.choice([0.0, 1.0], n_pupils, p=[0.6, 0.4]),
            "absent": rng.choice([0.0, 1.0], n_pupils, p=[0.65, 0.35]),
        }
    )
    (folder / "data/raw").mkdir(parents=True)
    pyreadstat.write_dta(
        frame,
        str(folder / "data/raw/pupils.dta"),
        column_labels=["Pupil number", "Gender", "Free school meals", "Long-term absent"],
        variable_value_labels={
            "gender": {1: "Male", 2: "Female"},
            "fsm": {0: "No", 1: "Yes"},
            "absent": {0: "No", 1: "Yes"},
        },
    )
    drafted = command.draft(["data/raw/pupils.dta"], "english", new_plan="english", root=folder)
    path = folder / "config/cohorts/english.yaml"
    path.write_text(drafted.cohort)
    only = ("--config", "cohorts=[english]", "languages=[en]")
    code, text = snakemake(folder, "--cores", "2", *only)
    assert code == 1
    assert "a question of the draft is still open" in text
    answered = drafted.cohort.replace("QUESTION:", "").replace("van english.", "van de toets.")
    answered = answered.replace("Aangeleverde bestanden", "Gemaakt voor de toets")
    path.write_text(answered.replace("in de aangeleverde gegevens", "in het register"))
    plan = folder / "config/plans/english.yaml"
    plan.write_text(plan.read_text().replace("QUESTION:", ""))
    code, text = snakemake(folder, "--cores", "2", *only)
    assert code == 0, text
    found = pd.read_parquet(folder / "results/english/numbers/estimates.parquet")
    row = found[(found["predictor"] == "fsm") & (found["level"] == "yes")]
    crude = row[row["model_kind"] == "crude"]["odds_ratio"].iloc[0]
    (a, b), (c, d) = pd.crosstab(frame["fsm"], frame["absent"]).to_numpy()
    assert crude == pytest.approx(a * d / (b * c), abs=HALF_A_DIGIT)
