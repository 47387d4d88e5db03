"""Attacks on rounded counts by the adjusted numbers of a model of five predictors.

The attacker knows every pupil but for who has the fifth predictor: of that he knows the cohort up
to one or two pupils. He tries every table within the rounding and keeps those that give all
released digits.
"""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from tests.unit.release.enumeration import batch_fit, journal_p, journal_ratio
from tests.unit.release.made_tables import OPENSAFELY
from tests.unit.release.rounded.cohorts import (
    NAMES,
    PLAN,
    cohort,
    counted,
    level,
    made_cohort,
    pupils_of,
    suppressed,
    tables,
    wanted,
)
from tests.unit.release.whole_line import tables_of

from thuiszitters.describe.characteristics import characteristics
from thuiszitters.plan.estimation import EstimationSpec
from thuiszitters.release import release_results
from thuiszitters.release.known_relations import background_of
from thuiszitters.release.rounded import making
from thuiszitters.release.rounded.cohort import cohort_with

pytestmark = pytest.mark.thorough
_NUMBERS = ["odds_ratio", "ci_low", "ci_high", "p_value"]
CELLS = list(product((0, 1), repeat=5))
DESIGN = np.array([[1.0, *cell] for cell in CELLS])
WALD = replace(PLAN, estimation=EstimationSpec(estimator="ml", interval="wald"))


def table_of(patterns):
    """Pupils by cell and outcome."""
    pupils = pupils_of(patterns)
    made = np.zeros((32, 2), dtype=int)
    number = (pupils[list(NAMES)] == "yes").to_numpy() @ (2 ** np.arange(4, -1, -1))
    np.add.at(made, (number, pupils["outcome"].to_numpy()), 1)
    return made


def digits(made):
    """The numbers of the five odds ratios of many tables, as they would be printed."""
    events, trials = made[:, :, 1], made.sum(axis=2)
    beta, errors = batch_fit(DESIGN, events, trials)
    b, e = beta[:, 1:], errors[:, 1:]
    z = norm.ppf(0.975)
    ratios = [journal_ratio(np.exp(b + sign * z * e)) for sign in (0, -1, 1)]
    return np.stack([*ratios, journal_p(2 * norm.sf(np.abs(b / e)))], axis=2)


def near(own, most=2):
    """Tables of which at most so many pupils with the outcome have the fifth or lack it."""
    moves = []
    for cell in range(0, 32, 2):  # the last predictor is the last digit
        for here, there in ((cell, cell + 1), (cell + 1, cell)):
            if own[here, 1] > 0:
                moves.append((here, there))
    made = [own]
    for n in range(1, most + 1):
        for chosen in combinations(moves, n):
            other = own.copy()
            for here, there in chosen:
                other[here, 1] -= 1
                other[there, 1] += 1
            if (other >= 0).all():
                made.append(other)
    return np.array(made)


def released(patterns, plan):
    made = {**tables_of(patterns, plan), "patterns": patterns}
    background = background_of(plan, patterns, OPENSAFELY, None)
    return release_results(made, OPENSAFELY, background, plan=plan, seed=1)


def shown_digits(estimates):
    own = estimates[(estimates["model_kind"] == "adjusted") & (estimates["level"] == "yes")]
    return own.set_index("predictor").loc[list(NAMES), _NUMBERS].to_numpy(dtype=float)


def events_of(made):
    """Pupils with the fifth predictor and the outcome, of many tables."""
    return made[:, 1::2, 1].sum(axis=1)


def found(tried, numbers):
    """Counts of the tables that give the numbers."""
    fits = np.isclose(digits(tried), numbers, equal_nan=True).all(axis=(1, 2))
    return set(events_of(tried)[fits].tolist())


@pytest.mark.parametrize("seed", range(4))
def test_exact_numbers_give_the_exact_count_back_and_those_that_leave_do_not(seed):
    patterns = cohort(seed, n_pupils=300)
    own = table_of(patterns)
    true = int(events_of(own[None])[0])
    tried = near(own)
    assert len(set(events_of(tried).tolist())) == 5
    # Before: of all tables within two pupils only some with the true count give the digits.
    assert found(tried, digits(own[None])[0]) == {true}
    # Now: his digits are those of another cohort. Whatever he finds around that has its count,
    # which everybody knows who rounds.
    made = released(patterns, WALD)
    shown = shown_digits(made.tables["estimates"])
    assert not np.isnan(shown).any()
    row = made.tables["estimates"].query("predictor == 'five' and level == 'yes'").iloc[0]
    told = found(tried, shown)
    assert told <= {int(row["n_events"])}


#: Lots that are tried until one gives the cohort that the numbers were made of.
LOTS = 4000


def lot_to(beside, made):
    """A lot by which a cohort gives the one that the numbers were made of."""
    families, counts = wanted(beside)
    for lot in range(LOTS):
        chance = np.random.default_rng(lot)
        if cohort_with(beside.tables["patterns"], families, counts, chance).equals(made):
            return lot
    return None


def around(s, patterns):
    """What is suppressed of a cohort that differs by a few pupils."""
    described = {"characteristics": characteristics(patterns, PLAN)}
    return suppressed({**s.tables, **described, "patterns": patterns})


def files(s, lot, monkeypatch):
    """Everything that leaves, by a lot."""
    monkeypatch.setattr(making, "lot_of", lambda *_: np.random.default_rng(lot))
    background = background_of(PLAN, s.tables["patterns"], OPENSAFELY, None)
    out = release_results(s.tables, OPENSAFELY, background, plan=PLAN, seed=1)
    text = {name: table.to_csv() for name, table in out.tables.items()}
    return {**text, "record": repr(out.record)}


@pytest.mark.parametrize("name", ["five"])
@pytest.mark.parametrize("events", [0, 1])
def test_every_count_within_the_rounding_can_have_led_to_the_same_cohort(name, events):
    """Who knows the cohort that the numbers were made of knows no count better than it is shown."""
    s = suppressed(tables(1))
    made = made_cohort(s, 5)
    counts = {level(made, name, events)}
    for n in (-4, -3, -2, -1, 1, 2, 3, 4):
        other = with_more(made, name, events, n)
        beside = around(s, other)
        if shown_of(beside) == shown_of(s):
            assert lot_to(beside, made) is not None, n
            counts.add(level(other, name, events))
    assert len(counts) >= 4


def test_more_pupils_and_others_with_the_outcome_can_have_led_to_the_same_cohort():
    s = suppressed(tables(1))
    made = made_cohort(s, 5)
    pupils, led = pupils_of(made), [0, 0]
    for place in range(0, len(pupils), 9):
        who = pupils.loc[[place]]
        more = pd.concat([pupils, who.assign(outcome=0)], ignore_index=True)
        others = pupils.assign(
            outcome=pupils["outcome"].where(pupils.index != place, 1 - who["outcome"].iloc[0])
        )
        for number, other in enumerate((more, others)):
            beside = around(s, counted(other))
            if led[number] < 2 and shown_of(beside) == shown_of(s):
                assert lot_to(beside, made) is not None
                led[number] += 1
    assert min(led) == 2, led


def test_cohorts_that_led_to_the_same_one_release_the_same_files(monkeypatch):
    s = suppressed(tables(1))
    made = made_cohort(s, 5)
    patterns = with_more(made, "five", 1, -2)
    other = suppressed({**tables_of(patterns, PLAN), "patterns": patterns})
    assert level(other.tables["patterns"], "five", 1) != level(s.tables["patterns"], "five", 1)
    first, second = files(s, 5, monkeypatch), files(other, lot_to(other, made), monkeypatch)
    assert [name for name in first if first[name] != second[name]] == []
    # As many of the numbers as without rounding leave: five odds ratios and their intervals.
    assert first["estimates"].count(",ok,") >= 5


def with_more(patterns, name, outcome, n):
    pupils = pupils_of(patterns)
    who = (pupils[name] == ("no" if n > 0 else "yes")) & (pupils["outcome"] == outcome)
    chosen = np.flatnonzero(who)[:: max(1, int(who.sum()) // abs(n))][: abs(n)]
    pupils.loc[chosen, name] = "yes" if n > 0 else "no"
    return counted(pupils)


def shown_of(s):
    return release_results(s.tables, OPENSAFELY).tables["characteristics"].to_csv()
