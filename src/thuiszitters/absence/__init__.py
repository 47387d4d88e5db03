"""Spells of absence, and the outcome they make under a named definition."""

from thuiszitters.absence.calendar import SchoolCalendar, read_holidays
from thuiszitters.absence.outcome import outcome_from_spells

__all__ = ["SchoolCalendar", "outcome_from_spells", "read_holidays"]
