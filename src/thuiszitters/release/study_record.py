"""What a reader must know beside the numbers: names, labels, definitions, the rules applied."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from thuiszitters.base.covariances import CLUSTERED
from thuiszitters.cohort.flow import flow_reasons
from thuiszitters.cohort.outcome import outcome_texts
from thuiszitters.language import say
from thuiszitters.plan import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.outcome import outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.results.plan_record import Both, both, plan_record


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
        The released tables; totals are taken from them, after suppression.

    Returns
    -------
    dict
        Content of ``study.json``: every label in both languages, keys in the plan's order.
    """
    spec = cohort_spec(slices["file"], cohort)
    words = (slices["plan"].get("report", {}), slices["file"].get("report", {}))
    plan = plan_spec(slices["plan"], spec.plan)
    everyone = tables["characteristics"].iloc[0]
    return {
        "cohort": cohort,
        "title": both(spec.title),
        "description": both(spec.description),
        "source": both(spec.source),
        "synthetic": spec.synthetic,
        "plan": {
            "name": plan.name,
            "title": both(plan.title),
            "question": both(plan.question),
            "codebook": plan.codebook,
            "codebook_version": spec.codebook_version,
        },
        "outcome": _outcome(spec, slices["outcome"]),
        "definitions": _definitions(spec, slices),
        **plan_record(plan),
        "not_measured": dict(slices.get("not_measured", {})),
        "kept_inside": dict(slices.get("kept_inside", {})),
        "flow_reasons": {name: both(label) for name, label in flow_reasons(spec).items()},
        "estimation": _estimation(slices["plan"]["estimation"], tables["fits"]),
        "disclosure": {
            "profile": spec.disclosure,
            "label": dict(slices["disclosure"]["label"]),
            "statement": _statement(slices["disclosure"]),
            "file_types": list(slices["disclosure"]["file_types"]),
            "rounded": slices["disclosure"]["significant_digits"] > 0,
        },
        "run": _run(plan, slices),
        "report": {"plan": dict(words[0]), "cohort": dict(words[1])},
        "extraction_date": slices["file"].get("extraction_date"),
        "n_pupils": _count(everyone["n_pupils"]),
        "n_events": _count(everyone["n_events"]),
    }


def _statement(disclosure: Mapping[str, Any]) -> Both:
    """What a profile says of itself, and what numbers beside rounded counts are made from."""
    told = disclosure["statement"]
    if disclosure["round_to"] == 1:
        return dict(told)
    return {
        "nl": f"{told['nl']} {say('release.rounded', 'nl')}",
        "en": f"{told['en']} {say('release.rounded', 'en')}",
    }


def _rounding(disclosure: Mapping[str, Any]) -> dict[str, int]:
    """Of what counts are multiples, where they are rounded."""
    return {"round_to": disclosure["round_to"]} if disclosure["round_to"] > 1 else {}


def _run(plan: Plan, slices: Mapping[str, Any]) -> dict[str, Any]:
    """What a methods section says of the run and no table holds."""
    return {
        "seed": slices.get("seed"),
        "resamples": plan.validation.resamples,
        "group_events": plan.validation.group_events,
        "significant_digits": slices["disclosure"]["significant_digits"],
        **_rounding(slices["disclosure"]),
        "screen_adjust_for": list(plan.screen.adjust_for) if plan.screen else [],
        "screen_min_pupils": plan.screen.min_pupils if plan.screen else None,
        "problem_count_adjust_for": list(plan.problem_count.adjust_for)
        if plan.problem_count
        else [],
    }


def _estimation(chosen: Mapping[str, Any], fits: pd.DataFrame) -> dict[str, Any]:
    """The plan's choices, with what `auto` became: the number of sites, and whether they count."""
    sites = int(fits["n_sites"].max()) if "n_sites" in fits and len(fits) else 0
    decided = dict(chosen)
    if decided.get("clusters") == "auto":
        clustered = "covariance" in fits and fits["covariance"].isin(CLUSTERED).any()
        decided["clusters"] = "site" if clustered else "none"
    return {**decided, "sites": sites}


def _outcome(spec: CohortSpec, content: Mapping[str, Any] | None) -> dict[str, Both]:
    named = None
    if content is not None and spec.outcome.definition is not None:
        named = outcome_definition(content, spec.outcome.definition)
    label, definition = outcome_texts(spec, named)
    texts = {"label": both(label), "definition": both(definition)}
    phrase = named.phrase if named else spec.outcome.phrase
    return {**texts, "phrase": both(phrase)} if phrase else texts


def _definitions(spec: CohortSpec, slices: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Every definition that was set beside the cohort's own, which is marked."""
    return {
        name: {
            "label": dict(content["label"]),
            "definition": dict(content["definition"]),
            "own": name == spec.outcome.definition,
        }
        for name, content in slices.get("definitions", {}).items()
    }


def _count(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
