"""What the plan and the patterns say beside the tables, for whoever judges a release."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thuiszitters.release.system.counts import Cell, Group


@dataclass(frozen=True, slots=True)
class Background:
    """What the plan and the patterns say beside the tables.

    Attributes
    ----------
    parents
        Code to the code above it.
    parts
        Cells of the groups of related predictors.
    related
        Numeric predictor to the predictors that are made from the same column.
    few_valued
        Numeric predictors that take so few values that a mean gives a count away.
    dominated
        Numeric predictors of which one pupil makes up too large a part.
    tabulated
        Numeric predictors that take so few values that means by outcome leave few tables.
    of_code
        Code to the predictors that count it, or a code below it.
    counted
        Predictors of which a plan counts how many a pupil has.
    level
        Coverage of the intervals.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[Group, tuple[Cell, ...]] = field(default_factory=dict)
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    few_valued: frozenset[str] = frozenset()
    dominated: frozenset[str] = frozenset()
    tabulated: frozenset[str] = frozenset()
    of_code: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    level: float = 0.95
