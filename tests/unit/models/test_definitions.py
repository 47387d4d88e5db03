"""The main model under every definition of the outcome, on the same pupils."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.cohort.definitions import PREFIX
from thuiszitters.logit.coding import same_pupils
from thuiszitters.logit.fit import fit_design
from thuiszitters.models.coding import code_outcomes, code_patterns
from thuiszitters.models.definitions import definition_tables, smallest_part
from thuiszitters.models.fitted import fit
from thuiszitters.plan import BlockSpec, EstimationSpec, ModelSpec, Plan, PredictorSpec, text
from thuiszitters.results.catalogue import TABLES

WORD = text({"nl": "x", "en": "x"})
LEVELS = (("no", WORD), ("yes", WORD))
A, B = f"{PREFIX}a", f"{PREFIX}b"
#: home, outcome under a, outcome under b (known of all but four), pupils.
ROWS = [
    ("no", 0, 0, 100), ("no", 0, 1, 20), ("no", 1, 1, 30),
    ("yes", 0, 0, 60), ("yes", 0, 1, 25), ("yes", 1, 1, 45), ("yes", 0, np.nan, 4),
]  # fmt: skip


@pytest.fixture
def patterns():
    table = pd.DataFrame(ROWS, columns=["home", A, B, "n_pupils"])
    return table.assign(outcome=table[A].astype("int8"))


@pytest.fixture
def plan():
    home = PredictorSpec("home", WORD, "binary", ("no", "yes"), LEVELS, column="home")
    model = ModelSpec("main", WORD, ("home",), blocks=(BlockSpec("all", WORD, ("home",)),))
    return Plan("p", WORD, WORD, None, (), (home,), (model,), EstimationSpec())


def odds_ratio(table, definition):
    own = table[(table["definition"] == definition) & (table["level"] == "yes")]
    return own["odds_ratio"].item()


def test_with_one_yes_or_no_the_odds_ratio_is_that_of_the_two_by_two_table(patterns, plan):
    found = definition_tables(patterns, plan)["definition_estimates"]
    # Pupils without a known outcome under b are left out of b alone.
    assert odds_ratio(found, "a") == pytest.approx((45 * 120) / (30 * 89), rel=1e-8)
    assert odds_ratio(found, "b") == pytest.approx((70 * 100) / (50 * 60), rel=1e-8)


def test_under_the_own_definition_it_is_the_model_of_the_complete_pupils(patterns, plan):
    found = definition_tables(patterns, plan)["definition_estimates"]
    fitted = fit(plan, patterns, np.random.default_rng(1)).complete_case("main")
    own = found.query("definition == 'a' and level == 'yes'").iloc[0]
    term = fitted.terms[1]
    assert own["log_odds"] == pytest.approx(term.log_odds, abs=1e-12)
    assert own["ci_high"] == pytest.approx(np.exp(term.ci_high), rel=1e-12)


def test_pupils_are_counted_by_definition_and_whom_two_share(patterns, plan):
    found = definition_tables(patterns, plan)["definitions"]
    counted = found.query("kind == 'definition'").set_index("definition")
    assert counted["n_pupils"].tolist() == [284, 280]
    assert counted["n_events"].tolist() == [75, 120]
    shared = found.query("kind == 'overlap'").set_index("definition")
    assert shared.loc["a", ["n_pupils", "n_events"]].tolist() == [75, 75]
    assert shared.loc["b", ["n_pupils", "n_events"]].tolist() == [120, 75]


def test_the_smallest_group_is_what_no_subtraction_goes_below(patterns):
    assert smallest_part(patterns, [A, B]) == 4
    assert smallest_part(patterns[patterns["home"] == "no"], [A, B]) == 20
    assert smallest_part(patterns.iloc[:0], [A, B]) == 0


def test_every_estimate_has_the_smallest_group_of_its_level_or_of_all(patterns, plan):
    """Levels and a number, of random pupils: as cutting the table into levels says."""
    rng = np.random.default_rng(2)
    table = pd.concat([patterns] * 8, ignore_index=True)
    age = rng.integers(9, 17, len(table)).astype(float)
    table = table.assign(age=age, n_pupils=rng.integers(1, 40, len(table)))
    number = PredictorSpec("age", WORD, "numeric", column="age")
    both = ("home", "age")
    model = ModelSpec("main", WORD, both, blocks=(BlockSpec("all", WORD, both),))
    plan = replace(plan, predictors=(*plan.predictors, number), models=(model,))
    found = definition_tables(table, plan)["definition_estimates"]
    for level, row in zip(found["level"], found.to_dict("records"), strict=True):
        mine = table if pd.isna(level) else table[table["home"] == level]
        assert row["smallest_part"] == smallest_part(mine, [A, B])
    assert set(found["predictor"]) == set(both)


def test_a_definition_that_leaves_one_outcome_has_counts_and_no_estimate(patterns, plan):
    found = definition_tables(patterns.assign(**{B: 0.0}), plan)
    assert set(found["definition_estimates"]["definition"]) == {"a"}
    counted = found["definitions"].query("definition == 'b' and kind == 'definition'")
    assert counted["n_events"].tolist() == [0]


def test_without_spells_the_tables_are_empty_and_as_declared(patterns, plan):
    for given in (None, patterns.drop(columns=[A, B])):
        for name, table in definition_tables(given, plan).items():
            assert table.empty
            assert tuple(table.columns) == TABLES[name].names


def test_pupils_whose_outcome_is_not_known_under_one_definition_stay_in_the_others(patterns, plan):
    specs = plan.predictors
    coded = list(code_outcomes(patterns, specs, (A, B)))
    for name, table in zip((A, B), coded, strict=True):
        known = patterns[patterns[name].notna()]
        alone = code_patterns(known.assign(outcome=known[name]), specs)
        assert same_pupils(table, alone)
    assert not same_pupils(*coded)


def test_the_own_definition_takes_the_fit_that_is_there(patterns, plan, monkeypatch):
    made = []

    def fit_seen(design, *rest, **more):
        made.append(design)
        return fit_design(design, *rest, **more)

    own = fit(plan, patterns, np.random.default_rng(1))
    own.complete_case("main")
    monkeypatch.setattr("thuiszitters.models.fitted.fit_design", fit_seen)
    found = definition_tables(patterns, plan, own)["definition_estimates"]
    assert len(made) == 1  # that of the other definition
    pd.testing.assert_frame_equal(found, definition_tables(patterns, plan)["definition_estimates"])
