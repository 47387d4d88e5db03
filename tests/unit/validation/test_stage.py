"""The checks of a model: what is in the table, and that each says something in two languages."""

import string
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

import thuiszitters.language as language_folder
from thuiszitters.base.randomness import Streams
from thuiszitters.effects.stage import translate_effects
from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.models.fitted import fit
from thuiszitters.models.imputed import pooled_rows
from thuiszitters.models.tables import estimate_rows
from thuiszitters.plan import EstimationSpec, ModelSpec, PredictorSpec, text
from thuiszitters.plan.estimation import ValidationSpec
from thuiszitters.results.tables_validation import CALIBRATION, CHECKS
from thuiszitters.validation.calibration import (
    calibration_groups,
    calibration_line,
    calibration_slopes,
    hosmer_lemeshow,
)
from thuiszitters.validation.optimism import bootstrap_optimism
from thuiszitters.validation.stage import check_fit, validate_models

CHANCE = Streams(1)


@pytest.fixture(scope="module")
def sentences():
    folder = Path(next(iter(language_folder.__path__)))
    return yaml.safe_load((folder / "checks.yaml").read_text(encoding="utf-8"))["checks"]


@pytest.fixture
def plan(plan):
    """Enough resamples to have every number; how good they are is tested elsewhere."""
    return replace(plan, validation=ValidationSpec(resamples=50, deals=1))


def validated(patterns, plan):
    """The stage after the models stage, as the workflow runs them."""
    fitted = fit(plan, patterns, CHANCE.of_imputation())
    parts = []
    for model in plan.models:
        found = fitted.adjusted(model.name)
        rows = estimate_rows(found.fit) if found.pooled is None else pooled_rows(found.pooled)
        parts.append(pd.DataFrame(rows).assign(model=model.name, model_kind="adjusted"))
    printed = pd.concat(parts)
    return validate_models({"patterns": patterns, "estimates": printed}, plan, CHANCE)


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def tables(kept, pupils, plan):
    """Made once for all tests that only look at them."""
    if not kept:
        kept.update(validated(pupils, plan))
    return kept


@pytest.mark.thorough
def test_every_check_of_the_plan_is_there(tables):
    assert tuple(tables["checks"].columns) == CHECKS.names
    assert tuple(tables["calibration"].columns) == CALIBRATION.names
    assert set(tables["learners"]["learner"]) == {"model", "ridge", "lasso", "boosting"}
    assert set(tables["checks"]["check"]) == {
        "auc",
        "calibration_slope",
        "brier",
        "le_cessie_van_houwelingen",
        "hosmer_lemeshow",
        "collinearity",
        "linearity",
        "influence",
        "cooks_distance",
        "second_opinion",
        # Three pupils have a missing value, one of them an age.
        "second_opinion_pooled",
        "imputed_number",
        "second_opinion_risks",
    }


def test_what_rests_on_likelihood_needs_no_estimates(pupils, plan):
    few = ValidationSpec(resamples=5, deals=0)
    whole = replace(plan, estimation=EstimationSpec(missing_values="complete_cases"))
    whole = replace(whole, estimation=replace(whole.estimation, clusters="none"), validation=few)
    assert whole.rests_on_likelihood
    alone = validate_models({"patterns": pupils}, whole, CHANCE)
    pd.testing.assert_frame_equal(alone["checks"], validated(pupils, whole)["checks"])


@pytest.mark.parametrize(
    "asked",
    [
        {"clusters": "auto"},
        {"clusters": "site"},
        {"covariance": "HC1"},
        {"missing_values": "impute"},
    ],
    ids=str,
)
def test_what_may_be_pooled_or_robust_does_not_rest_on_likelihood(plan, asked):
    given = {"clusters": "none", "missing_values": "complete_cases", **asked}
    assert not replace(plan, estimation=EstimationSpec(**given)).rests_on_likelihood


def test_a_model_of_its_own_way_with_missing_values_does_not_rest_on_likelihood(plan):
    complete = EstimationSpec(missing_values="complete_cases", clusters="none")
    first, *rest = plan.models
    models = (replace(first, missing_values="impute"), *rest)
    assert not replace(plan, estimation=complete, models=models).rests_on_likelihood


@pytest.mark.thorough
def test_a_model_that_comes_before_moves_no_number_of_another(pupils, plan):
    few = ValidationSpec(resamples=20, deals=0)
    first = plan.models[0]
    added = replace(first, name="added")
    alone, beside = (
        validated(pupils, replace(plan, models=models, validation=few))["checks"]
        for models in ((first,), (added, first))
    )
    again = beside[beside["model"] == first.name].reset_index(drop=True)
    pd.testing.assert_frame_equal(again, alone)
    auc = beside[beside["check"] == "auc"].set_index("model")["corrected"]
    assert auc["added"] != auc[first.name]


@pytest.mark.thorough
def test_every_check_has_a_sentence_in_both_languages(tables, sentences):
    assert set(tables["checks"]["sentence"]) <= set(sentences)


def test_sentences_only_ask_for_columns_of_the_table(sentences):
    for key, words in sentences.items():
        for language in ("nl", "en"):
            asked = {name for _, name, _, _ in string.Formatter().parse(words[language]) if name}
            assert asked <= set(CHECKS.names), key
        assert {n for _, n, _, _ in string.Formatter().parse(words["nl"]) if n} == {
            n for _, n, _, _ in string.Formatter().parse(words["en"]) if n
        }, key


def test_every_sentence_can_be_reached(sentences):
    reached = {f"{name}_{end}" for name in ("fit", "groups", "linear") for end in ("good", "poor")}
    reached |= {"fit_near", "groups_near"}
    reached |= {f"{name}_unknown" for name in ("fit", "groups", "linear", "auc", "slope")}
    reached |= {f"{name}_{n}" for name in ("auc", "slope") for n in range(4)}
    reached |= {"collinear_low", "collinear_high"}
    reached |= {f"risk_opinion_{end}" for end in ("statsmodels", "firth", "differs")}
    reached |= {f"second_opinion_{end}" for end in ("statsmodels", "firthmodels", "differs")}
    reached |= {f"{name}_{end}" for name in ("influence", "cook") for end in ("low", "high")}
    reached |= {"influence_unknown", "cook_unknown"}
    reached |= {f"pooled_opinion_{end}" for end in ("statsmodels", "firthmodels", "differs")}
    reached |= {f"pooled_opinion_{kind}_statsmodels" for kind in ("errors", "robust")}
    ends = ("robust_statsmodels", "statsmodels", "firthmodels", "differs")
    reached |= {f"printed_opinion_{end}" for end in ends}
    reached |= {f"imputed_number_{end}" for end in ("good", "few", "far", "differs")}
    assert set(sentences) == reached | {"brier", "no_checks"}


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_checks(pupils, plan, tables):
    again = validated(pupils, plan)
    assert tables["checks"].equals(again["checks"])
    assert tables["learners"].equals(again["learners"])


@pytest.mark.thorough
def test_a_model_without_estimates_says_so(pupils, plan):
    tables = validated(pupils.assign(outcome=0), plan)
    assert tables["checks"]["sentence"].tolist() == ["no_checks"]
    assert tables["calibration"].empty
    assert tables["learners"].empty


def test_calibration_groups_have_enough_events_and_add_up(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs))
    groups = calibration_groups(fit.probability, fit.design.events, fit.design.counts)
    assert (groups["n_events"] >= 10).all()
    assert groups["n_events"].sum() == fit.summary.n_events
    assert groups["n_pupils"].sum() == fit.summary.n_obs
    assert groups["predicted"].is_monotonic_increasing


def test_the_order_of_rows_does_not_move_hosmer_lemeshow(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs[:2]))
    rows = (fit.probability, fit.design.events, fit.design.counts)
    order = np.random.default_rng(2).permutation(len(fit.probability))
    shuffled = tuple(row[order] for row in rows)
    ours, theirs = hosmer_lemeshow(*rows), hosmer_lemeshow(*shuffled)
    np.testing.assert_allclose(ours.statistic, theirs.statistic, rtol=1e-12)
    assert ours.df == theirs.df


def test_many_calibration_slopes_equal_one_by_one(pupils, specs):
    design = design_from_patterns(pupils, specs)
    rng = np.random.default_rng(4)
    eta = design.x @ rng.normal(size=(len(design.columns), 5)) * 0.5
    slopes = calibration_slopes(eta.T, design.events, design.counts)
    single = [calibration_line(e, design.events, design.counts).slope for e in eta.T]
    np.testing.assert_allclose(slopes, single, rtol=1e-7)


def test_a_pupil_who_moves_all_estimates_is_told_by_cooks_distance():
    """One pupil of age 60 without the outcome, where it becomes more common with age."""
    rng = np.random.default_rng(3)
    age = np.append(rng.integers(8, 16, 60), 60.0)
    outcome = np.append((age[:-1] + rng.normal(0, 1.5, 60) > 12).astype(int), 0)
    table = pd.DataFrame({"age": age, "outcome": outcome, "n_pupils": 1})
    spec = PredictorSpec("age", text("age"), "numeric")
    fit = fit_design(design_from_patterns(table, [spec]))
    row = next(
        row
        for row in check_fit(fit, Estimation(), np.random.default_rng(1), n_resamples=100)
        if row["check"] == "cooks_distance"
    )
    assert row["estimate"] > 1
    assert row["sentence"] == "cook_high"


def test_a_linear_predictor_without_a_slope_has_none(pupils, specs):
    design = design_from_patterns(pupils, specs[:1])
    yes = design.x[:, 1]
    eta = np.array([yes * 0.0 + 0.3, yes, yes * 1e-12])
    slopes = calibration_slopes(eta, design.events, design.counts)
    assert np.isnan(slopes[[0, 2]]).all()
    assert np.isfinite(slopes[1])
    apart = calibration_slopes(eta[1:2], design.counts * yes, design.counts)
    assert np.isnan(apart).all()


def test_resamples_without_a_slope_are_left_out_and_counted():
    """Six pupils with a rare trait: many resamples hold none of them."""
    counts = {("no", 0): 30, ("no", 1): 10, ("yes", 0): 1, ("yes", 1): 1}
    rows = [(level, outcome, n) for (level, outcome), n in counts.items()]
    table = pd.DataFrame(rows, columns=["rare", "outcome", "n_pupils"]).astype({"rare": "str"})
    spec = PredictorSpec("rare", text("Rare"), "binary", ("no", "yes"))
    fit = fit_design(design_from_patterns(table, [spec]), Estimation(estimator="firth"))
    optimism = bootstrap_optimism(fit, np.random.default_rng(3), n_resamples=300)
    assert optimism.n_failed > 10
    assert optimism.n_resamples + optimism.n_failed == 300
    assert np.isfinite(optimism.slope.corrected)


@pytest.mark.thorough
@pytest.mark.parametrize("estimator", ["auto", "ml", "firth"])
@pytest.mark.parametrize("n", [12, 40, 150])
def test_no_stage_warns_about_a_small_and_awkward_cohort(n, estimator, plan, specs):
    """Warnings are errors here; in the workflow they would stand between the user's lines."""
    rng = np.random.default_rng(n)
    table = pd.DataFrame(
        {
            "outcome": (rng.random(n) < 0.3).astype("int8"),
            "worried": pd.array(np.where(rng.random(n) < 0.06, "yes", "no"), dtype="str"),
            "school": pd.array(rng.choice(["small", "middle", "large"], n, p=[0.9, 0.05, 0.05])),
            "age_years": rng.integers(8, 10, size=n).astype(float),
            "n_pupils": 1,
        }
    ).astype({"school": "str"})
    estimation = EstimationSpec(estimator=estimator)
    models = (*plan.models, ModelSpec("one", text("One"), ("worried",), blocks=()))
    small = replace(plan, estimation=estimation, models=models)
    validated(table, small)
    translate_effects({"patterns": table}, small, CHANCE)
