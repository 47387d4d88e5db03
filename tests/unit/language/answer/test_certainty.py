"""Fixed rules say how sure a comparison is; each piece of evidence can take certainty away."""

from dataclasses import replace

import pytest

from thuiszitters.language.answer.certainty import (
    FACTOR_ROOM,
    POINTS,
    ROOM,
    Evidence,
    judge,
    judge_factor,
)

FIRM = Evidence(
    odds_ratio=3.3,
    low=1.5,
    high=7.4,
    p_value=0.004,
    p_holm=0.03,
    risk_low=0.08,
    risk_high=0.34,
    complete_low=1.4,
    complete_high=7.5,
    factor_p=0.0001,
    robust=True,
)


def test_a_comparison_that_everything_bears_out_is_clear():
    assert judge(FIRM).grade == "clear"
    assert judge(FIRM).direction == "higher"


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"low": 1.02}, "near"),
        ({"p_holm": 0.06}, "holm"),
        ({"risk_low": -0.006}, "risk"),
        ({"complete_low": 0.98}, "complete"),
        ({"robust": False}, "robust"),
    ],
)
def test_one_piece_of_evidence_against_makes_it_borderline(change, doubt):
    found = judge(replace(FIRM, **change))
    assert (found.grade, found.doubts) == ("borderline", (doubt,))


def test_what_is_not_released_takes_no_certainty_away():
    bare = Evidence(odds_ratio=3.3, low=1.5, high=7.4, p_value=0.004)
    assert judge(bare).grade == "clear"


def test_a_level_is_no_more_than_inconclusive_when_its_factor_shows_no_difference():
    found = judge(replace(FIRM, factor_p=0.2))
    assert (found.grade, found.doubts) == ("leaning", ("factor",))


@pytest.mark.parametrize(
    ("p_value", "grade"), [(0.052, "leaning"), (POINTS - 0.001, "leaning"), (POINTS, "undirected")]
)
def test_an_interval_that_holds_1_points_one_way_or_not(p_value, grade):
    wide = Evidence(odds_ratio=3.18, low=0.99, high=11.1, p_value=p_value)
    assert judge(wide).grade == grade


def test_room_is_the_same_on_both_sides_of_1():
    up = Evidence(odds_ratio=2.0, low=ROOM, high=4.0, p_value=0.01)
    down = Evidence(odds_ratio=0.5, low=0.25, high=1 / ROOM, p_value=0.01)
    assert (judge(up).grade, judge(down).grade) == ("clear", "clear")
    assert judge(down).direction == "lower"
    near = replace(down, high=1 / ROOM + 0.01)
    assert judge(near).doubts == ("near",)


def test_an_estimate_without_an_interval_is_not_judged():
    assert judge(Evidence(odds_ratio=2.0)).grade == "none"
    assert judge(Evidence(suppressed=True)).grade == "suppressed"


@pytest.mark.parametrize(
    ("evidence", "grade"),
    [
        (Evidence(p_value=FACTOR_ROOM - 0.001), "clear"),
        (Evidence(p_value=FACTOR_ROOM), "borderline"),
        (Evidence(p_value=0.001, complete_p=0.3), "borderline"),
        (Evidence(p_value=0.1), "leaning"),
        (Evidence(p_value=0.5), "undirected"),
        (Evidence(), "none"),
    ],
)
def test_a_factor_is_judged_by_its_test(evidence, grade):
    assert judge_factor(evidence).grade == grade
