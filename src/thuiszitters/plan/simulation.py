"""What a synthetic cohort is drawn from; the truth against which estimates are held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thuiszitters.plan.cohort import plain_values


@dataclass(frozen=True, slots=True)
class SimulationSpec:
    """The synthetic cohort of ``config/simulation.yaml``.

    Attributes
    ----------
    draw
        Which cohort is drawn under one seed.
    problems
        Problem to the terms of its share: ``base``, and what girls or earlier problems add.
    outcome
        Term to its log odds; ``intercept`` is the log odds of a boy of 15 without problems.
    """

    pupils: int
    pupils_outside_age: int
    reference_date: date
    extraction_date: date
    ages: tuple[int, int]
    share_girls: float
    share_missing: tuple[tuple[str, float], ...]
    share_unclassified: float
    sites: tuple[str, ...]
    problems: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    outcome: tuple[tuple[str, float], ...]
    draw: int = 0


def simulation_spec(mapping: Mapping[str, Any]) -> SimulationSpec:
    """The specification in a file that already fits its schema."""
    plain = plain_values(mapping)
    youngest, oldest = plain["ages"]
    return SimulationSpec(
        pupils=plain["pupils"],
        pupils_outside_age=plain["pupils_outside_age"],
        reference_date=date.fromisoformat(plain["reference_date"]),
        extraction_date=date.fromisoformat(plain["extraction_date"]),
        ages=(youngest, oldest),
        share_girls=plain["share_girls"],
        share_missing=tuple(plain["share_missing"].items()),
        share_unclassified=plain["share_unclassified"],
        sites=tuple(plain["sites"]),
        problems=tuple((name, tuple(terms.items())) for name, terms in plain["problems"].items()),
        outcome=tuple(plain["outcome"].items()),
        draw=int(plain.get("draw", 0)),
    )
