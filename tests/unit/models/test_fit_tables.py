"""The tables of the stage: what they hold and how they relate."""

import time

import numpy as np
import pandas as pd
import pytest

from thuiszitters.models.fit_tables import model_tables
from thuiszitters.models.fitted import fit
from thuiszitters.plan import BlockSpec, EstimationSpec, ModelSpec, Plan, PredictorSpec, text
from thuiszitters.results.catalogue import TABLES

CHANCE = np.random.default_rng(1)


@pytest.fixture
def tables(pupils, plan):
    return model_tables(fit(plan, pupils, CHANCE).without_imputation())


def test_columns_are_the_declared_ones(tables):
    for name, table in tables.items():
        assert tuple(table.columns) == TABLES[name].names


def test_crude_adjusted_and_blocks_use_the_same_pupils(tables):
    assert set(tables["fits"]["n_pupils"]) == {297}
    assert len(set(tables["fits"]["n_events"])) == 1


def test_every_factor_has_a_visible_reference_row_with_its_counts(tables):
    adjusted = tables["estimates"].query("model_kind == 'adjusted' and predictor == 'school'")
    assert adjusted["level"].tolist() == ["small", "middle", "large"]
    assert adjusted["status"].tolist() == ["reference", "ok", "ok"]
    assert adjusted["n_pupils"].sum() == 297
    assert np.isnan(adjusted["odds_ratio"].iloc[0])


def test_the_last_block_is_the_adjusted_model(tables):
    fits = tables["fits"].set_index(["model_kind", "block"])
    adjusted = tables["fits"].query("model_kind == 'adjusted'").iloc[0]
    last = fits.loc[("block", "problems")]
    np.testing.assert_allclose(last["log_likelihood"], adjusted["log_likelihood"], rtol=1e-12)


def test_the_tests_of_the_blocks_add_up_to_the_test_of_the_model(tables):
    adjusted = tables["fits"].query("model_kind == 'adjusted'").iloc[0]
    np.testing.assert_allclose(tables["blocks"]["lr_statistic"].sum(), adjusted["lr_statistic"])
    assert tables["blocks"]["lr_df"].sum() == adjusted["lr_df"]
    np.testing.assert_allclose(0.5 + tables["blocks"]["delta_auc"].sum(), adjusted["auc"])


@pytest.mark.thorough
def test_blocks_share_one_estimator_when_a_later_one_is_separated(pupils, plan):
    pupils.loc[pupils["worried"] == "yes", "outcome"] = 1
    blocks = model_tables(fit(plan, pupils, CHANCE).without_imputation())["blocks"]
    assert set(blocks["estimator"]) == {"firth"}
    assert (blocks["lr_statistic"] > 0).all()


def test_two_plans_give_two_fits(pupils, plan):
    half = ModelSpec("half", text("Half"), ("school",))
    one, other = (
        model_tables(fit(plan, pupils, CHANCE).without_imputation())["fits"],
        model_tables(fit(_with_models(plan, half), pupils, CHANCE).without_imputation())["fits"],
    )
    assert set(one["model"]) == {"main"}
    assert set(other["model"]) == {"half"}
    assert one["log_likelihood"].max() != other["log_likelihood"].max()


def test_an_outcome_with_one_value_fills_the_tables_with_statuses(pupils, plan):
    tables = model_tables(fit(plan, pupils.assign(outcome=0), CHANCE).without_imputation())
    assert set(tables["estimates"]["status"]) == {"not_estimated", "reference"}
    assert set(tables["blocks"]["status"]) == {"not_estimated"}


def test_eight_predictors_in_four_blocks_take_less_than_two_seconds():
    rng = np.random.default_rng(4)
    specs = [PredictorSpec(f"p{i}", text(f"p{i}"), "binary", ("no", "yes")) for i in range(7)]
    specs.append(PredictorSpec("age", text("Age"), "numeric"))
    table = pd.DataFrame({"outcome": (rng.random(320) < 0.2).astype("int8")})
    for spec in specs[:-1]:
        table[spec.name] = pd.array(rng.choice(["no", "yes"], 320), dtype="str")
    table["age"] = rng.integers(8, 18, 320).astype(float)
    names = [spec.name for spec in specs]
    blocks = tuple(
        BlockSpec(f"b{i}", text("Block"), tuple(names[2 * i : 2 * i + 2])) for i in range(4)
    )
    model = ModelSpec("main", text("Main"), tuple(names), blocks=blocks)
    plan = Plan("p", text("P"), text("Q"), None, (), tuple(specs), (model,), EstimationSpec())
    started = time.process_time()
    model_tables(fit(plan, table, CHANCE).without_imputation())
    assert time.process_time() - started < 2.0


def _with_models(plan, *models):
    from dataclasses import replace

    return replace(plan, models=models)
