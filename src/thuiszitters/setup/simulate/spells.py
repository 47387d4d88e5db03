"""Absences that give a pupil the outcome that was drawn, or do not."""

from datetime import date, timedelta

import numpy as np

from thuiszitters.plan.simulation import SimulationSpec

#: First day, last day or None, and the words for authorised, enrolled and exempt.
Spell = tuple[date, date | None, str, str, str]
_DAY = timedelta(days=1)


def spells(
    outcome: bool, birth: date, spec: SimulationSpec, rng: np.random.Generator
) -> list[Spell]:
    """Absences of one pupil: long without a valid reason for a thuiszitter, else not."""
    spells = [_short(spec, rng, 10, "ja") for _ in range(int(rng.poisson(1.5)))]
    spells += [_short(spec, rng, 5, "nee") for _ in range(int(rng.poisson(0.4)))]
    if rng.random() < 0.05:
        spells.append(_short(spec, rng, 8, "onbekend"))
    if outcome:
        return spells + _long(birth, spec, rng)
    chance = rng.random()
    if chance < 0.10:  # longer than four weeks, shorter than three months
        spells.append(_short(spec, rng, 26, "nee", at_least=30))
    elif chance < 0.14:  # a long illness
        spells.append(_short(spec, rng, 120, "ja", at_least=95))
    elif chance < 0.16:  # exempted from compulsory education
        first, last, *_ = _short(spec, rng, 150, "nee", at_least=100)
        spells.append((first, last, "onbekend", "nee", "ja"))
    return spells


def _short(
    spec: SimulationSpec, rng: np.random.Generator, longest: int, reason: str, at_least: int = 1
) -> Spell:
    length = at_least + int(rng.integers(0, longest))
    first = spec.extraction_date - int(rng.integers(length, 640)) * _DAY
    return first, first + (length - 1) * _DAY, reason, "ja", "nee"


def _long(birth: date, spec: SimulationSpec, rng: np.random.Generator) -> list[Spell]:
    """More than three months before the eighteenth birthday, in one spell or two."""
    length = 100 + int(rng.gamma(2.0, 60.0))
    eighteenth = birth.replace(year=birth.year + 18, day=min(birth.day, 28))
    latest = min(spec.extraction_date, eighteenth) - 110 * _DAY
    first = latest - int(rng.integers(0, 400)) * _DAY
    last = first + length * _DAY
    end = None if last >= spec.extraction_date else last
    kind = rng.random()
    if kind < 0.2:
        return [(first, end, "onbekend", "nee", "nee")]
    if kind < 0.35:  # taken off the roll on a Monday, within one episode
        friday = first + (35 + (4 - (first + 35 * _DAY).weekday()) % 7) * _DAY
        return [
            (first, friday, "nee", "ja", "nee"),
            (friday + 3 * _DAY, end, "onbekend", "nee", "nee"),
        ]
    return [(first, end, "nee", "ja", "nee")]
