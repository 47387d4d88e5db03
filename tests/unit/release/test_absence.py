"""Absence leaves in rounded parts, and an outsider who adds and subtracts learns nothing small."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from tests.unit.release.made_tables import COHORT_COUNTS, COUNT_5, OPEN, OPENSAFELY, RULE_OF_10
from tests.unit.release.made_tables import tables_of as base_tables

from thuiszitters.describe.absence import with_shares
from thuiszitters.release import release_results
from thuiszitters.release.absence import base_of, too_few
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.results.schema import build
from thuiszitters.results.tables_absence import ABSENCES, RETURNS

PUPILS = 320
MASKING = [RULE_OF_10, COUNT_5, OPENSAFELY]


def counted(topic, rows, predictor="", unit="pupils"):
    made = []
    for level, (n, part, long) in rows.items():
        made.append(
            {"topic": topic, "predictor": predictor, "level": level, "unit": unit, "n": n}
            | {"n_part": part, "n_long": long, "confidence": 0.95, "pupils": n}
            | {"pupils_part": part or 0, "pupils_long": long, "pupils_short": n - long}
        )
    return made


def curve(at_risk, returned, censored, predictor="", level=""):
    share = 1 - np.cumsum(returned) / (at_risk[0] + returned[0] + censored[0])
    return [
        {"predictor": predictor, "level": level, "weeks": week, "n_at_risk": a, "n_returned": r}
        | {"n_censored": c, "still_absent": s, "ci_low": s / 2, "ci_high": 1.0, "confidence": 0.95}
        for week, (a, r, c, s) in enumerate(zip(at_risk, returned, censored, share, strict=True), 1)
    ]


def tables_of(topics=(), curves=()):
    number = counted("number", {"0": (120, None, 0), "1": (200, None, 60)})
    rows = with_shares(pd.DataFrame([*number, *topics]))
    more = {"absences": build(ABSENCES, rows), "returns": build(RETURNS, curves)}
    return {**base_tables(COHORT_COUNTS), **more}


def shown(tables, profile, name="absences", earlier=()):
    return release_results(tables, profile, earlier=earlier).tables[name]


def of_topic(table, topic):
    return table[table["topic"] == topic].set_index("level")


def attack(released, total, base):
    """Smallest and largest value of each part that agree with everything shown."""
    known = released.notna().to_numpy()
    values = released.fillna(0).to_numpy(dtype="float64")
    # Halves go upward: a count shown as b is from b - base / 2 to the next one, without its end.
    low = np.where(known, np.ceil(values - base / 2), 0)
    high = np.where(known, np.ceil(values + base / 2) - 1, total)
    ends = []
    for place in range(len(values)):
        cost = np.zeros(len(values))
        cost[place] = 1
        sums = {"A_eq": np.ones((1, len(values))), "b_eq": [total]}
        bounds = list(zip(low, high, strict=True))
        found = [linprog(sign * cost, bounds=bounds, **sums).fun * sign for sign in (1, -1)]
        ends.append((found[0], found[1]))
    return np.array(ends)


@pytest.mark.thorough
@pytest.mark.parametrize("profile", MASKING, ids=lambda profile: profile.name)
@pytest.mark.parametrize("seed", range(6))
def test_small_parts_of_a_known_whole_stay_as_wide_as_the_profile_asks(profile, seed):
    rng = np.random.default_rng([14, seed])
    shares = rng.dirichlet(np.full(6, 0.5))
    counts = rng.multinomial(PUPILS, shares)
    rows = {str(level): (int(n), int(n), 0) for level, n in enumerate(counts)}
    table = of_topic(shown(tables_of(counted("transfer", rows)), profile), "transfer")
    bounds = attack(table["n"], PUPILS, base_of(profile))
    width = bounds[:, 1] - bounds[:, 0]
    small = np.array([profile.is_small(int(n)) for n in counts])
    assert table["n"][small].isna().all()
    assert (width[small] >= profile.required_width).all()


@pytest.mark.thorough
@pytest.mark.parametrize("profile", MASKING, ids=lambda profile: profile.name)
@pytest.mark.parametrize("counts", [(30, 20, 6, 4), (41, 0, 18, 1), (2, 3, 50, 5)])
def test_when_problems_were_recorded_leaves_no_small_number_of_pupils(profile, counts):
    rows = [
        {"topic": "recorded", "predictor": "", "level": level, "unit": "pupils", "n": n}
        | {"confidence": 0.95, "pupils": n, "pupils_part": 0, "pupils_long": 0, "pupils_short": n}
        for level, n in zip(("before", "both", "after", "none"), counts, strict=True)
    ]
    table = of_topic(shown(tables_of(rows), profile), "recorded")
    # Whoever knows exactly how many pupils were long absent: the other table gives it rounded.
    bounds = attack(table["n"], sum(counts), base_of(profile))
    small = np.array([profile.is_small(n) for n in counts])
    assert table["n"][small].isna().all()
    assert ((bounds[:, 1] - bounds[:, 0])[small] >= profile.required_width).all()
    assert table[["n_part", "n_long", "share_long"]].isna().all(axis=None)
    assert set(table["reason"].dropna()) <= {
        "suppressed|rule=small_count",
        "suppressed|rule=secondary",
        "suppressed",
        "",
    }


@pytest.mark.thorough
@pytest.mark.parametrize("profile", MASKING, ids=lambda profile: profile.name)
def test_no_exact_count_leaves_beside_nearly_equal_ones(profile):
    topic = counted("early", {"none": (203, 101, 63), "some": (77, 33, 22), "still": (40, 20, 14)})
    table = of_topic(shown(tables_of(topic), profile), "early")
    base = base_of(profile)
    for name in ("n", "n_part", "n_long"):
        assert (table[name].dropna() % base == 0).all()
    rounded = table["n_part"] / table["n"]
    np.testing.assert_allclose(table["share_part"], rounded.astype(float), atol=0.005)


@pytest.mark.thorough
def test_shares_and_intervals_are_those_of_the_rounded_counts():
    topic = counted("early", {"none": (203, 101, 63), "some": (77, 33, 22), "still": (40, 20, 14)})
    table = of_topic(shown(tables_of(topic), RULE_OF_10), "early")
    same = with_shares(table.reset_index().assign(unit="pupils"))
    for name in ("share_long", "long_low", "long_high"):
        own = same[name].to_numpy(dtype="float64")
        np.testing.assert_allclose(table[name].to_numpy("float64"), own, atol=0.0051)


@pytest.mark.thorough
def test_a_small_count_inside_a_row_takes_another_with_it():
    topic = counted("early", {"none": (200, 90, 50), "some": (80, 40, 3), "still": (40, 20, 15)})
    table = of_topic(shown(tables_of(topic), RULE_OF_10), "early")
    assert table["n_long"].isna().tolist() == [False, True, True]
    assert table["n"].notna().all()
    assert table["share_long"].isna().tolist() == [False, True, True]


@pytest.mark.thorough
def test_what_is_left_of_a_row_is_a_count_as_well():
    topic = counted("early", {"none": (200, 197, 50), "some": (80, 40, 20), "still": (40, 20, 15)})
    table = of_topic(shown(tables_of(topic), RULE_OF_10), "early")
    assert pd.isna(table.loc["none", "n_part"])


@pytest.mark.thorough
def test_weeks_leave_only_when_none_of_them_is_small():
    many = counted("week", {"1": (60, None, 20), "2": (60, None, 20)}, unit="spells")
    few = counted("week", {"1": (60, None, 20), "2": (4, None, 2)}, unit="spells")
    assert of_topic(shown(tables_of(many), RULE_OF_10), "week")["n"].notna().all()
    assert of_topic(shown(tables_of(few), RULE_OF_10), "week")["n"].isna().all()


@pytest.mark.thorough
def test_a_factor_with_a_suppressed_count_is_not_shown_here_either():
    rows = {"no": (180, 90, 40), "yes": (140, 70, 40)}
    tables = tables_of(counted("factor", rows, "girl"))
    assert of_topic(shown(tables, RULE_OF_10), "factor")["n_part"].notna().all()
    # Long absence by level is nearly the outcome by level, which is counted exactly elsewhere.
    assert of_topic(shown(tables, RULE_OF_10), "factor")["n_long"].isna().all()
    hidden = {**COHORT_COUNTS, "girl": {"no": (180, 60), "yes": (140, 2)}}
    table = shown({**tables, **base_tables(hidden)}, RULE_OF_10)
    assert of_topic(table, "factor")["n"].isna().all()


@pytest.mark.thorough
def test_a_curve_is_read_only_where_enough_pupils_returned_since_the_last_time():
    rows = curve([200, 196, 170, 166, 120], [0, 4, 26, 4, 46], [0, 0, 0, 0, 0])
    table = shown(tables_of(curves=rows), RULE_OF_10, "returns")
    assert table["still_absent"].notna().tolist() == [True, False, True, False, True]
    assert table["n_returned"].dropna().tolist() == [0, 30, 50]  # 4 and 26, 4 and 46 together
    assert table[["ci_low", "ci_high", "n_censored"]].isna().all(axis=None)


@pytest.mark.parametrize("profile", MASKING)
def test_a_share_of_a_curve_tells_no_more_than_the_rounded_counts(profile):
    one, other = (
        shown(tables_of(curves=curve([191, n], [0, 191 - n], [0, 0])), profile, "returns")
        for n in (91, 92)
    )
    pd.testing.assert_frame_equal(one, other)
    assert one["still_absent"].tolist() == pytest.approx([1, 90 / 190], abs=0.005)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("at_risk", "censored"),
    [([200, 9], [0, 0]), ([200, 150], [0, 3]), ([318, 200], [0, 0])],
    ids=["few are followed", "few went out of sight", "few of the cohort are not in it"],
)
def test_a_curve_stops_where_few_are_told_apart(at_risk, censored):
    rows = curve(at_risk, [0, at_risk[0] - at_risk[1] - censored[1]], censored)
    table = shown(tables_of(curves=rows), RULE_OF_10, "returns")
    assert pd.isna(table["still_absent"].iloc[-1])


@pytest.mark.thorough
def test_one_level_with_few_pupils_hides_another_level_of_the_curve():
    factor = counted("factor", {"no": (180, 90, 40), "yes": (140, 70, 40)}, "girl")
    rows = curve([100], [0], [0], "girl", "no") + curve([4], [0], [0], "girl", "yes")
    table = shown(tables_of(factor, rows), RULE_OF_10, "returns")
    assert table["n_at_risk"].isna().all()


@pytest.mark.thorough
def test_a_count_one_step_from_an_earlier_release_takes_the_table_with_it():
    topic = {"none": (200, 90, 50), "some": (80, 40, 20), "still": (40, 20, 15)}
    before = release_results(tables_of(counted("early", topic)), RULE_OF_10).tables
    now = counted("early", {**topic, "none": (206, 90, 50), "some": (74, 40, 20)})
    earlier = [Earlier("spring", before)]
    assert shown(tables_of(now), RULE_OF_10, earlier=earlier)["n"].isna().all()
    same = tables_of(counted("early", topic))
    assert shown(same, RULE_OF_10, earlier=earlier)["n"].notna().any()


@pytest.mark.thorough
def test_nothing_is_taken_out_where_everything_may_leave():
    rows = curve([200, 3], [0, 197], [0, 0])
    tables = tables_of(counted("early", {"none": (319, 4, 1), "some": (1, 1, 1)}), rows)
    for name in ("absences", "returns"):
        kept = [
            column for column in shown(tables, OPEN, name) if column not in ("status", "reason")
        ]
        pd.testing.assert_frame_equal(
            shown(tables, OPEN, name)[kept], tables[name][kept], check_dtype=False
        )
    assert "pupils" not in shown(tables, OPEN)


def test_a_group_that_is_too_small_needs_company_of_enough_pupils():
    assert too_few([1, 1, 40], RULE_OF_10) == ["small_count", "small_count", "secondary"]
    assert too_few([6, 6, 40], RULE_OF_10) == ["small_count", "small_count", ""]
    assert too_few([0, 6, 40], replace(RULE_OF_10, suppress_zero=False))[0] == "secondary"
