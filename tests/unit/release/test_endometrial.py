"""A published separated table under the rule of ten: no zero cell can be told from what leaves."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, WORD, plan_of, tables_of, yes_no

from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.release import release_results

pytestmark = pytest.mark.thorough

DATA = Path(__file__).parents[2] / "reference/endometrial/data.csv"


@pytest.fixture(scope="module")
def tables():
    """All 13 women with neovasculation have the outcome: that zero separates the model."""
    data = pd.read_csv(DATA)
    numbers = (
        PredictorSpec(name, WORD, "numeric", unit=WORD, column=name) for name in ("PI", "EH")
    )
    plan = plan_of(yes_no("NV"), *numbers)
    patterns = pd.DataFrame(
        {
            "outcome": data["HG"].astype("int8"),
            "NV": data["NV"].map({0: "no", 1: "yes"}).astype("str"),
            "PI": data["PI"].astype("float64"),
            "EH": data["EH"].astype("float64"),
            "n_pupils": 1,
        }
    )
    return tables_of(patterns, plan)


def test_before_release_the_model_says_that_it_is_separated(tables):
    adjusted = tables["fits"][tables["fits"]["model_kind"] == "adjusted"].iloc[0]
    assert adjusted["estimator"] == "firth"
    assert adjusted["reason"].startswith("separation")


def test_no_released_table_shows_the_zero_or_what_follows_from_it(tables):
    released = release_results(tables, RULE_OF_10).tables
    for name in ("characteristics", "estimates", "risks"):
        table = released[name]
        assert table.loc[table["predictor"] == "NV", "n_events"].isna().all(), name
    estimates = released["estimates"]
    own = estimates[(estimates["predictor"] == "NV") & (estimates["status"] != "reference")]
    assert own[["odds_ratio", "ci_low", "ci_high", "p_value"]].isna().all(axis=None)
    assert released["risks"].loc[released["risks"]["predictor"] == "NV", "risk"].isna().all()


def test_no_method_and_no_reason_tells_of_the_separation(tables):
    for name, table in release_results(tables, RULE_OF_10).tables.items():
        for column in {"estimator", "test", "measure"} & set(table.columns):
            assert not set(table[column].dropna()) & {"firth", "penalised_lr"}, name
        if "reason" in table:
            assert not table["reason"].str.contains("separat").any(), name
        for column in table.select_dtypes("float64"):
            assert not np.isinf(table[column]).any(), (name, column)
