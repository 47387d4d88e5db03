"""A later release of the same cohort beside an earlier one: estimates give no newcomer away.

The attacker shares no code with the release. He knows every pupil of the earlier release, and of
those who came since everything but the outcome.
"""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.enumeration import asked, batch_fit, journal_ratio
from tests.unit.release.test_enumeration import PROFILES, nothing_of_the_fit, stages, wald_plan

from thuiszitters.release import release_results
from thuiszitters.release.differencing.earlier import Earlier

pytestmark = pytest.mark.thorough

NAMES = ("common", "other")
PLAN = wald_plan(NAMES)
#: Where counts are rounded he cannot know the earlier cohort so well: see the test of these.
EXACT = [profile for profile in PROFILES if profile.round_to == 1]
ROUNDED = [profile for profile in PROFILES if profile.round_to > 1]
#: Cohorts per profile; `make proof` asks for more.
COHORTS = asked(10, of=5)


def cells_of(rng):
    """Pupils by level of two predictors and outcome, none of them few."""
    return rng.integers(25, 70, size=(2, 2, 2))


def patterns_of(cells):
    levels = ("no", "yes")
    rows = [
        {"common": levels[a], "other": levels[b], "outcome": y, "n_pupils": int(cells[a, b, y])}
        for a, b, y in product((0, 1), repeat=3)
    ]
    return pd.DataFrame(rows).astype({"outcome": "int8"})


def with_newcomers(cells, newcomers, events):
    """So many pupils more in one cell, of whom some with the outcome."""
    more = cells.copy()
    more[1, 1] += (newcomers - events, events)
    return more


def agrees(cells, tables):
    """Whether a table gives every shown count and every shown odds ratio of a level."""
    estimates = tables["estimates"]
    design = np.array([[1.0, a, b] for a, b in product((0, 1), repeat=2)])
    flat = cells.reshape(4, 2).astype(float)
    for row in estimates[estimates["level"] == "yes"].to_dict("records"):
        place = NAMES.index(row["predictor"])
        group = np.moveaxis(cells, place, 0)[1].reshape(-1, 2).sum(axis=0)
        shown = ((row["n_pupils"], group.sum()), (row["n_events"], group[1]))
        if any(not pd.isna(one) and one != true for one, true in shown):
            return False
        if pd.isna(row["odds_ratio"]):
            continue
        columns = [0, 1, 2] if row["model_kind"] == "adjusted" else [0, 1 + place]
        beta, _ = batch_fit(design[:, columns], flat[None, :, 1], flat.sum(axis=1)[None])
        own = 1 + place if row["model_kind"] == "adjusted" else 1
        if not np.isclose(journal_ratio(np.exp(beta[0, own])), row["odds_ratio"], rtol=1e-9):
            return False
    everyone = tables["characteristics"].query("row == 'all'").iloc[0]
    shown = everyone["n_events"]
    return pd.isna(shown) or shown == cells[..., 1].sum()


@pytest.mark.parametrize("profile", EXACT, ids=lambda profile: profile.name)
def test_the_outcome_of_few_newcomers_does_not_follow_from_two_releases(profile):
    for seed in COHORTS:
        rng = np.random.default_rng(seed)
        cells, newcomers = cells_of(rng), int(rng.integers(1, 4))
        first = release_results(stages(patterns_of(cells), PLAN), profile, plan=PLAN)
        events = int(rng.integers(0, newcomers + 1))
        later = stages(patterns_of(with_newcomers(cells, newcomers, events)), PLAN)
        earlier = Earlier("before", first.tables)
        second = release_results(later, profile, earlier=[earlier], plan=PLAN)
        assert first.tables["estimates"]["odds_ratio"].notna().any()
        left = {
            tried
            for tried in range(newcomers + 1)
            if agrees(with_newcomers(cells, newcomers, tried), second.tables)
        }
        assert left == set(range(newcomers + 1)), (seed, left)


@pytest.mark.parametrize("profile", ROUNDED, ids=lambda profile: profile.name)
def test_beside_rounded_counts_no_fit_of_either_release_leaves(profile):
    """So the newcomers are behind the rounding of two releases, and behind nothing exact."""
    cells = cells_of(np.random.default_rng(1))
    first = release_results(stages(patterns_of(cells), PLAN), profile, plan=PLAN).tables
    later = stages(patterns_of(with_newcomers(cells, 3, 1)), PLAN)
    earlier = [Earlier("before", first, profile.round_to)]
    second = release_results(later, profile, earlier=earlier, plan=PLAN).tables
    assert nothing_of_the_fit(first)
    assert nothing_of_the_fit(second)


def test_without_the_earlier_release_the_newcomers_are_told():
    """The attack has teeth: it finds them in a release that was not compared with the first."""
    told = 0
    for seed in range(3):
        rng = np.random.default_rng(seed)
        cells = cells_of(rng)
        made = release_results(
            stages(patterns_of(with_newcomers(cells, 3, 1)), PLAN), PROFILES[0], plan=PLAN
        )
        tried = [with_newcomers(cells, 3, events) for events in range(4)]
        told += sum(agrees(one, made.tables) for one in tried) == 1
    assert told > 0
