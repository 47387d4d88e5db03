"""Named definitions of the outcome: when a pupil counts as a thuiszitter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from thuiszitters.base.errors import Problem
from thuiszitters.base.text import Text, text

AbsenceKind = Literal["absolute", "relative"]
Unit = Literal["days", "weeks", "calendar_months", "school_days"]
UnknownReason = Literal["not_counted", "counted", "outcome_missing"]
AgeWindow = Literal["none", "compulsory", "until_18"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """How long an episode must last.

    Attributes
    ----------
    amount
        Number of units; the last day of absence counts.
    unit
        ``days`` and ``weeks`` are calendar time, ``calendar_months`` run from date to date,
        ``school_days`` are Mondays to Fridays outside the holidays.
    strict
        True for "longer than", False for "at least".
    """

    amount: int
    unit: Unit
    strict: bool


@dataclass(frozen=True, slots=True)
class HoursRule:
    """So many lesson hours of absence in a moving window.

    Attributes
    ----------
    amount
        Lesson hours.
    in_school_days
        Length of the window: school days in a row, whatever lies between them.
    strict
        True for "more than", False for "at least".
    """

    amount: float
    in_school_days: int
    strict: bool


@dataclass(frozen=True, slots=True)
class AttendanceRule:
    """A share of the possible hours that a pupil did not exceed.

    Attributes
    ----------
    percent
        Hours attended per 100 possible ones.
    strict
        True for "below", False for "at most".
    """

    percent: float
    strict: bool


@dataclass(frozen=True, slots=True)
class OutcomeDefinition:
    """A rule that turns spells of absence into an outcome of 0 or 1.

    Attributes
    ----------
    kinds
        ``absolute`` (not enrolled at a school) and ``relative`` (enrolled, but absent).
    threshold
        Least duration of an episode; None counts an episode of any length.
    hours, attendance
        Instead of episodes: hours of absence in a window, or the share of hours attended.
    absolute_any_duration
        True when a pupil who is not enrolled counts from the first day.
    authorised
        True when relative absence with a valid reason (illness, leave) counts as well.
    unknown_reason
        What a spell without a known reason does: it is not counted, counted, or makes the
        outcome missing where it would decide it.
    exempt
        True when a pupil with an exemption from compulsory education counts as well.
    gap_school_days
        Spells with at most this many school days between them form one episode; 0 chains
        over weekends and holidays only.
    age_window
        Which part of an episode counts: ``compulsory`` is from the month after the fifth
        birthday to the end of the school year in which the pupil turns 16, ``until_18``
        extends it to the day before the eighteenth birthday.
    phrase
        What pupils with the outcome did or were, one verb in the past tense first.
    evidence
        ``verified``, ``seed`` (from a text that was given to the project) or ``own``.
    """

    name: str
    label: Text
    definition: Text
    kinds: tuple[AbsenceKind, ...]
    threshold: Threshold | None
    absolute_any_duration: bool = False
    authorised: bool = False
    unknown_reason: UnknownReason = "not_counted"
    exempt: bool = False
    gap_school_days: int = 0
    age_window: AgeWindow = "until_18"
    evidence: str = "own"
    source: str = ""
    phrase: Text | None = None
    hours: HoursRule | None = None
    attendance: AttendanceRule | None = None

    @property
    def by_hours(self) -> bool:
        """Whether hours decide, and not how long an episode lasts."""
        return self.hours is not None or self.attendance is not None


def outcome_definition(mapping: Mapping[str, Any], name: str) -> OutcomeDefinition:
    """One definition of ``config/outcomes.yaml``, which must already fit its schema.

    Parameters
    ----------
    mapping
        The value under the definition's name.
    name
        That name.
    """
    threshold = mapping.get("threshold")
    return OutcomeDefinition(
        name=name,
        label=text(mapping["label"]),
        definition=text(mapping["definition"]),
        kinds=tuple(mapping["kinds"]),
        threshold=None if threshold is None else _threshold(threshold),
        absolute_any_duration=bool(mapping.get("absolute_any_duration", False)),
        authorised=bool(mapping.get("authorised", False)),
        unknown_reason=mapping.get("unknown_reason", "not_counted"),
        exempt=bool(mapping.get("exempt", False)),
        gap_school_days=int(mapping.get("gap_school_days", 0)),
        age_window=mapping.get("age_window", "until_18"),
        evidence=str(mapping.get("evidence", "own")),
        source=str(mapping.get("source", "")),
        phrase=text(mapping["phrase"]) if "phrase" in mapping else None,
        hours=_hours(mapping["hours"]) if "hours" in mapping else None,
        attendance=_attendance(mapping["attendance"]) if "attendance" in mapping else None,
    )


def definition_problems(content: Mapping[str, Mapping[str, Any]], path: str) -> list[Problem]:
    """Keys of definitions by hours that are about episodes, or about another kind.

    Parameters
    ----------
    content
        The definitions by name, with their defaults.
    path
        Of their file.
    """
    problems = []
    for name, entry in content.items():
        kind = next((key for key in ("attendance", "hours") if key in entry), None)
        if kind is None:
            continue
        idle: dict[str, Any] = {
            "threshold": None,
            "gap_school_days": 0,
            "absolute_any_duration": False,
        }
        if kind == "attendance":
            # The possible hours are those of the whole period, whatever a pupil's age.
            idle |= {"hours": None, "age_window": "none"}
        problems += [
            Problem(
                f"{path}: {name}.{key}",
                f'this does not go with "{kind}"',
                "nothing" if value in (None, 0) else f"{key}: {value}",
                "Leave it out" if value != "none" else "",
            )
            for key, value in idle.items()
            if entry.get(key, value) != value
        ]
    return problems


def _hours(mapping: Mapping[str, Any]) -> HoursRule:
    strict = "more_than" in mapping
    amount = float(mapping["more_than" if strict else "at_least"])
    return HoursRule(amount, int(mapping["in_school_days"]), strict)


def _attendance(mapping: Mapping[str, Any]) -> AttendanceRule:
    strict = "below" in mapping
    return AttendanceRule(float(mapping["below" if strict else "at_most"]), strict)


def _threshold(mapping: Mapping[str, Any]) -> Threshold:
    strict = "more_than" in mapping
    return Threshold(
        amount=int(mapping["more_than" if strict else "at_least"]),
        unit=mapping["unit"],
        strict=strict,
    )
