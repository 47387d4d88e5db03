"""What the released numbers are about: the words and choices in ``study.json``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thuiszitters.base.text import Language, Text, text
from thuiszitters.plan.disclosure import OPTIONAL_FILE_TYPES
from thuiszitters.plan.words import ReportWords, report_words


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
    """A model of the plan."""

    name: str
    label: Text
    role: str
    predictors: tuple[str, ...]
    blocks: tuple[Block, ...]


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
    screen_adjust_for, stacking_adjust_for
        Predictors the codes, and the number of problems, are adjusted for.
    """

    seed: int | None = None
    resamples: int | None = None
    group_events: int | None = None
    significant_digits: int = 0
    screen_adjust_for: tuple[str, ...] = ()
    screen_min_pupils: int | None = None
    stacking_adjust_for: tuple[str, ...] = ()


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
    stacking: tuple[str, ...] = ()
    not_measured: tuple[Text, ...] = ()
    rounded: bool = False
    outcome_phrase: Text | None = None
    words: ReportWords = field(default_factory=ReportWords)
    extraction_date: str | None = None
    run: Run = field(default_factory=Run)

    @property
    def main_model(self) -> Model:
        """The first confirmatory model of the plan, or its first model."""
        models = tuple(self.models.values())
        return next((model for model in models if model.role == "confirmatory"), models[0])


def _predictor(name: str, entry: Mapping[str, Any]) -> Predictor:
    levels = {level: text(label) for level, label in (entry.get("levels") or {}).items()}
    unit = entry.get("unit")
    return Predictor(
        name=name,
        label=text(entry["label"]),
        kind=entry["kind"],
        reference=entry.get("reference"),
        levels=levels,
        per=float(entry.get("per") or 1.0),
        unit=text(unit) if unit else None,
        outcome_adjacent=bool(entry.get("outcome_adjacent", False)),
        topics=tuple(entry.get("topics") or ()),
        level_topics={
            level: tuple(topics) for level, topics in (entry.get("level_topics") or {}).items()
        },
        column=entry.get("column"),
        pupils={level: text(words) for level, words in (entry.get("pupils") or {}).items()},
        constructs=tuple(
            CodeGroup(text(part["label"]), tuple(part["codes"]), tuple(part["except_codes"]))
            for part in entry.get("constructs") or ()
        ),
    )


def _model(name: str, entry: Mapping[str, Any]) -> Model:
    blocks = tuple(
        Block(block["name"], text(block["label"]), tuple(block["predictors"]))
        for block in entry.get("blocks") or ()
    )
    return Model(name, text(entry["label"]), entry["role"], tuple(entry["predictors"]), blocks)


def study_from(document: Mapping[str, Any]) -> Study:
    """A `Study` from the content of ``study.json``; a missing key raises `KeyError`."""
    plan, outcome, disclosure = document["plan"], document["outcome"], document["disclosure"]
    return Study(
        cohort=document["cohort"],
        title=text(document["title"]),
        description=text(document["description"]),
        source=text(document["source"]),
        synthetic=bool(document["synthetic"]),
        plan_name=plan["name"],
        plan_title=text(plan["title"]),
        question=text(plan["question"]),
        outcome_label=text(outcome["label"]),
        outcome_definition=text(outcome["definition"]),
        predictors={
            name: _predictor(name, entry) for name, entry in document["predictors"].items()
        },
        models={name: _model(name, entry) for name, entry in document["models"].items()},
        flow_reasons={reason: text(label) for reason, label in document["flow_reasons"].items()},
        estimation=_estimation(document["estimation"]),
        disclosure_profile=disclosure["profile"],
        disclosure_label=text(disclosure["label"]),
        disclosure_statement=text(disclosure["statement"]),
        file_types=tuple(disclosure.get("file_types", OPTIONAL_FILE_TYPES)),
        rounded=bool(disclosure.get("rounded", False)),
        n_pupils=document["n_pupils"],
        n_events=document["n_events"],
        codebook=plan.get("codebook"),
        codebook_version=plan.get("codebook_version"),
        hypotheses={
            name: text(entry["label"]) for name, entry in document.get("hypotheses", {}).items()
        },
        definitions=tuple(
            Definition(name, text(one["label"]), text(one["definition"]), bool(one["own"]))
            for name, one in document.get("definitions", {}).items()
        ),
        hypothesis_notes={
            name: text(entry["note"])
            for name, entry in document.get("hypotheses", {}).items()
            if "note" in entry
        },
        hypothesis_topics={
            name: str(entry["topic"])
            for name, entry in document.get("hypotheses", {}).items()
            if "topic" in entry
        },
        codes={
            code: CodeName(text(entry["label"]), entry["evidence"], entry.get("parent"))
            for code, entry in document.get("codes", {}).items()
        },
        not_measured=tuple(text(label) for label in document.get("not_measured", {}).values()),
        stacking=tuple(document.get("stacking", {}).get("domains", ())),
        outcome_phrase=text(outcome["phrase"]) if "phrase" in outcome else None,
        words=report_words(
            document.get("report", {}).get("plan", {}), document.get("report", {}).get("cohort", {})
        ),
        extraction_date=document.get("extraction_date"),
        run=_run(document.get("run", {})),
    )


def _run(document: Mapping[str, Any]) -> Run:
    """What was chosen for the run; older records tell nothing of it."""
    known = {
        key: document[key] for key in Run.__dataclass_fields__ if document.get(key) is not None
    }
    lists = {key: tuple(value) for key, value in known.items() if isinstance(value, list)}
    return Run(**{**known, **lists})


def _estimation(document: Mapping[str, Any]) -> Estimation:
    """How models were estimated; older records tell of complete cases without clusters."""
    known = {"missing_values": "complete_cases", "clusters": "none", **document}
    # Records from before clusters were estimated by CR2 have CR1 wherever there were clusters.
    known = {"covariance": "CR1", "sites": 0, **known}
    return Estimation(**{key: known[key] for key in Estimation.__dataclass_fields__})
