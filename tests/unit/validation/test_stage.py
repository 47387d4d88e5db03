"""The checks of a model: what is in the table, and that each says something in two languages."""

import string
from pathlib import Path

import numpy as np
import pytest
import yaml

import thuiszitters.language as language_folder
from thuiszitters.models import design_from_patterns, fit_design
from thuiszitters.models.likelihood import probabilities
from thuiszitters.validation.calibration import (
    calibration_groups,
    calibration_line,
    calibration_slopes,
    hosmer_lemeshow,
)
from thuiszitters.validation.diagnostics import influence_by_pattern, le_cessie_van_houwelingen
from thuiszitters.validation.stage import CHECK_COLUMNS, GROUP_COLUMNS, validate_models


@pytest.fixture(scope="module")
def sentences():
    folder = Path(next(iter(language_folder.__path__)))
    return yaml.safe_load((folder / "checks.yaml").read_text(encoding="utf-8"))["checks"]


@pytest.fixture
def tables(pupils, plan):
    return validate_models(pupils, plan, np.random.default_rng(1))


def test_every_check_of_the_plan_is_there(tables):
    assert tuple(tables.checks.columns) == CHECK_COLUMNS
    assert tuple(tables.calibration_groups.columns) == GROUP_COLUMNS
    assert set(tables.checks["check"]) == {
        "auc",
        "calibration_slope",
        "brier",
        "le_cessie_van_houwelingen",
        "hosmer_lemeshow",
        "collinearity",
        "linearity",
        "influence",
    }


def test_every_check_has_a_sentence_in_both_languages(tables, sentences):
    assert set(tables.checks["sentence"]) <= set(sentences)


def test_sentences_only_ask_for_columns_of_the_table(sentences):
    for key, words in sentences.items():
        for language in ("nl", "en"):
            asked = {name for _, name, _, _ in string.Formatter().parse(words[language]) if name}
            assert asked <= set(CHECK_COLUMNS), key
        assert {n for _, n, _, _ in string.Formatter().parse(words["nl"]) if n} == {
            n for _, n, _, _ in string.Formatter().parse(words["en"]) if n
        }, key


def test_every_sentence_can_be_reached(sentences):
    reached = {f"{name}_{end}" for name in ("fit", "groups", "linear") for end in ("good", "poor")}
    reached |= {f"{name}_unknown" for name in ("fit", "groups", "linear", "auc", "slope")}
    reached |= {f"{name}_{n}" for name in ("auc", "slope") for n in range(4)}
    reached |= {"collinear_low", "collinear_high"}
    reached |= {"influence_low", "influence_high", "influence_unknown"}
    assert set(sentences) == reached | {"brier", "no_checks"}


def test_the_same_seed_gives_the_same_checks(pupils, plan, tables):
    again = validate_models(pupils, plan, np.random.default_rng(1))
    assert tables.checks.equals(again.checks)


def test_a_model_without_estimates_says_so(pupils, plan):
    tables = validate_models(pupils.assign(outcome=0), plan, np.random.default_rng(1))
    assert tables.checks["sentence"].tolist() == ["no_checks"]
    assert tables.calibration_groups.empty


def test_calibration_groups_have_enough_events_and_add_up(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs))
    groups = calibration_groups(fit.probability, fit.design.events, fit.design.counts)
    assert (groups["n_events"] >= 10).all()
    assert groups["n_events"].sum() == fit.summary.n_events
    assert groups["n_pupils"].sum() == fit.summary.n_pupils
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


def test_a_saturated_model_cannot_be_tested_for_fit(pupils, specs):
    fit = fit_design(design_from_patterns(pupils, specs[:1]))
    rows = (fit.probability, fit.design.events, fit.design.counts)
    assert np.isnan(le_cessie_van_houwelingen(fit.design.x, *rows).p_value)


def test_one_step_influence_is_near_the_refit_without_the_pattern(pupils, specs):
    design = design_from_patterns(pupils, specs)
    fit = fit_design(design)
    table = influence_by_pattern(fit)
    worst = int(table["dfbeta"].abs().idxmax())
    from dataclasses import replace

    kept = np.arange(len(design.counts)) != worst
    less = replace(design, x=design.x[kept], events=design.events[kept], counts=design.counts[kept])
    refit = fit_design(less)
    moved = (fit.beta - refit.beta) / np.sqrt(np.diag(fit.covariance))
    position = [c.term for c in design.columns].index(table.loc[worst, "dfbeta_term"])
    np.testing.assert_allclose(table.loc[worst, "dfbeta"], moved[position], rtol=0.25)
    assert probabilities(np.array([0.0]))[0] == 0.5
