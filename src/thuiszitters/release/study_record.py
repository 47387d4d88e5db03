"""What a reader must know beside the numbers: names, labels, definitions, the rules applied."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from thuiszitters.cohort.flow import flow_reasons
from thuiszitters.cohort.outcome import outcome_texts
from thuiszitters.plan import Plan, PredictorSpec, Text
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.outcome import outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.topics import level_topics, profile_topics

Both = dict[str, str]


def study_record(
    cohort: str, slices: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    """The record that travels with released numbers, so that nothing else need be read.

    Parameters
    ----------
    cohort
        Name of the cohort.
    slices
        Its part of the project: file, plan, outcome, disclosure.
    tables
        The released tables; totals are taken from them, after masking.

    Returns
    -------
    dict
        Content of ``study.json``: every label in both languages, keys in the plan's order.
    """
    spec = cohort_spec(slices["file"], cohort)
    plan = plan_spec(slices["plan"], spec.plan)
    everyone = tables["characteristics"].iloc[0]
    return {
        "cohort": cohort,
        "title": _both(spec.title),
        "description": _both(spec.description),
        "source": _both(spec.source),
        "synthetic": spec.synthetic,
        "plan": {
            "name": plan.name,
            "title": _both(plan.title),
            "question": _both(plan.question),
            "codebook": plan.codebook,
            "codebook_version": spec.codebook_version,
        },
        "outcome": _outcome(spec, slices["outcome"]),
        "predictors": {part.name: _predictor(part, plan) for part in plan.predictors},
        "models": _models(plan),
        "overlaps": {
            part.name: {"label": _both(part.label), "through": part.through}
            for part in plan.overlaps
        },
        "hypotheses": {part.name: {"label": _both(part.label)} for part in plan.hypotheses},
        "stacking": {"domains": list(plan.stacking.domains)} if plan.stacking else {},
        "not_measured": dict(slices.get("not_measured", {})),
        "flow_reasons": {name: _both(label) for name, label in flow_reasons(spec).items()},
        "estimation": _estimation(slices["plan"]["estimation"], tables["fits"]),
        "disclosure": {
            "profile": spec.disclosure,
            "label": dict(slices["disclosure"]["label"]),
            "statement": dict(slices["disclosure"]["statement"]),
            "file_types": list(slices["disclosure"]["file_types"]),
            "rounded": slices["disclosure"]["significant_digits"] > 0,
        },
        "n_pupils": _count(everyone["n_pupils"]),
        "n_events": _count(everyone["n_events"]),
    }


def _estimation(chosen: Mapping[str, Any], fits: pd.DataFrame) -> dict[str, Any]:
    """The plan's choices, with what `auto` became: the number of sites, and whether they count."""
    sites = int(fits["n_sites"].max()) if "n_sites" in fits and len(fits) else 0
    decided = dict(chosen)
    if decided.get("clusters") == "auto":
        clustered = "covariance" in fits and fits["covariance"].isin(["CR1", "CR2"]).any()
        decided["clusters"] = "site" if clustered else "none"
    return {**decided, "sites": sites}


def _outcome(spec: CohortSpec, content: Mapping[str, Any] | None) -> dict[str, Both]:
    named = None
    if content is not None and spec.outcome.definition is not None:
        named = outcome_definition(content, spec.outcome.definition)
    label, definition = outcome_texts(spec, named)
    return {"label": _both(label), "definition": _both(definition)}


def _predictor(spec: PredictorSpec, plan: Plan) -> dict[str, Any]:
    constructs = [plan.construct(name) for name in _constructs_of(spec)]
    return {
        "label": _both(spec.label),
        "kind": spec.kind,
        "reference": spec.reference,
        "levels": {level: _both(spec.level_label(level)) for level in spec.levels},
        "pupils": {level: _both(words) for level, words in spec.pupils},
        "per": spec.per,
        "unit": _both(spec.unit) if spec.unit else None,
        "topics": list(spec.topics),
        "level_topics": _level_topics(spec),
        "column": spec.column,
        "codes": [code for part in constructs for code in part.codes],
        "constructs": [
            {
                "label": _both(part.label),
                "codes": list(part.codes),
                "except_codes": list(part.except_codes),
            }
            for part in constructs
        ],
        "outcome_adjacent": any(part.allow_outcome_adjacent for part in constructs),
    }


def _level_topics(spec: PredictorSpec) -> dict[str, list[str]]:
    if spec.profile is None:
        return level_topics(spec.topics, spec.levels, kind=spec.kind)
    as_listed = [level for level, _ in spec.level_labels]
    return profile_topics(spec.topics, as_listed)


def _constructs_of(spec: PredictorSpec) -> Iterable[str]:
    return [*(spec.profile or ()), *([spec.construct] if spec.construct else [])]


def _models(plan: Plan) -> dict[str, Any]:
    return {
        model.name: {
            "label": _both(model.label),
            "role": model.role,
            "predictors": list(model.predictors),
            "blocks": [
                {
                    "name": block.name,
                    "label": _both(block.label),
                    "predictors": list(block.predictors),
                }
                for block in model.blocks
            ],
        }
        for model in plan.models
    }


def _count(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _both(value: Text) -> Both:
    return {"nl": value.nl, "en": value.en}
