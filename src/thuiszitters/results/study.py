"""What the released numbers are about: the words and choices in ``study.json``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thuiszitters.base.text import Language, Text
from thuiszitters.plan.words import ReportWords


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """A named list of codes; a pupil has it when one of the codes is recorded."""

    label: Text
    codes: tuple[str, ...]
    except_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeName:
    """The label of a code and how sure it is; see `thuiszitters.codebook.codes.EVIDENCE`.

    Attributes
    ----------
    parent
        The code it is a part of; none at the top of the list.
    """

    label: Text
    evidence: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Predictor:
    """A predictor as a reader meets it.

    Attributes
    ----------
    levels
        Level to label, reference first.
    outcome_adjacent
        Whether its definition holds part of the outcome.
    topics
        What it measures, from `thuiszitters.plan.topics`.
    level_topics
        Level to what having it is about; the empty level stands for a number.
    column, constructs
        Where it comes from: a column of the pupils table, or lists of codes.
    pupils
        Level to the pupils who have it, as running text names them; see `PredictorSpec`.
    """

    name: str
    label: Text
    kind: str
    reference: str | None
    levels: Mapping[str, Text]
    per: float
    unit: Text | None
    outcome_adjacent: bool = False
    topics: tuple[str, ...] = ()
    level_topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    column: str | None = None
    constructs: tuple[CodeGroup, ...] = ()
    pupils: Mapping[str, Text] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether it is something a pupil has or has not, so that its label says it all."""
        return self.kind == "binary" and self.level("no").en.casefold() == "no"

    def short(self, level: str | None, language: Language) -> str:
        """Label of a level, or of the predictor where it has none or a mere yes."""
        if level is None or (self.plain and level == "yes"):
            return self.label.in_language(language)
        return self.level(level).in_language(language)

    def named(self, level: str | None, language: Language) -> str:
        """Label of the predictor, and of a level where that says more."""
        name, short = self.label.in_language(language), self.short(level, language)
        return name if name == short else f"{name}: {short}"

    def level(self, name: str) -> Text:
        """The label of a level; a level without one is shown by its own name."""
        return self.levels.get(name, Text(nl=name, en=name))


@dataclass(frozen=True, slots=True)
class Block:
    """A step of a model."""

    name: str
    label: Text
    predictors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the plan.

    Attributes
    ----------
    complete_pupils
        Whether it is about complete pupils by choice, while other models are imputed.
    """

    name: str
    label: Text
    role: str
    predictors: tuple[str, ...]
    blocks: tuple[Block, ...]
    complete_pupils: bool = False


@dataclass(frozen=True, slots=True)
class Estimation:
    """How every model was estimated; see `thuiszitters.plan.EstimationSpec`.

    Attributes
    ----------
    clusters
        ``site`` where intervals allow for sites, else ``none``.
    sites
        Sites of the cohort; 0 when it names none.
    """

    estimator: str
    interval: str
    level: float
    missing_values: str
    clusters: str
    caution_events: float
    strong_caution_events: float
    covariance: str = "auto"
    sites: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Choices of a run that no table holds; see `thuiszitters.plan.ValidationSpec`.

    Attributes
    ----------
    seed
        Of the random numbers.
    significant_digits
        That the release keeps of numbers that are no counts; 0 keeps all.
    round_to
        Of what counts are multiples; above 1 other numbers are of a cohort with such counts.
    screen_adjust_for, problem_count_adjust_for
        Predictors the codes, and the number of problems, are adjusted for.
    """

    seed: int | None = None
    resamples: int | None = None
    group_events: int | None = None
    significant_digits: int = 0
    round_to: int = 1
    screen_adjust_for: tuple[str, ...] = ()
    screen_min_pupils: int | None = None
    problem_count_adjust_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A named definition of the outcome; one of them is the cohort's own."""

    name: str
    label: Text
    definition: Text
    own: bool


@dataclass(frozen=True, slots=True)
class Study:
    """All words and choices that belong to one cohort's released numbers."""

    cohort: str
    title: Text
    description: Text
    source: Text
    synthetic: bool
    plan_name: str
    plan_title: Text
    question: Text
    outcome_label: Text
    outcome_definition: Text
    predictors: Mapping[str, Predictor]
    models: Mapping[str, Model]
    flow_reasons: Mapping[str, Text]
    estimation: Estimation
    disclosure_profile: str
    disclosure_label: Text
    disclosure_statement: Text
    file_types: tuple[str, ...]
    n_pupils: int | None
    n_events: int | None
    codebook: str | None = None
    codebook_version: str | None = None
    hypotheses: Mapping[str, Text] = field(default_factory=dict)
    hypothesis_notes: Mapping[str, Text] = field(default_factory=dict)
    hypothesis_topics: Mapping[str, str] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    codes: Mapping[str, CodeName] = field(default_factory=dict)
    problem_count: tuple[str, ...] = ()
    not_measured: tuple[Text, ...] = ()
    kept_inside: tuple[Text, ...] = ()
    rounded: bool = False
    outcome_phrase: Text | None = None
    words: ReportWords = field(default_factory=ReportWords)
    extraction_date: str | None = None
    run: Run = field(default_factory=Run)
    causes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmeasured: Mapping[str, Text] = field(default_factory=dict)

    @property
    def main_model(self) -> Model:
        """The first confirmatory model of the plan, or its first model."""
        models = tuple(self.models.values())
        return next((model for model in models if model.role == "confirmatory"), models[0])
