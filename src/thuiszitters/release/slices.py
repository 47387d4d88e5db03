"""The door from plain slices of the configuration, as the workflow hands them over."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from thuiszitters.codebook import Codebook, read_codebooks
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.release.profile import disclosure_profile
from thuiszitters.release.record import study_record
from thuiszitters.release.stage import Released, release_results


def release_from_slices(
    cohort: str,
    slices: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    codebooks: Sequence[str],
) -> tuple[Released, dict[str, Any]]:
    """Release a cohort's tables under its profile, with the record that travels with them.

    Parameters
    ----------
    cohort
        Name of the cohort.
    slices
        Its part of the project: file, plan, outcome, disclosure.
    tables
        Every table of the stages before, by name.
    codebooks
        Path of the code list, or nothing.

    Returns
    -------
    Released
        The tables that may leave.
    dict
        Content of ``study.json``.
    """
    codes = _codes(cohort, slices, read_codebooks(codebooks))
    profile = disclosure_profile(slices["disclosure"], slices["file"]["disclosure"])
    parents = {code: entry["parent"] for code, entry in codes.items() if entry["parent"]}
    released = release_results(tables, profile, parents)
    study = study_record(cohort, slices, released.tables)
    screened = set(released.tables["screen"]["code"])
    study["codes"] = {code: entry for code, entry in codes.items() if code in screened}
    return released, study


def _codes(
    cohort: str, slices: Mapping[str, Any], codebook: Codebook | None
) -> dict[str, dict[str, Any]]:
    """Label, level, parent and evidence of every code, the cohort's own included."""
    if codebook is None:
        return {}
    spec = cohort_spec(slices["file"], cohort)
    whole = codebook.with_local(spec.local_codes, f"config/cohorts/{cohort}.yaml")
    return {
        code.code: {
            "label": {"nl": code.label.nl, "en": code.label.en},
            "level": code.level,
            "parent": code.parent,
            "evidence": code.evidence,
        }
        for code in whole.codes
    }
