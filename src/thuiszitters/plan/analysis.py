"""The analysis plan: constructs, predictors and models."""

from dataclasses import dataclass, field
from typing import Literal

from thuiszitters.base.covariances import OF_THE_MODEL
from thuiszitters.base.text import Text
from thuiszitters.plan.estimation import EstimationSpec, MissingValues, ValidationSpec
from thuiszitters.plan.further_specs import (
    DecompositionSpec,
    FractionSpec,
    GroupSpec,
    HypothesisSpec,
    InteractionSpec,
    ProblemCountSpec,
    ScreenSpec,
    SubgroupSpec,
)

PredictorKind = Literal["binary", "factor", "numeric"]
Role = Literal["confirmatory", "exploratory"]

#: Levels of a two-level predictor, reference first. Constructs and recoded columns use them.
BINARY_LEVELS = ("no", "yes")
#: Levels of the problem profile, reference first; the two names are the plan's constructs.
PROFILE_LEVELS = ("neither", "first_only", "second_only", "both")


def count_levels(n_constructs: int, top: int) -> tuple[str, ...]:
    """Levels of a number of constructs: every number, the last one and above as one level.

    Examples
    --------
    >>> count_levels(4, 3), count_levels(2, 3)
    (('0', '1', '2', '3+'), ('0', '1', '2'))
    """
    last = min(top, n_constructs)
    return (*map(str, range(last)), f"{last}+" if last < n_constructs else str(last))


#: Stands where a level would for the pupils with more of a numeric predictor.
MORE = "more"


@dataclass(frozen=True, slots=True)
class ConstructSpec:
    """A named list of codes; a pupil has the construct when one of the codes is recorded.

    Attributes
    ----------
    name
        Key in the plan.
    codes
        Codes, or ranges such as ``A100-A104``, at any level of the code list.
    except_codes
        Recorded codes that do not count, although a range or a group above them is listed.
    allow_outcome_adjacent
        True when codes whose definition contains the outcome may be used, and are marked.
    counted
        Recorded codes that give a pupil the construct, by the code list of the cohort; empty
        where a stage does not need them.
    """

    name: str
    label: Text
    codes: tuple[str, ...]
    except_codes: tuple[str, ...] = ()
    allow_outcome_adjacent: bool = False
    counted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SplineSpec:
    """A number whose odds ratio is also given as a curve (restricted cubic spline).

    Attributes
    ----------
    knots
        Three to five, at Harrell's quantiles.
    reference
        Value the others are compared with, in the unit of the column; none for the round value
        nearest to the middle knot.
    """

    knots: int = 4
    reference: float | None = None


@dataclass(frozen=True, slots=True)
class PredictorSpec:
    """One predictor of the analysis table.

    Attributes
    ----------
    name
        Column of the analysis table and of the patterns.
    kind
        ``binary`` (levels no, yes), ``factor`` (named levels) or ``numeric``.
    levels
        Allowed levels, reference first; empty for ``numeric``.
    level_labels
        Level to its label, in both languages.
    per
        A numeric odds ratio is per this many units of the column.
    unit
        Name of that unit, for numeric predictors.
    column, construct, profile, count
        Where the predictor comes from: exactly one of a column of the pupils table, a
        construct, a pair of constructs that make a problem profile, or constructs that are
        counted (`count_levels`).
    column_values
        Value in the column to level, for a predictor from a column; empty keeps values.
    topics
        What it measures, from `thuiszitters.plan.topics.TOPICS`; for a problem profile the topic
        of its first construct, then of its second.
    pupils
        Level to the pupils who have it, as running text names them; a number has `MORE`.
    spline
        Of a number whose odds ratio is also given as a curve.
    """

    name: str
    label: Text
    kind: PredictorKind
    levels: tuple[str, ...] = ()
    level_labels: tuple[tuple[str, Text], ...] = ()
    per: float = 1.0
    unit: Text | None = None
    column: str | None = None
    construct: str | None = None
    profile: tuple[str, str] | None = None
    column_values: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    pupils: tuple[tuple[str, Text], ...] = ()
    spline: SplineSpec | None = None
    count: tuple[str, ...] = ()

    @property
    def constructs(self) -> tuple[str, ...]:
        """Constructs that it is made from; none for a column."""
        single = () if self.construct is None else (self.construct,)
        return (*(self.profile or ()), *single, *self.count)

    @property
    def reference(self) -> str | None:
        """The level every other level is compared with; none for a number."""
        return self.levels[0] if self.levels else None

    def level_label(self, level: str) -> Text:
        return dict(self.level_labels)[level]


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A group of predictors that enters a model at one step."""

    name: str
    label: Text
    predictors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One logistic regression: which predictors, in which blocks, with which role.

    Attributes
    ----------
    missing_values
        ``complete_cases`` keeps its predictors out of the imputation; none for the choice of
        `EstimationSpec`.
    """

    name: str
    label: Text
    predictors: tuple[str, ...]
    role: Role = "confirmatory"
    blocks: tuple[BlockSpec, ...] = ()
    missing_values: MissingValues | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An analysis plan, whole and checked."""

    name: str
    title: Text
    question: Text
    codebook: str | None
    constructs: tuple[ConstructSpec, ...]
    predictors: tuple[PredictorSpec, ...]
    models: tuple[ModelSpec, ...]
    estimation: EstimationSpec
    interactions: tuple[InteractionSpec, ...] = ()
    subgroups: tuple[SubgroupSpec, ...] = ()
    decompositions: tuple[DecompositionSpec, ...] = ()
    validation: ValidationSpec = field(default_factory=ValidationSpec)
    screen: ScreenSpec | None = None
    problem_count: ProblemCountSpec | None = None
    hypotheses: tuple[HypothesisSpec, ...] = ()
    fractions: tuple[FractionSpec, ...] = ()
    group_risks: tuple[GroupSpec, ...] = ()
    causes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unmeasured: tuple[tuple[str, Text], ...] = ()

    def model(self, name: str) -> ModelSpec:
        return next(spec for spec in self.models if spec.name == name)

    @property
    def main_model(self) -> ModelSpec:
        """The first confirmatory model, or the first of all."""
        return next((spec for spec in self.models if spec.role == "confirmatory"), self.models[0])

    def imputes(self, model: ModelSpec) -> bool:
        """Whether missing values of a model are imputed, where there are any."""
        return (model.missing_values or self.estimation.missing_values) == "impute"

    @property
    def rests_on_likelihood(self) -> bool:
        """Whether every estimate is of complete pupils, taken as independent, whoever they are."""
        independent = self.estimation.clusters == "none"
        of_model = self.estimation.variance_kind(clustered=False) == OF_THE_MODEL
        return independent and of_model and not any(map(self.imputes, self.models))

    def predictor(self, name: str) -> PredictorSpec:
        return next(spec for spec in self.predictors if spec.name == name)

    def construct(self, name: str) -> ConstructSpec:
        return next(spec for spec in self.constructs if spec.name == name)
