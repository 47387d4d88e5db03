"""What a synthetic cohort is drawn from; the truth against which estimates are held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thuiszitters.plan.cohort import plain_values

#: What a share starts from (``base``), and what it gains where a pupil is so.
Terms = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SimulatedBackground:
    """School history and background, drawn after everything else from a stream of their own.

    Attributes
    ----------
    shares
        Yes/no column to the terms of its share.
    within
        Yes/no column to the problem without which nobody has it.
    school_changes
        Terms of the expected number.
    level_drop
        Terms of the share that attends a lower level than was advised.
    intelligence
        Mean and standard deviation of the score.
    """

    shares: tuple[tuple[str, Terms], ...]
    within: tuple[tuple[str, str], ...]
    school_changes: Terms
    level_drop: Terms
    intelligence: tuple[float, float]
    missing_advice: float
    missing_intelligence: float


@dataclass(frozen=True, slots=True)
class SimulatedProblem:
    """A problem of pupils who have codes already, drawn after everything else.

    Attributes
    ----------
    codes
        One of these is recorded.
    share
        Of the pupils who may have it.
    within
        Problems of which a pupil has at least one; none asks for nothing.
    """

    codes: tuple[str, ...]
    share: float
    within: tuple[str, ...] = ()


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
    background
        School history and background; None writes no such columns.
    further
        Problems whose codes come beside the others.
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
    background: SimulatedBackground | None = None
    further: tuple[SimulatedProblem, ...] = ()


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
        background=_background(plain["background"]) if "background" in plain else None,
        further=tuple(
            SimulatedProblem(tuple(part["codes"]), part["share"], tuple(part.get("within", ())))
            for part in plain.get("further_problems", {}).values()
        ),
    )


def _background(plain: Mapping[str, Any]) -> SimulatedBackground:
    shares = plain["shares"].items()
    return SimulatedBackground(
        shares=tuple((name, _terms(part["share"])) for name, part in shares),
        within=tuple((name, part["within"]) for name, part in shares if "within" in part),
        school_changes=_terms(plain["school_changes"]),
        level_drop=_terms(plain["level_drop"]),
        intelligence=(plain["intelligence"]["mean"], plain["intelligence"]["deviation"]),
        missing_advice=plain["missing"]["advice"],
        missing_intelligence=plain["missing"]["intelligence"],
    )


def _terms(part: Mapping[str, Any]) -> Terms:
    return tuple((name, float(value)) for name, value in part.items())
