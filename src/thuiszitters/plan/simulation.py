"""What a synthetic cohort is drawn from; the truth against which estimates are held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thuiszitters.plan.cohort import plain_values


@dataclass(frozen=True, slots=True)
class SimulationSpec:
    """A synthetic cohort of ``config/simulation.yaml``.

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


#: The cohort that the file describes at its top.
FIRST = "altra_demo"
#: Files of a simulated extract, below ``data/raw/<cohort>``.
FILES = ("leerlingen", "classificaties", "verzuim")


def simulated_cohorts(mapping: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What every synthetic cohort is drawn from, by its name.

    Parameters
    ----------
    mapping
        A file that fits its schema; ``more_cohorts`` holds what differs from the first.

    Examples
    --------
    >>> more = {"altra_large": {"pupils": 3200, "sites": ["a"]}}
    >>> found = simulated_cohorts({"pupils": 320, "draw": 7, "sites": [], "more_cohorts": more})
    >>> {name: (part["pupils"], part["draw"]) for name, part in found.items()}
    {'altra_demo': (320, 7), 'altra_large': (3200, 0)}
    """
    shared = {key: value for key, value in mapping.items() if key != "more_cohorts"}
    own = {"draw": 0, "pupils_outside_age": 0}
    more = mapping.get("more_cohorts", {})
    return {FIRST: shared} | {name: {**shared, **own, **part} for name, part in more.items()}


def simulated_files(names: Iterable[str]) -> frozenset[str]:
    """Files that a rule of the workflow writes, so that they need not be there beforehand."""
    return frozenset(f"data/raw/{name}/{file}.csv" for name in names for file in FILES)


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
