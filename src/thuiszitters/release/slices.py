"""Release from plain slices of the configuration, as the workflow hands them over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from thuiszitters.codebook import Codebook, read_codebooks
from thuiszitters.cohort.constructs import counted_codes
from thuiszitters.plan import Plan
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.disclosure import DisclosureProfile, disclosure_profile
from thuiszitters.plan.reading import plan_spec
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.known_relations import background_of
from thuiszitters.release.stage import Released, release_results
from thuiszitters.release.study_record import study_record


def release_from_slices(
    cohort: str,
    slices: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    intake: Mapping[str, Any],
    codebooks: Sequence[str],
    earlier: Sequence[Earlier] = (),
    seed: int | None = None,
) -> tuple[Released, dict[str, dict[str, Any]]]:
    """Release a cohort's tables under its profile, with the record that travels with them.

    Parameters
    ----------
    cohort
        Name of the cohort.
    slices
        Its part of the project: file, plan, outcome, disclosure.
    tables
        Every table of the stages before, by name; ``patterns`` is judged by, not released.
    intake
        What was read, as the intake stage counted it.
    codebooks
        Path of the code list, or nothing.
    earlier
        Releases about the same pupils that went out before.
    seed
        Of the run.

    Returns
    -------
    Released
        The tables that may leave.
    dict
        ``study``, ``release`` and ``intake``: the records that travel with them.
    """
    spec, codebook = cohort_spec(slices["file"], cohort), read_codebooks(codebooks)
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    codes = _codes(codebook)
    profile = disclosure_profile(slices["disclosure"], slices["file"]["disclosure"])
    plan = plan_spec(slices["plan"], slices["file"]["plan"])
    parents = {code: entry["parent"] for code, entry in codes.items() if entry["parent"]}
    background = background_of(plan, tables["patterns"], profile, codebook, parents, spec.derived)
    released = release_results(tables, profile, background, earlier, _counted(plan, codebook), seed)
    earlier_record = {**released.judged_record["earlier"], "same_pupils": _same_pupils(slices)}
    judged_record = {**released.judged_record, "earlier": earlier_record}
    released = replace(released, judged_record=judged_record)
    study = study_record(cohort, slices, released.tables)
    screened = set(released.tables["screen"]["code"])
    study["codes"] = {code: entry for code, entry in codes.items() if code in screened}
    passed = released_intake(intake, profile)
    return released, {"study": study, "release": released.record, "intake": passed}


def _counted(plan: Plan, codebook: Codebook | None) -> Plan:
    """The plan as the models stage has it: its constructs know the codes that count for them."""
    if codebook is None:
        return plan
    known = [replace(one, counted=counted_codes(one, codebook)) for one in plan.constructs]
    return replace(plan, constructs=tuple(known))


def _same_pupils(slices: Mapping[str, Any]) -> list[str]:
    """Cohorts of the same pupils, for the page of a checker; Python has no other cohort files."""
    return list(slices.get("same_pupils", ()))


def released_intake(intake: Mapping[str, Any], profile: DisclosureProfile) -> dict[str, Any]:
    """What was read, without its counts where the profile masks: they tell who is left out."""
    return dict(intake) if not profile.suppresses else _without_counts(intake)


def _without_counts(part: Any) -> Any:
    if isinstance(part, Mapping):
        kept = {key: _without_counts(value) for key, value in part.items()}
        return {key: value for key, value in kept.items() if value not in ({}, None)}
    return None if isinstance(part, int | float) and not isinstance(part, bool) else part


def _codes(codebook: Codebook | None) -> dict[str, dict[str, Any]]:
    """Label, level, parent and evidence of every code, the cohort's own included."""
    if codebook is None:
        return {}
    return {
        code.code: {
            "label": {"nl": code.label.nl, "en": code.label.en},
            "level": code.level,
            "parent": code.parent,
            "evidence": code.evidence,
        }
        for code in codebook.codes
    }
