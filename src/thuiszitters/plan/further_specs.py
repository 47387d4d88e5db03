"""What a plan asks beyond the odds ratios of its models."""

from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Text


@dataclass(frozen=True, slots=True)
class InteractionSpec:
    """Two predictors of a model whose joint association is looked at."""

    model: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SubgroupSpec:
    """A predictor of a model whose odds ratio is given within every level of another.

    Attributes
    ----------
    predictor
        Whose odds ratio.
    by
        Predictor with levels that makes the groups.
    """

    model: str
    predictor: str
    by: str


@dataclass(frozen=True, slots=True)
class FractionSpec:
    """A predictor with levels of which the share of the outcome that goes with it is given."""

    model: str
    predictor: str


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """Pupils who share some levels, of whom a model's predicted risk is given.

    Attributes
    ----------
    levels
        Predictor and its level, one after the other; other predictors stay as pupils have them.
    """

    model: str
    levels: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """How results write the group: ``a=x & b=y``."""
        return " & ".join(f"{predictor}={level}" for predictor, level in self.levels)


@dataclass(frozen=True, slots=True)
class DecompositionSpec:
    """How much of an association runs together with another predictor.

    Attributes
    ----------
    exposures
        Predictors whose association is taken apart.
    through
        The two-level predictor it may run together with.
    """

    name: str
    label: Text
    model: str
    exposures: tuple[str, ...]
    through: str


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """An exploratory look at every code on its own.

    Attributes
    ----------
    adjust_for
        Predictors every code is adjusted for.
    min_pupils
        Codes with fewer pupils are not looked at.
    """

    adjust_for: tuple[str, ...]
    min_pupils: int = 10


@dataclass(frozen=True, slots=True)
class ProblemCountSpec:
    """How many problem domains come at once.

    Attributes
    ----------
    domains
        Two-level predictors that are counted.
    top
        This many or more count as one step.
    """

    domains: tuple[str, ...]
    adjust_for: tuple[str, ...]
    top: int = 3


@dataclass(frozen=True, slots=True)
class HypothesisSpec:
    """An expectation from the literature, tied to a contrast of the plan.

    Attributes
    ----------
    expected
        Direction of the odds ratio: up, down, or any when the literature names none.
    study
        What the study found: supported, contradicted, no_indication, protective, reframed or
        unknown.
    model, predictor, level
        The contrast; no model when the cohort does not measure it.
    note
        What the study's finding leaves out when it is said in one word.
    topic
        The reason it is about, to say whether codes show it where no model does.
    """

    name: str
    label: Text
    expected: Literal["up", "down", "any"]
    study: str
    model: str | None = None
    predictor: str | None = None
    level: str | None = None
    note: Text | None = None
    topic: str | None = None
