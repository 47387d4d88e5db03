"""The outcome of every pupil under a named definition, from spells of absence."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from thuiszitters.absence.calendar import SchoolCalendar, add_months, age_window
from thuiszitters.intake.matching import places
from thuiszitters.intake.tables import days
from thuiszitters.plan.outcome import OutcomeDefinition, Threshold

_ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Spells:
    """Spells of absence as arrays of one length.

    Attributes
    ----------
    pupil
        Position of the pupil in the list of pupils.
    first, last
        First and last day of absence, both included.
    absolute
        True where the pupil was not enrolled.
    """

    pupil: "np.typing.NDArray[np.intp]"
    first: "np.typing.NDArray[np.datetime64]"
    last: "np.typing.NDArray[np.datetime64]"
    absolute: "np.typing.NDArray[np.bool_]"

    def take(self, which: "np.typing.NDArray[np.bool_] | np.typing.NDArray[np.intp]") -> "Spells":
        """The spells at these places, in this order."""
        return Spells(self.pupil[which], self.first[which], self.last[which], self.absolute[which])


def outcome_from_spells(
    pupils: pd.DataFrame,
    absences: pd.DataFrame,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar | None = None,
) -> "pd.Series[float]":
    """Whether each pupil was absent as the definition says.

    Parameters
    ----------
    pupils
        Canonical table; ``birth_date`` is used for the age window where it is known.
    absences
        Canonical table of spells.
    definition
        Which spells count, and how long they must last together.
    extraction
        Spells without an end last until this day; nothing after it counts.
    calendar
        School holidays; without it, school days are Mondays to Fridays.

    Returns
    -------
    Series
        1.0, 0.0, or NaN where an unknown reason decides; one value per row of `pupils`.

    Notes
    -----
    Spells that count are cut at the age window, then spells with at most
    ``gap_school_days`` school days between them are chained into episodes, whatever their
    kind; then the longest episode meets the threshold or not.
    """
    calendar = calendar or SchoolCalendar()
    counted = _longest_enough(pupils, absences, definition, extraction, calendar)
    outcome = counted.astype("float64")
    if definition.unknown_reason == "outcome_missing":
        generous = replace(definition, unknown_reason="counted")
        possible = _longest_enough(pupils, absences, generous, extraction, calendar)
        outcome[possible & ~counted] = np.nan
    return pd.Series(outcome, index=pupils.index, name="outcome")


def _longest_enough(
    pupils: pd.DataFrame,
    absences: pd.DataFrame,
    definition: OutcomeDefinition,
    extraction: date,
    calendar: SchoolCalendar,
) -> "np.typing.NDArray[np.bool_]":
    spells = _counted_spells(pupils, absences, definition, extraction)
    outcome = np.zeros(len(pupils), dtype=bool)
    if definition.absolute_any_duration:
        outcome[spells.pupil[spells.absolute]] = True
    episodes, school_days = chain(spells, definition.gap_school_days, calendar)
    long = reaches(episodes, school_days, definition.threshold)
    outcome[episodes.pupil[long]] = True
    return outcome


def _counted_spells(
    pupils: pd.DataFrame, absences: pd.DataFrame, definition: OutcomeDefinition, extraction: date
) -> Spells:
    """Spells whose kind counts, cut at extraction and at the age window."""
    pupil = places(absences["pupil_id"], pupils["pupil_id"])
    absolute = (absences["enrolled"] == "no").to_numpy(dtype=bool)
    last = days(absences["end_date"])
    limit = np.datetime64(extraction, "D")
    last = np.where(np.isnat(last), limit, np.minimum(last, limit))
    spells = Spells(pupil, days(absences["start_date"]), last, absolute)
    spells = spells.take(counts(absences, definition) & (pupil >= 0))
    if definition.age_window != "none" and "birth_date" in pupils:
        opens, closes = age_window(days(pupils["birth_date"]), definition.age_window)
        # fmax and fmin pass over NaT: a pupil without a birth date is not cut.
        spells = replace(
            spells,
            first=np.fmax(spells.first, opens[spells.pupil]),
            last=np.fmin(spells.last, closes[spells.pupil]),
        )
    return spells.take(spells.last >= spells.first)


def counts(absences: pd.DataFrame, definition: OutcomeDefinition) -> "np.typing.NDArray[np.bool_]":
    """Which spells are of a kind that the definition counts.

    Not enrolled is absolute absence. Enrolled, or enrolment unknown, is relative absence:
    it counts without a valid reason, or with one where the definition includes authorised
    absence. An exemption takes a spell out, unless the definition keeps it.
    """
    absolute = absences["enrolled"] == "no"
    reasons = {"no"}
    if definition.authorised:
        reasons.add("yes")
    if definition.unknown_reason == "counted":
        reasons.add("unknown")
    relative = ~absolute & absences["authorised"].isin(reasons)
    counted = (absolute & ("absolute" in definition.kinds)) | (
        relative & ("relative" in definition.kinds)
    )
    if not definition.exempt:
        counted &= absences["exempt"] != "yes"
    return counted.to_numpy(dtype=bool)


def chain(
    spells: Spells, gap: int, calendar: SchoolCalendar
) -> "tuple[Spells, np.typing.NDArray[np.int64]]":
    """Spells joined into episodes, and the school days of absence in each.

    Overlapping and repeated spells count once; days between two chained spells lie inside
    the episode, but are no school days of absence.
    """
    order = np.lexsort((spells.last, spells.first, spells.pupil))
    spells = spells.take(order)
    if not len(order):
        return spells, np.zeros(0, dtype=np.int64)
    reach = _running_last(spells)
    same = spells.pupil[1:] == spells.pupil[:-1]
    after, before = reach[:-1] + _ONE_DAY, spells.first[1:] - _ONE_DAY
    between = calendar.school_days(after, np.maximum(before, after - _ONE_DAY))
    joined = same & (between <= gap)
    starts = np.concatenate(([True], ~joined))
    new_days = np.where(
        np.concatenate(([False], same)),
        np.maximum(spells.first, np.concatenate((spells.first[:1], after))),
        spells.first,
    )
    counted = np.where(
        reach >= new_days, calendar.school_days(new_days, np.maximum(reach, new_days)), 0
    )
    episode = np.flatnonzero(starts)
    ends = np.concatenate((episode[1:], [len(order)])) - 1
    episodes = Spells(
        spells.pupil[episode], spells.first[episode], reach[ends], spells.absolute[episode]
    )
    return episodes, np.add.reduceat(counted, episode)


def _running_last(spells: Spells) -> "np.typing.NDArray[np.datetime64]":
    """Latest last day so far, per pupil; `spells` are sorted by pupil and first day."""
    # One running maximum serves all pupils when each is lifted above the one before.
    numbers = spells.last.astype("int64")
    lift = (spells.pupil - spells.pupil[0]).astype("int64") * (numbers.max() - numbers.min() + 1)
    running = np.maximum.accumulate(numbers + lift) - lift
    return np.asarray(running.astype("datetime64[D]"))


def reaches(
    episodes: Spells, school_days: "np.typing.NDArray[np.int64]", threshold: Threshold | None
) -> "np.typing.NDArray[np.bool_]":
    """Which episodes last as long as the threshold asks."""
    if threshold is None:
        return np.ones(len(episodes.pupil), dtype=bool)
    if threshold.unit == "school_days":
        return (
            school_days > threshold.amount
            if threshold.strict
            else (school_days >= threshold.amount)
        )
    back_at_school = episodes.last + _ONE_DAY
    if threshold.unit == "calendar_months":
        border = add_months(episodes.first, threshold.amount)
    else:
        length = threshold.amount * (7 if threshold.unit == "weeks" else 1)
        border = episodes.first + np.timedelta64(length, "D")
    return back_at_school > border if threshold.strict else back_at_school >= border
