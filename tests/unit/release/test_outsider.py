"""An outsider with the released tables alone, who knows how the predictors are made."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import tables_of

from thuiszitters.base.text import Text
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.schema import with_defaults
from thuiszitters.release import release_results
from thuiszitters.release.background import Background
from thuiszitters.release.system.counts import COHORT
from thuiszitters.release.system.families import (
    families,
    few_valued_numbers,
    related_cells,
    related_numbers,
)
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import Role, build

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[3]
WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
LABEL = {"nl": "x", "en": "x"}
LEVELS = ("neither", "first_only", "second_only", "both")


@pytest.fixture(scope="module")
def plan():
    block = {"label": LABEL, "predictors": ["profile"]}
    content = {
        "title": LABEL, "question": LABEL, "codebook": "capj",
        "constructs": {"int": {"label": LABEL, "codes": ["A100"]},
                       "ext": {"label": LABEL, "codes": ["A200"]}},
        "predictors": {
            "profile": {"label": LABEL, "kind": "factor", "profile": ["int", "ext"],
                        "levels": dict.fromkeys(LEVELS, LABEL)},
            "int": {"label": LABEL, "kind": "binary", "construct": "int"},
            "ext": {"label": LABEL, "kind": "binary", "construct": "ext"},
            "rare": {"label": LABEL, "kind": "binary", "column": "rare", "yes": ["1"], "no": ["0"]},
            "rare_number": {"label": LABEL, "kind": "numeric", "column": "rare"},
        },
        "models": {
            "profile": {"label": LABEL, "blocks": {"all": block}},
            "one": {"label": LABEL, "blocks": {"all": {**block, "predictors": ["rare"]}}},
            "number": {"label": LABEL, "blocks": {"all": {**block, "predictors": ["rare_number"]}}},
        },
        "validation": {"resamples": 100},
    }  # fmt: skip
    schema = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    return plan_spec(with_defaults(content, schema, schema), "own")


@pytest.fixture(scope="module")
def patterns():
    """150 pupils; five have both kinds of problems, and all eight with a rare trait are absent."""
    cells = {"neither": (55, 10), "first_only": (45, 25), "second_only": (45, 20), "both": (5, 2)}
    rows = []
    for profile, (pupils, events) in cells.items():
        for outcome, count in ((1, events), (0, pupils - events)):
            rare = 2 if outcome and profile != "both" else 0
            for has, n_pupils in (("yes", rare), ("no", count - rare)):
                rows.append({
                    "outcome": outcome, "profile": profile,
                    "int": "yes" if profile in ("first_only", "both") else "no",
                    "ext": "yes" if profile in ("second_only", "both") else "no",
                    "rare": has, "rare_number": float(has == "yes"), "n_pupils": n_pupils,
                })  # fmt: skip
    table = pd.DataFrame(rows)
    return table[table["n_pupils"] > 0].reset_index(drop=True).astype({"outcome": "int8"})


@pytest.fixture(scope="module")
def released(plan, patterns):
    tables = tables_of(patterns, plan)
    found = families(plan, None)
    background = Background(
        parts=related_cells(patterns, plan, found),
        related=related_numbers(plan, found),
        few_valued=few_valued_numbers(patterns, plan, RULE_OF_10),
    )
    return release_results(tables, RULE_OF_10, background)


def shown(released, predictor, level, measure):
    table = released.tables["characteristics"]
    row = table[(table["predictor"] == predictor) & (table["level"] == level)].iloc[0]
    return None if pd.isna(row[measure]) else int(row[measure])


def test_a_cell_of_the_profile_is_not_the_difference_of_a_construct_and_another_cell(released):
    for measure in ("n_pupils", "n_events"):
        for construct, only in (("int", "first_only"), ("ext", "second_only")):
            whole = shown(released, construct, "yes", measure)
            part = shown(released, "profile", only, measure)
            assert whole is None or part is None, (construct, measure)


def test_the_bounds_that_are_recorded_hold_for_related_predictors(released):
    assert released.judged_record["protection"]["narrowest_width"] >= RULE_OF_10.required_width


def test_no_fit_of_one_suppressed_predictor_shows_a_likelihood(released):
    fits = released.tables["fits"]
    own = fits[fits["model"].isin(["one", "profile", "number"])]
    for column in ("log_likelihood", "aic", "bic", "mcfadden", "auc", "brier", "tjur", "lr_p"):
        assert own[column].isna().all(), column
    assert released.tables["blocks"][["lr_statistic", "auc", "tjur"]].isna().all(axis=None)


def test_no_method_and_no_reason_tells_that_a_suppressed_level_is_separated(released):
    for name, table in released.tables.items():
        own = table[table["model"] == "one"] if "model" in table else table
        for column in ("estimator", "test"):
            if column in own:
                assert not set(own[column].dropna()) & {"firth", "penalised_lr"}, name
        if "reason" in own:
            assert not own["reason"].str.startswith("separation").any(), name


def test_a_number_made_from_the_same_column_is_suppressed_with_it(released):
    estimates = released.tables["estimates"]
    own = estimates[estimates["predictor"] == "rare_number"]
    assert own["odds_ratio"].isna().all()
    described = released.tables["characteristics"].set_index("predictor").loc["rare_number"]
    assert np.isnan(described["mean"])


def test_calibration_groups_of_a_suppressed_model_are_suppressed(released):
    groups = released.tables["calibration"]
    assert groups[["n_pupils", "n_events", "observed"]].isna().all(axis=None)


def test_no_number_keeps_more_digits_than_the_profile_allows(released):
    """Logarithms follow from the rounded odds ratio, and shares of shown counts from the counts."""
    for name, table in released.tables.items():
        for column in table.select_dtypes("float64"):
            if column == "log_odds" or TABLES[name].column(column).role is Role.RATIO:
                continue
            for value in table[column].dropna():
                assert not np.isfinite(value) or float(f"{value:.3g}") == value, (name, column)


def test_no_standard_error_statistic_or_likelihood_leaves(released):
    for name, column in (
        ("estimates", "std_error"), ("global_tests", "statistic"), ("fits", "log_likelihood"),
        ("fits", "aic"), ("fits", "bic"), ("fits", "lr_statistic"), ("fits", "n_patterns"),
        ("blocks", "lr_statistic"), ("checks", "statistic"),
    ):  # fmt: skip
        assert released.tables[name][column].isna().all(), (name, column)


def test_the_screen_of_codes_is_named_as_not_audited_where_it_leaves(plan, patterns):
    tables = tables_of(patterns, plan)
    code = {
        "code": "A100",
        "n_pupils": 50,
        "n_events": 20,
        "prevalence": 50 / 150,
        "odds_ratio": 1.5,
    }
    tables["screen"] = build(TABLES["screen"], [{**code, "status": "ok", "reason": ""}])
    made = release_results(tables, RULE_OF_10, Background())
    named = {"model": COHORT, "tables": ["screen"]}
    assert made.tables["screen"]["odds_ratio"].notna().all()
    assert named in made.record["not_audited"]
    assert {**named, "reason": "codes"} in made.judged_record["not_audited"]
    open_to_all = replace(
        RULE_OF_10, minimum_count=0, suppress_complement=False, maximum_group_share=1
    )
    free = release_results(tables, open_to_all, Background())
    assert named not in free.record["not_audited"]
