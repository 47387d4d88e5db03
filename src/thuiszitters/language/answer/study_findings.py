"""Every finding of the study beside what these data say of it."""

import math
from dataclasses import dataclass
from typing import Literal

from thuiszitters.language.answer.evidence import Answer, answer_to, answers
from thuiszitters.plan.study_findings import StudyFinding
from thuiszitters.plan.words import Part
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records, suppressed

#: Same or other direction, and no answer for one reason or another.
Agreement = Literal["same", "other", "open", "not_measured"]
_SETTLED = ("clear", "borderline")
#: What the study said, as the direction an odds ratio would have.
_DIRECTIONS = {"higher": "higher", "lower": "lower", "protective": "lower"}


@dataclass(frozen=True, slots=True)
class Shared:
    """How much of an association is shared with another predictor, on the log odds scale.

    Attributes
    ----------
    share
        Part of the association that is shared; NaN where there is none to name.
    odds_ratio, low, high
        Of the shared part; NaN where it is suppressed or was not estimated.
    """

    through: str
    share: float
    odds_ratio: float
    low: float
    high: float
    suppressed: bool

    @property
    def settled(self) -> bool:
        """Whether the interval of the shared part excludes 1."""
        return self.low > 1.0 or self.high < 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A finding with this cohort's answer: a comparison, a decomposition, or neither."""

    finding: StudyFinding
    answer: Answer | None = None
    shared: Shared | None = None


def study_comparisons(numbers: Numbers) -> tuple[Comparison, ...]:
    """Every finding the plan lists, in its order."""
    return tuple(_comparison(one, numbers) for one in numbers.study.words.findings)


def study_answers(numbers: Numbers) -> tuple[Answer, ...]:
    """Findings that are answered by a comparison; without a list, the parts the study spoke of."""
    if not numbers.study.words.findings:
        return tuple(one for one in answers(numbers) if one.part.study)
    return tuple(one.answer for one in study_comparisons(numbers) if one.answer is not None)


def agreement(one: Comparison) -> Agreement:
    """Whether these data say what the study said; inconclusive is neither."""
    if one.shared is not None:
        if not one.shared.settled:
            return "open"
        return "same" if one.shared.share > 0 else "other"
    if one.answer is None:
        return "not_measured"
    judgement = one.answer.judgement
    if judgement.grade not in _SETTLED:
        return "open"
    return "same" if _DIRECTIONS.get(one.finding.study) == judgement.direction else "other"


def _comparison(finding: StudyFinding, numbers: Numbers) -> Comparison:
    if finding.decomposition is not None:
        return Comparison(finding, shared=_shared(finding, numbers))
    if finding.model is None or finding.predictor is None:
        return Comparison(finding)
    contrast = (finding.model, finding.predictor, finding.level)
    part = Part(finding.name, finding.label, *contrast, finding.study)
    return Comparison(finding, answer=answer_to(part, numbers))


def _shared(finding: StudyFinding, numbers: Numbers) -> Shared | None:
    """The shared part by Karlson, Holm and Breen's method; none without the table."""
    if "decompositions" not in numbers.more:
        return None
    row = next((row for row in records(numbers.more["decompositions"]) if _is(row, finding)), None)
    if row is None:
        return None
    ratio, low, high = (_exp(number(row[key])) for key in ("estimate", "low", "high"))
    return Shared(str(row["through"]), number(row["share"]), ratio, low, high, suppressed(row))


def _is(row: StoredRow, finding: StudyFinding) -> bool:
    level = finding.level
    return bool(
        row["decomposition"] == finding.decomposition
        and (row["method"], row["part"]) == ("khb", "indirect")
        and row["predictor"] == finding.predictor
        and (level is None or row["level"] == level)
    )


def _exp(value: float) -> float:
    """The odds ratio of log odds; an infinite end stays one."""
    return math.inf if value == math.inf else math.exp(value)
