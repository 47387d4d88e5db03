"""From a plan file's content to a `Plan`: first its shape, then its meaning, then objects."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from thuiszitters.base.errors import PlanError, raise_problems
from thuiszitters.base.text import Text, text
from thuiszitters.plan.analysis import (
    BlockSpec,
    ConstructSpec,
    ModelSpec,
    Plan,
    PredictorSpec,
    SplineSpec,
    count_levels,
)
from thuiszitters.plan.estimation import EstimationSpec, ValidationSpec
from thuiszitters.plan.further import further_sections
from thuiszitters.plan.further_specs import (
    DecompositionSpec,
    InteractionSpec,
    SubgroupSpec,
)
from thuiszitters.plan.meaning import meaning_problems

T = TypeVar("T")

_NO = Text(nl="Nee", en="No")
_YES = Text(nl="Ja", en="Yes")
_SECTIONS = (
    "constructs",
    "predictors",
    "models",
    "estimation",
    "interactions",
    "subgroups",
    "decompositions",
    "validation",
    "screen",
    "problem_count",
    "hypotheses",
    "fractions",
    "group_risks",
    "causes",
    "unmeasured",
)


def plan_spec(content: Mapping[str, Any], name: str) -> Plan:
    """Build a plan from content that its schema allows, defaults filled in.

    Parameters
    ----------
    content
        The plan file.
    name
        Name of the file, for messages and tables.

    Raises
    ------
    PlanError
        With every problem of meaning: a predictor without a source, a model that names
        an unknown predictor, a reference that is no level.
    """
    raise_problems(list(meaning_problems(content, f"config/plans/{name}.yaml")), PlanError)
    return replace(
        plan_of_sections(**{key: content.get(key) for key in _SECTIONS}),
        name=name,
        title=text(content["title"]),
        question=text(content["question"]),
        codebook=content.get("codebook"),
    )


def plan_of_sections(**sections: Any) -> Plan:
    """A plan of which a stage knows only the sections it depends on; the others are empty.

    The stages of the workflow take no more of a plan than they need, so that a change in
    one section reruns only what depends on it. The sections were checked as a whole plan
    before.

    Parameters
    ----------
    sections
        ``name`` of the plan where messages need it, and any of ``constructs``, ``predictors``,
        ``models``, ``estimation``, ``interactions``, ``subgroups``, ``decompositions``,
        ``validation``, ``screen``, ``problem_count``, ``hypotheses``, ``fractions``,
        ``group_risks``, ``causes`` and ``unmeasured``;
        what else a rule is given is left alone.
    """
    return Plan(
        name=sections.get("name", ""),
        title=_NO,
        question=_NO,
        codebook=None,
        constructs=tuple(_each(_construct, sections.get("constructs"))),
        predictors=tuple(_each(_predictor, sections.get("predictors"))),
        models=tuple(_each(_model, sections.get("models"))),
        estimation=EstimationSpec(**sections.get("estimation", {})),
        interactions=tuple(_interaction(part) for part in sections.get("interactions", ())),
        subgroups=tuple(SubgroupSpec(**part) for part in sections.get("subgroups", ())),
        decompositions=tuple(_each(_decomposition, sections.get("decompositions"))),
        validation=ValidationSpec(**sections.get("validation", {})),
        **further_sections(sections),
    )


def _each(build: Callable[[str, Mapping[str, Any]], T], section: Any) -> Iterator[T]:
    return (build(name, part) for name, part in (section or {}).items())


def _interaction(part: Mapping[str, Any]) -> InteractionSpec:
    first, second = part["predictors"]
    return InteractionSpec(model=part["model"], first=first, second=second)


def _decomposition(name: str, part: Mapping[str, Any]) -> DecompositionSpec:
    return DecompositionSpec(
        name=name,
        label=text(part["label"]),
        model=part["model"],
        exposures=tuple(part["exposures"]),
        through=part["through"],
    )


def _construct(name: str, part: Mapping[str, Any]) -> ConstructSpec:
    return ConstructSpec(
        name=name,
        label=text(part["label"]),
        codes=tuple(part["codes"]),
        except_codes=tuple(part["except_codes"]),
        allow_outcome_adjacent=part["allow_outcome_adjacent"],
    )


def _predictor(name: str, part: Mapping[str, Any]) -> PredictorSpec:
    labels = {level: text(label) for level, label in part.get("levels", {}).items()}
    if part["kind"] == "binary":
        labels = {"no": labels.get("no", _NO), "yes": labels.get("yes", _YES)}
    counted = tuple(part.get("count", ()))
    if counted:
        labels = {level: _number_label(level) for level in count_levels(len(counted), part["top"])}
    values = {value: level for level in ("no", "yes") for value in part.get(level, ())}
    return PredictorSpec(
        name=name,
        label=text(part["label"]),
        kind=part["kind"],
        levels=_reference_first(tuple(labels), part.get("reference")),
        level_labels=tuple(labels.items()),
        per=float(part["per"]),
        unit=text(part["unit"]) if "unit" in part else None,
        column=part.get("column"),
        construct=part.get("construct"),
        profile=tuple(part["profile"]) if "profile" in part else None,
        column_values=tuple(values.items()),
        topics=tuple(part.get("topics", ())),
        pupils=tuple((level, text(words)) for level, words in part.get("pupils", {}).items()),
        spline=SplineSpec(**part["spline"]) if "spline" in part else None,
        count=counted,
    )


def _number_label(level: str) -> Text:
    number = level.rstrip("+")
    return text(number) if number == level else Text(nl=f"{number} of meer", en=f"{number} or more")


def _reference_first(levels: tuple[str, ...], reference: str | None) -> tuple[str, ...]:
    if reference is None:
        return levels
    return (reference, *(level for level in levels if level != reference))


def _model(name: str, part: Mapping[str, Any]) -> ModelSpec:
    blocks = tuple(
        BlockSpec(name=key, label=text(block["label"]), predictors=tuple(block["predictors"]))
        for key, block in part["blocks"].items()
    )
    return ModelSpec(
        name=name,
        label=text(part["label"]),
        predictors=tuple(predictor for block in blocks for predictor in block.predictors),
        role=part["role"],
        blocks=blocks,
        missing_values=part.get("missing_values"),
    )
