"""A study from the record beside its numbers, ``study.json``; older records are read as well."""

from collections.abc import Mapping
from typing import Any

from thuiszitters.base.text import text
from thuiszitters.plan.disclosure import OPTIONAL_FILE_TYPES
from thuiszitters.plan.words import report_words
from thuiszitters.results.former_names import study_of_now
from thuiszitters.results.study import (
    Block,
    CodeGroup,
    CodeName,
    Definition,
    Estimation,
    Model,
    Predictor,
    Run,
    Study,
)


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
    predictors, complete = tuple(entry["predictors"]), bool(entry.get("complete_pupils", False))
    return Model(name, text(entry["label"]), entry["role"], predictors, blocks, complete)


def study_from(document: Mapping[str, Any]) -> Study:
    """A `Study` from the content of ``study.json``; a missing key raises `KeyError`."""
    document = study_of_now(document)
    return Study(
        cohort=document["cohort"],
        title=text(document["title"]),
        description=text(document["description"]),
        source=text(document["source"]),
        synthetic=bool(document["synthetic"]),
        predictors={
            name: _predictor(name, entry) for name, entry in document["predictors"].items()
        },
        models={name: _model(name, entry) for name, entry in document["models"].items()},
        flow_reasons={reason: text(label) for reason, label in document["flow_reasons"].items()},
        estimation=_estimation(document["estimation"]),
        n_pupils=document["n_pupils"],
        n_events=document["n_events"],
        codes={
            code: CodeName(text(entry["label"]), entry["evidence"], entry.get("parent"))
            for code, entry in document.get("codes", {}).items()
        },
        not_measured=tuple(text(label) for label in document.get("not_measured", {}).values()),
        kept_inside=tuple(text(label) for label in document.get("kept_inside", {}).values()),
        problem_count=tuple(document.get("problem_count", {}).get("domains", ())),
        words=report_words(
            document.get("report", {}).get("plan", {}), document.get("report", {}).get("cohort", {})
        ),
        extraction_date=document.get("extraction_date"),
        run=_run(document.get("run", {})),
        causes={name: tuple(ends) for name, ends in document.get("causes", {}).items()},
        unmeasured={name: text(label) for name, label in document.get("unmeasured", {}).items()},
        **_plan(document["plan"]),
        **_outcome(document),
        **_disclosure(document["disclosure"]),
        **_hypotheses(document.get("hypotheses", {})),
    )


def _plan(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "plan_name": entry["name"],
        "plan_title": text(entry["title"]),
        "question": text(entry["question"]),
        "codebook": entry.get("codebook"),
        "codebook_version": entry.get("codebook_version"),
    }


def _outcome(document: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome, and the other definitions that were tried on the same pupils."""
    entry = document["outcome"]
    return {
        "outcome_label": text(entry["label"]),
        "outcome_definition": text(entry["definition"]),
        "outcome_phrase": text(entry["phrase"]) if "phrase" in entry else None,
        "definitions": tuple(
            Definition(name, text(one["label"]), text(one["definition"]), bool(one["own"]))
            for name, one in document.get("definitions", {}).items()
        ),
    }


def _disclosure(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "disclosure_profile": entry["profile"],
        "disclosure_label": text(entry["label"]),
        "disclosure_statement": text(entry["statement"]),
        "file_types": tuple(entry.get("file_types", OPTIONAL_FILE_TYPES)),
        "rounded": bool(entry.get("rounded", False)),
    }


def _hypotheses(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "hypotheses": {name: text(entry["label"]) for name, entry in entries.items()},
        "hypothesis_notes": {
            name: text(entry["note"]) for name, entry in entries.items() if "note" in entry
        },
        "hypothesis_topics": {
            name: str(entry["topic"]) for name, entry in entries.items() if "topic" in entry
        },
    }


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
