"""Attacks by enumeration on what leaves: no suppressed count is pinned closer than allowed.

The attacker (`enumeration`) shares no code with the release.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from tests.unit.release.enumeration import asked, consistent_splits, levels
from tests.unit.release.whole_line import plan_of, yes_no

from thuiszitters.base.randomness import Streams
from thuiszitters.base.text import Text
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.models.stage import fit_models
from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.estimation import EstimationSpec
from thuiszitters.release import release_results
from thuiszitters.release.background import Background
from thuiszitters.release.system.families import tabulated_numbers

pytestmark = pytest.mark.thorough

WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)
COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
OPENSAFELY = DisclosureProfile("opensafely", WORD, WORD, 8, True, False, 5, 0, 1.0)
STRICT = replace(RULE_OF_10, name="strict", sensitive_outcomes=("with", "without"))
PROFILES = (RULE_OF_10, COUNT_5, OPENSAFELY, STRICT)
#: Per profile, so 40 in all in tests; `make proof` asks for 500 of each.
COHORTS = asked(10)
#: Pupils with the rare predictor whose splits the attacker tries.
MOST = 9
_NUMBERS = ["odds_ratio", "ci_low", "ci_high", "p_value"]


def cohort(seed, others, missing=0):
    """Pupils with some common predictors and one that few have, as patterns.

    Of some pupils the first common one is not known.
    """
    rng = np.random.default_rng(seed)
    n_pupils, n_rare = int(rng.integers(150, 400)), int(rng.integers(3, 9))
    names = [f"common_{place}" for place in range(others)]
    shares = {name: rng.random(n_pupils) < rng.uniform(0.3, 0.7) for name in names}
    frame = pd.DataFrame(shares, index=range(n_pupils))
    frame["rare"] = False
    frame.loc[rng.choice(n_pupils, n_rare, replace=False), "rare"] = True
    odds = -1.2 + frame[names].to_numpy() @ rng.normal(0.2, 0.5, others) + frame["rare"]
    frame["outcome"] = (rng.random(n_pupils) < 1 / (1 + np.exp(-odds))).astype("int8")
    for name in (*names, "rare"):
        frame[name] = np.where(frame[name], "yes", "no")
    if names:
        frame.loc[rng.choice(n_pupils, missing, replace=False), names[0]] = None
    grouped = frame.groupby([*names, "rare", "outcome"], dropna=False)
    return grouped.size().reset_index(name="n_pupils")


def stages(patterns, plan):
    """Tables of the description and of the models: what the attacks are about."""
    codes = pd.DataFrame({"code": [], "has_code": [], "outcome": [], "n_pupils": []})
    given, chance = {"patterns": patterns, "codes": codes}, Streams(1)
    return {**fit_models(given, plan, chance), **describe_cohort(given, plan, chance)}


def released(patterns, names, profile, estimator="auto"):
    plan = wald_plan(names, estimator)
    return release_results(stages(patterns, plan), profile, plan=plan).tables


def wald_plan(names, estimator="auto"):
    estimation = EstimationSpec(estimator=estimator, interval="wald")
    return replace(plan_of(*map(yes_no, names)), estimation=estimation)


@cache
def fitted_cohort(seed):
    """Patterns, common predictors, plan and fitted tables of a cohort; every profile attacks it.

    One to four predictors, by either estimator, some imputed; in every seventh cohort the rare
    level is one of three. Tables without a row are left out: they cost time and tell nothing. Firth
    over imputations takes longest, up to half a minute: of the first forty one (14) has both.
    """
    others, missing = seed % 4, 12 if seed % 5 == 4 else 0
    patterns = cohort(seed, others, missing)
    names = [f"common_{place}" for place in range(others)]
    plan = wald_plan([*names, "rare"], "firth" if seed % 3 == 2 and seed != 29 else "auto")
    if seed % 7 == 6:
        patterns, plan = with_third_level(patterns, plan, seed)
    made = stages(patterns, plan)
    return (
        patterns,
        names,
        plan,
        {name: made[name] for name in made if len(made[name]) or name == "complete_cases"},
    )


def with_third_level(patterns, plan, seed):
    """Some of the pupils without the rare level get a level of their own."""
    some = (patterns["rare"] == "no") & (np.random.default_rng(seed).random(len(patterns)) < 0.5)
    levels_of = ("no", "some", "yes")
    labels = tuple((level, WORD) for level in levels_of)
    rare = PredictorSpec("rare", WORD, "factor", levels_of, labels, column="rare")
    patterns = patterns.assign(rare=patterns["rare"].mask(some, "some"))
    return patterns, replace(plan, predictors=(*plan.predictors[:-1], rare))


def known_cells(patterns, names):
    """What the attacker is given: the joint table of all but the rare predictor, by outcome."""
    counts = patterns.groupby([*names, "outcome"])["n_pupils"].sum()
    found = {}
    for level in levels(len(names)):
        words = tuple("yes" if one else "no" for one in level)
        found[level] = tuple(int(counts.get((*words, y), 0)) for y in (0, 1))
    return found


def shown_contrasts(tables, names):
    """Released adjusted numbers of the common predictors, by place in the model."""
    table = tables["estimates"]
    own = table[(table["model_kind"] == "adjusted") & (table["level"] == "yes")]
    found = {}
    for place, name in enumerate(names, start=1):
        values = own.loc[own["predictor"] == name, _NUMBERS].iloc[0]
        if values.notna().any():
            found[place] = tuple(values)
    return found


def reach(patterns, names, shown):
    """Smallest and largest number of events of the rare predictor that agree with everything."""
    if not shown:
        return 0, min(MOST, int(patterns.groupby("outcome")["n_pupils"].sum().min()))
    known = known_cells(patterns, names)
    events = consistent_splits(known, shown, MOST)
    return int(events.min()), int(events.max())


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_adjusted_numbers_of_few_predictors_do_not_pin_a_suppressed_count(profile):
    """A count of one is suppressed as well."""
    attacked = 0
    for seed in COHORTS:
        patterns, names, plan, made = fitted_cohort(seed)
        tables = release_results(made, profile, plan=plan).tables
        described = tables["characteristics"]
        rare = described[(described["predictor"] == "rare") & (described["level"] == "yes")]
        if rare["n_events"].notna().all():
            continue  # nobody protects it under this profile
        attacked += 1
        low, high = reach(patterns, names, shown_contrasts(tables, names))
        assert high - low >= min(profile.required_width, MOST), (seed, low, high)
        assert nothing_of_the_fit(tables), seed
    assert attacked or len(COHORTS) < 10


def nothing_of_the_fit(tables):
    """Whether no number of an adjusted fit leaves in any table, for those who attack otherwise."""
    own = tables["estimates"][tables["estimates"]["model_kind"] == "adjusted"]
    fits = tables["fits"][tables["fits"]["model_kind"].isin(["adjusted", "complete", "block"])]
    numbers = [own[_NUMBERS], fits[["auc", "brier", "tjur", "mcfadden", "nagelkerke"]]]
    return not any(part.notna().any(axis=None) for part in numbers)


def test_the_attacker_succeeds_where_the_same_numbers_do_leave():
    """The attack has teeth: from numbers as a journal prints them it finds the count."""
    rounded = DisclosureProfile(
        "rounded", WORD, WORD, 0, False, False, 1, 0, 1.0, maximum_single_share=1.0
    )
    pinned = 0
    for seed in range(6):
        patterns = cohort(seed, 1)
        shown = shown_contrasts(released(patterns, ["common_0", "rare"], rounded), ["common_0"])
        if shown:
            low, high = reach(patterns, ["common_0"], shown)
            pinned += high - low < RULE_OF_10.required_width
    assert pinned > 0


def two_by_two(yes, no):
    """Patterns of one predictor from (pupils, events) of its levels."""
    rows = [
        {"x": level, "outcome": y, "n_pupils": count}
        for level, (pupils, events) in (("yes", yes), ("no", no))
        for y, count in ((1, events), (0, pupils - events))
    ]
    return pd.DataFrame(rows).astype({"outcome": "int8"})


def test_tables_that_round_to_the_same_counts_release_the_same_numbers():
    """Rounding to 5 is not undone: of the tables within it, none can be told from another."""
    rng = np.random.default_rng(12)
    before = None
    for _ in range(12):
        part = rng.integers(-2, 3, size=4)
        patterns = two_by_two((140 + part[0], 30 + part[1]), (180 + part[2], 30 + part[3]))
        totals = patterns.groupby("outcome")["n_pupils"].sum()
        if (totals[0] + totals[1] + 2) // 5 != 64 or (totals[1] + 2) // 5 != 12:
            continue
        made = released(patterns, ["x"], OPENSAFELY)
        text = {name: table.to_csv() for name, table in made.items()}
        assert before in (None, text)
        before = text
    assert before is not None


def test_no_mean_by_outcome_of_a_number_with_few_values_leaves():
    """Mean and spread of a 0-to-3 count by outcome left three tables, all with small cells."""
    spec = PredictorSpec("number", WORD, "numeric", column="number")
    counts = {(0, 0): 120, (1, 0): 90, (2, 0): 44, (3, 0): 2, (0, 1): 30, (1, 1): 21, (2, 1): 12,
              (3, 1): 1}  # fmt: skip
    patterns = pd.DataFrame(
        [{"number": float(v), "outcome": y, "n_pupils": n} for (v, y), n in counts.items()]
    ).astype({"outcome": "int8"})
    plan = plan_of(spec)
    background = Background(tabulated=tabulated_numbers(patterns, plan))
    shown = release_results(stages(patterns, plan), RULE_OF_10, background).tables[
        "characteristics"
    ]
    row = shown[shown["row"] == "number"].iloc[0]
    parts = ["mean_events", "sd_events", "mean_non_events", "sd_non_events"]
    assert row[[*parts, "standardised_difference"]].isna().all()
    assert distributions(320, row["mean"], row["sd"]) > {(3, 0), (3, 9)}


def distributions(n_pupils, mean, sd):
    """Highest value and how many have it, over every distribution of 0 to 3 that is rounded so."""
    found = set()
    for three in range(20):
        for two in range(n_pupils - three + 1):
            ones = np.arange(n_pupils - three - two + 1)
            total, squares = ones + 2 * two + 3 * three, ones + 4 * two + 9 * three
            spread = np.sqrt((squares - total**2 / n_pupils) / (n_pupils - 1))
            near = np.abs(total / n_pupils - mean) <= 0.05
            if (near & (np.abs(spread - sd) <= 0.05)).any():
                found.add((3, three))
                break
    return found
