"""An attributable fraction of one yes/no predictor holds the outcomes of those who have it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.whole_line import RULE_OF_10, plan_of, yes_no

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.effects.fractions import fraction_table
from thuiszitters.models.fitted import fit
from thuiszitters.models.stage import fit_models
from thuiszitters.plan.analysis import FractionSpec
from thuiszitters.release import release_results

PLAN = replace(plan_of(yes_no("home")), fractions=(FractionSpec("main", "home"),))
N_WITH, N_WITHOUT = 60, 260


def released(events_with, events_without):
    """The tables of a cohort, and what leaves of them."""
    counts = [N_WITH - events_with, events_with, N_WITHOUT - events_without, events_without]
    patterns = pd.DataFrame(
        {"outcome": [0, 1, 0, 1], "home": ["yes", "yes", "no", "no"], "n_pupils": counts}
    ).astype({"home": "str"})
    codes = pd.DataFrame({"code": [], "has_code": [], "outcome": [], "n_pupils": []})
    given, chance = {"patterns": patterns, "codes": codes}, Streams(1)
    tables = {
        "patterns": patterns,
        **fit_models(given, PLAN, chance),
        **describe_cohort(given, PLAN, chance),
        "fractions": fraction_table(fit(PLAN, patterns, np.random.default_rng(0)), PLAN.fractions),
    }
    return tables, release_results(tables, RULE_OF_10, plan=PLAN, seed=1).tables


def with_outcome(fraction, n_events):
    """Pupils who have the predictor and the outcome, from numbers that are shown.

    The fraction of a model of one yes/no predictor is (e - n_with * (E - e) / n_without) / E, with
    e of all E events in those who have it.
    """
    ratio = N_WITH / N_WITHOUT
    return n_events * (fraction + ratio) / (1 + ratio)


@pytest.mark.thorough
def test_the_attacker_finds_the_count_in_a_fraction_of_whole_percentages():
    """And so it does not leave beside a suppressed count, nor does an end of its interval."""
    events_with = 6
    tables, made = released(events_with, 50)
    n_events = events_with + 50
    (row,) = tables["fractions"].to_dict("records")
    assert round(with_outcome(round(row["fraction"], 2), n_events)) == events_with
    shown = made["characteristics"]
    own = shown[(shown["predictor"] == "home") & (shown["level"] == "yes")]
    assert own["n_events"].isna().all()
    assert own["n_pupils"].tolist() == [N_WITH]
    assert made["fractions"][["fraction", "fraction_low", "fraction_high"]].isna().all(axis=None)


@pytest.mark.thorough
def test_a_fraction_leaves_where_the_count_is_shown():
    _, made = released(20, 50)
    assert made["fractions"]["fraction"].notna().all()
