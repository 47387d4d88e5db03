"""Two cohorts that differ only in what is suppressed release the same files.

Whatever a reader makes of a release, he cannot tell such cohorts apart: no attack on these numbers
can do better than these tests.
"""

from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.test_enumeration import COUNT_5, OPENSAFELY, RULE_OF_10, STRICT, stages
from tests.unit.release.whole_line import WORD, plan_of, tables_of, yes_no

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.models.stage import fit_models
from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.further_specs import ScreenSpec
from thuiszitters.release.background import Background
from thuiszitters.release.known_relations import background_of
from thuiszitters.release.stage import release_results
from thuiszitters.results.schema import build
from thuiszitters.results.tables_further import SCREEN

pytestmark = pytest.mark.thorough

LEVELS = ("large", "first", "second")
#: Profiles that suppress a second count where one is small; with rounding one is enough.
TWO_HIDDEN = (RULE_OF_10, COUNT_5, STRICT)
OPEN = DisclosureProfile(
    "open", WORD, WORD, 0, False, False, 1, 0, 1.0, 0, maximum_single_share=1.0, likelihoods=True
)


def of_three(name="group"):
    labels = tuple((level, WORD) for level in LEVELS)
    return PredictorSpec(name, WORD, "factor", LEVELS, labels, column=name)


def cohort(events, girls=0.5):
    """Patterns of a factor (level to its events) and of sex, which is about evenly spread."""
    pupils = {"large": 160, "first": 40, "second": 40}
    rows = []
    for level, outcome in product(LEVELS, (0, 1)):
        n = events[level] if outcome else pupils[level] - events[level]
        girl = round(n * girls)
        rows += [(level, "yes", outcome, girl), (level, "no", outcome, n - girl)]
    made = pd.DataFrame(rows, columns=["group", "girl", "outcome", "n_pupils"])
    return made[made["n_pupils"] > 0].reset_index(drop=True).astype({"outcome": "int8"})


PLAN = plan_of(of_three(), yes_no("girl"))


@cache
def made(large, first, second):
    patterns = cohort({"large": large, "first": first, "second": second})
    return {**tables_of(patterns, PLAN), "patterns": patterns}


def files(tables, profile, plan=PLAN):
    """Everything that leaves, as text."""
    background = background_of(plan, tables["patterns"], profile, None)
    released = release_results(tables, profile, background, plan=plan, seed=1)
    text = {name: table.to_csv() for name, table in released.tables.items()}
    return {**text, "record": repr(released.record)}


def told_apart(one, other):
    return [name for name in one if one[name] != other[name]]


@pytest.mark.parametrize("profile", TWO_HIDDEN, ids=lambda profile: profile.name)
@pytest.mark.parametrize(("small", "large"), [(4, 12), (1, 24)])
def test_which_of_two_suppressed_counts_is_the_small_one_is_told_nowhere(profile, small, large):
    one, other = files(made(52, small, large), profile), files(made(52, large, small), profile)
    assert told_apart(one, other) == []


def test_of_an_empty_level_and_the_one_that_hides_it_neither_is_told():
    """The fits alone: they are penalised, for the empty level is separated."""
    both = []
    for first, second in ((0, 16), (16, 0)):
        patterns = cohort({"large": 52, "first": first, "second": second})
        both.append({**stages(patterns, PLAN), "patterns": patterns})
    for profile in (RULE_OF_10, STRICT):
        assert told_apart(*(files(tables, profile) for tables in both)) == []


def test_the_swap_is_seen_where_nothing_is_suppressed():
    assert "estimates" in told_apart(files(made(52, 4, 12), OPEN), files(made(52, 12, 4), OPEN))


@pytest.mark.parametrize("profile", [RULE_OF_10, OPENSAFELY, STRICT], ids=lambda one: one.name)
def test_nothing_tells_how_many_are_behind_a_suppressed_total(profile):
    """The caution about few events would say that a total lies between 5 and 9."""
    for fewer, more in (((1, 1, 1), (2, 1, 1)), ((3, 1, 1), (3, 2, 2))):
        assert told_apart(files(made(*fewer), profile), files(made(*more), profile)) == []


def screened(names, events):
    """A cohort of a rare trait, which is one code of the screen, and of a common code."""
    pupils = {"A100": (events[0], 150), "B200": (30, 90)}
    rows = [
        (code, has, outcome, n)
        for code, (with_outcome, n_pupils) in pupils.items()
        for has, outcome, n in (
            ("yes", 1, with_outcome),
            ("yes", 0, n_pupils - with_outcome),
            ("no", 1, events[1] - with_outcome),
            ("no", 0, 160 - n_pupils - events[1] + with_outcome),
        )
    ]
    codes = pd.DataFrame(rows, columns=["code", "has_code", "outcome", "n_pupils"])
    patterns = codes[(codes["code"] == "A100") & (codes["n_pupils"] > 0)].drop(columns="code")
    patterns = patterns.rename(columns={"has_code": names[0]}).reset_index(drop=True)
    return patterns.astype({"outcome": "int8"}), codes.astype({"outcome": "int8"})


SCREENED = replace(plan_of(yes_no("trait")), screen=ScreenSpec((), 10))
OF_CODE = Background(of_code={"A100": ("trait",)})


def possible(tables, n_pupils=160):
    """Pupils and events of the trait that agree with every count that is shown of it."""
    described, screen = tables["characteristics"], tables["screen"].set_index("code")
    own = described[described["predictor"] == "trait"].set_index("level")
    total = described.loc[described["row"] == "all", "n_events"].iloc[0]
    shown = [(own.loc["yes"], 1), (own.loc["no"], 0)]
    shown += [(screen.loc["A100"], 1)] if "A100" in screen.index else []
    found = set()
    every = range(n_pupils + 1) if pd.isna(total) else [int(total)]
    for all_events, pupils in product(every, range(n_pupils + 1)):
        for events in range(max(0, pupils + all_events - n_pupils), min(pupils, all_events) + 1):
            counts = {1: (pupils, events), 0: (n_pupils - pupils, all_events - events)}
            if all(
                pd.isna(row[name]) or int(row[name]) == counts[side][place]
                for row, side in shown
                for place, name in enumerate(("n_pupils", "n_events"))
            ):
                found.add((pupils, events, all_events - events))
    return np.array(sorted(found))


@pytest.mark.parametrize("profile", TWO_HIDDEN, ids=lambda profile: profile.name)
def test_a_code_of_the_screen_does_not_give_back_the_pupils_without_it(profile):
    """All events less those of the code were the events of the ten pupils without the trait."""
    for events in ((28, 31), (30, 30), (26, 32)):
        patterns, codes = screened(("trait",), events)
        chance = Streams(1)
        tables = fit_models({"patterns": patterns, "codes": codes}, SCREENED, chance)
        tables |= describe_cohort({"patterns": patterns}, SCREENED, chance)
        assert len(possible(tables)) == 1
        left = possible(release_results(tables, profile, OF_CODE, plan=SCREENED).tables)
        without = events[1] - events[0]
        if without < profile.minimum_count and (without or profile.suppress_zero):
            assert np.ptp(left[:, 2]) >= min(profile.required_width, 10)


def test_the_order_of_the_screen_does_not_tell_the_weight_of_a_suppressed_code():
    """Codes are ordered by weight: one that is suppressed stood between two that are not."""
    found = []
    for weight in (0.45, 0.15, 0.05):
        row = {"n_pupils": 100, "n_events": 30, "prevalence": 0.5, "odds_ratio": 1.5,
               "status": "ok", "reason": ""}  # fmt: skip
        rows = [{**row, "code": "D100", "weight": 0.3}, {**row, "code": "B100", "weight": 0.1},
                {**row, "code": "C100", "n_pupils": 14, "n_events": 3, "prevalence": 0.07,
                 "weight": weight}]  # fmt: skip
        rows.sort(key=lambda one: -one["weight"])
        tables = {**made(52, 4, 12), "screen": build(SCREEN, rows)}
        shown = release_results(tables, RULE_OF_10, Background()).tables["screen"]
        assert shown["weight"].notna().sum() == 2
        found.append(shown.to_csv())
    assert len(set(found)) == 1


def test_cohorts_within_the_rounding_release_the_same_through_every_stage():
    """Counts of levels round alike; every other number of the release is the same as well."""
    assert (
        told_apart(files(made(52, 16, 18), OPENSAFELY), files(made(51, 17, 18), OPENSAFELY)) == []
    )
