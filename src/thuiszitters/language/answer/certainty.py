"""How sure a comparison is: fixed rules over everything that is released about it.

Three grades, the last in two shades. A comparison is *clear* when its interval keeps away from 1
and nothing else that was looked at contradicts it; *borderline* when the interval excludes 1 but
something else does not; *inconclusive* when the interval holds 1, pointing one way or not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Grade = Literal["clear", "borderline", "leaning", "undirected", "suppressed", "none"]
Direction = Literal["higher", "lower", "differs", ""]
#: What can keep a comparison whose interval excludes 1 from being clear.
Doubt = Literal["near", "holm", "risk", "complete", "robust", "factor"]

#: The end of the interval nearest 1 must be at least this odds ratio away from it.
ROOM = 1.1
#: Below this p-value an inconclusive comparison points one way: an interval of 80% excludes 1.
POINTS = 0.20
#: A factor as a whole has no interval; it keeps away from chance below this p-value.
FACTOR_ROOM = 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is released about one comparison; NaN where nothing is.

    Attributes
    ----------
    odds_ratio, low, high, p_value
        The adjusted odds ratio of the comparison. A factor as a whole has a p-value only.
    p_holm
        The p-value after Holm, over the comparisons of the plan.
    risk_low, risk_high
        Interval of the difference of standardised risks.
    complete_low, complete_high
        Interval of the odds ratio among pupils about whom everything is known.
    factor_p
        Test of the factor as a whole, for one level of a factor.
    complete_p
        The same test among pupils about whom everything is known, for a factor as a whole.
    robust
        Whether every analysis of the robustness stage gave the same direction.
    level
        Coverage of the intervals.
    suppressed
        Whether the release took the numbers out.
    """

    odds_ratio: float = math.nan
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan
    p_holm: float = math.nan
    risk_low: float = math.nan
    risk_high: float = math.nan
    complete_low: float = math.nan
    complete_high: float = math.nan
    factor_p: float = math.nan
    complete_p: float = math.nan
    robust: bool | None = None
    level: float = 0.95
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade, the direction it points in, and what keeps it from being clear."""

    grade: Grade
    direction: Direction = ""
    doubts: tuple[Doubt, ...] = ()


def judge(evidence: Evidence) -> Judgement:
    """Grade one comparison by its own interval and everything beside it.

    A level of a factor is judged by the test of the factor first: where that test does not
    reject, no level of it is more than inconclusive.

    Examples
    --------
    >>> judge(Evidence(odds_ratio=3.2, low=1.5, high=6.9, p_value=0.003)).grade
    'clear'
    >>> judge(Evidence(odds_ratio=2.1, low=1.02, high=4.2, p_value=0.044))
    Judgement(grade='borderline', direction='higher', doubts=('near',))
    >>> judge(Evidence(odds_ratio=3.2, low=0.99, high=11.1, p_value=0.052))
    Judgement(grade='leaning', direction='higher', doubts=())
    """
    if math.isnan(evidence.low) or math.isnan(evidence.high):
        return Judgement("suppressed" if evidence.suppressed else "none")
    direction: Direction = "higher" if evidence.odds_ratio > 1 else "lower"
    if evidence.low <= 1 <= evidence.high:
        return _inconclusive(evidence.p_value, direction)
    if evidence.factor_p >= _alpha(evidence):
        return Judgement("leaning", direction, ("factor",))
    doubts = tuple(_doubts(evidence))
    return Judgement("borderline" if doubts else "clear", direction, doubts)


def judge_factor(evidence: Evidence) -> Judgement:
    """Grade a factor as a whole by its test.

    Examples
    --------
    >>> judge_factor(Evidence(p_value=0.003)).grade, judge_factor(Evidence(p_value=0.04)).grade
    ('clear', 'borderline')
    """
    if math.isnan(evidence.p_value):
        return Judgement("suppressed" if evidence.suppressed else "none")
    if evidence.p_value >= _alpha(evidence):
        return _inconclusive(evidence.p_value, "differs")
    doubts: list[Doubt] = ["near"] if evidence.p_value >= FACTOR_ROOM else []
    if evidence.p_holm >= _alpha(evidence):
        doubts.append("holm")
    if evidence.complete_p >= _alpha(evidence):
        doubts.append("complete")
    return Judgement("borderline" if doubts else "clear", "differs", tuple(doubts))


def _alpha(evidence: Evidence) -> float:
    return 1 - evidence.level


def _inconclusive(p_value: float, direction: Direction) -> Judgement:
    if p_value < POINTS:
        return Judgement("leaning", direction)
    return Judgement("undirected")


def _doubts(evidence: Evidence) -> Sequence[Doubt]:
    """Everything that does not bear out an interval that excludes 1; what is NaN says nothing."""
    up = evidence.odds_ratio > 1
    nearest = evidence.low if up else 1 / evidence.high if evidence.high > 0 else math.inf
    found: list[Doubt] = ["near"] if nearest < ROOM else []
    if evidence.p_holm >= _alpha(evidence):
        found.append("holm")
    if evidence.risk_low <= 0 <= evidence.risk_high:
        found.append("risk")
    if evidence.complete_low <= 1 <= evidence.complete_high:
        found.append("complete")
    if evidence.robust is False:
        found.append("robust")
    return found
