"""A plan in the words that travel with its results: predictors, models, and what it asks beyond."""

from typing import Any

from thuiszitters.base.text import Text
from thuiszitters.plan import Plan, PredictorSpec
from thuiszitters.plan.topics import level_topics, profile_topics

Both = dict[str, str]


def plan_record(plan: Plan) -> dict[str, Any]:
    """What ``study.json`` says of a plan: every label in both languages, in the plan's order."""
    return {
        "predictors": {part.name: _predictor(part, plan) for part in plan.predictors},
        "models": _models(plan),
        "decompositions": {
            part.name: {"label": both(part.label), "through": part.through}
            for part in plan.decompositions
        },
        "hypotheses": {
            part.name: {"label": both(part.label)}
            | ({"note": both(part.note)} if part.note else {})
            | ({"topic": part.topic} if part.topic else {})
            for part in plan.hypotheses
        },
        "causes": {name: list(ends) for name, ends in plan.causes},
        "unmeasured": {name: both(label) for name, label in plan.unmeasured},
        "problem_count": {"domains": list(plan.problem_count.domains)}
        if plan.problem_count
        else {},
    }


def _predictor(spec: PredictorSpec, plan: Plan) -> dict[str, Any]:
    constructs = [plan.construct(name) for name in spec.constructs]
    return {
        "label": both(spec.label),
        "kind": spec.kind,
        "reference": spec.reference,
        "levels": {level: both(spec.level_label(level)) for level in spec.levels},
        "pupils": {level: both(words) for level, words in spec.pupils},
        "per": spec.per,
        "unit": both(spec.unit) if spec.unit else None,
        "topics": list(spec.topics),
        "level_topics": _level_topics(spec),
        "column": spec.column,
        "codes": [code for part in constructs for code in part.codes],
        "constructs": [
            {
                "label": both(part.label),
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


def _models(plan: Plan) -> dict[str, Any]:
    return {
        model.name: {
            "label": both(model.label),
            "role": model.role,
            "predictors": list(model.predictors),
            "blocks": [
                {
                    "name": block.name,
                    "label": both(block.label),
                    "predictors": list(block.predictors),
                }
                for block in model.blocks
            ],
        }
        # Said only where it differs from the plan as a whole.
        | ({} if plan.imputes(model) == _imputes(plan) else {"complete_pupils": True})
        for model in plan.models
    }


def _imputes(plan: Plan) -> bool:
    return plan.estimation.missing_values == "impute"


def both(value: Text) -> Both:
    """A text in both languages, as a record holds it."""
    return {"nl": value.nl, "en": value.en}
