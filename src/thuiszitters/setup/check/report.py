"""Intake and cohort building in one go, and what they bring, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.codebook import Codebook, read_codebooks
from thuiszitters.cohort.build import Cohort, build_cohort
from thuiszitters.cohort.constructs import construct_levels, used_constructs
from thuiszitters.cohort.flow import flow_reasons
from thuiszitters.cohort.outcome import outcome_texts, read_calendar
from thuiszitters.cohort.patterns import count_patterns
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.intake import SourceTables, read_source
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.outcome import OutcomeDefinition, outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.release.system.counts import counts_of
from thuiszitters.release.system.suppression import mask_counts
from thuiszitters.setup.check.oddities import oddities

_ESTIMATE_COUNTS = ["universe", "predictor", "level", "n_pupils", "n_events"]


@dataclass(frozen=True)
class Checked:
    """Everything a check works on; made once."""

    spec: CohortSpec
    plan: Plan
    codebook: Codebook | None
    definition: OutcomeDefinition | None
    source: SourceTables
    cohort: Cohort
    characteristics: pd.DataFrame


def check_cohort(
    name: str, slices: Mapping[str, Any], profile: DisclosureProfile, root: str | Path = "."
) -> dict[str, Any]:
    """Read a cohort and build its analysis table, without fitting anything.

    Parameters
    ----------
    name
        Name of the cohort.
    slices
        Its part of the project, as `thuiszitters.plan.project.load_project` gives it: ``file``,
        ``plan``, ``outcome`` and ``inputs``.
    profile
        The disclosure profile that will hold for its results.
    root
        The project folder.

    Returns
    -------
    dict
        Plain values, ready for JSON: ``intake``, ``flow``, ``outcome``, ``constructs``,
        ``models``, ``masked``, ``odd`` and ``characteristics``. It holds unprotected counts
        and stays with the data.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    checked = run_check(name, slices, Path(root))
    return {
        "cohort": name,
        "synthetic": checked.spec.synthetic,
        "intake": checked.source.intake,
        "flow": _flow(checked),
        "outcome": _outcome(checked),
        "constructs": _constructs(checked),
        "models": _models(checked),
        "masked": _masked(checked, profile),
        "disclosure": checked.spec.disclosure,
        "odd": oddities(checked.source, checked.spec, checked.codebook, _constructs(checked)),
        "characteristics": _records(checked.characteristics),
    }


def run_check(name: str, slices: Mapping[str, Any], root: Path) -> Checked:
    """The tables a check looks at."""
    spec = cohort_spec(slices["file"], name)
    plan = plan_spec(slices["plan"], spec.plan)
    codebook = read_codebooks([root / path for path in slices["inputs"]["codebook"]])
    outcome, wanted = slices["outcome"], spec.outcome.definition
    definition = outcome_definition(outcome, wanted) if outcome and wanted else None
    source = read_source(spec, codebook, root)
    # A construct without a column is refused by the workflow; this page names it among the rest.
    unasked = replace(source, intake={})
    cohort = build_cohort(unasked, spec, plan, codebook, definition, read_calendar(spec, root))
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    described = characteristics(count_patterns(cohort.analysis, plan), plan)
    return Checked(spec, plan, codebook, definition, source, cohort, described)


def _flow(checked: Checked) -> list[dict[str, Any]]:
    labels = flow_reasons(checked.spec)
    return [
        {**row, "label": labels[str(row["reason"])].en} for row in _records(checked.cohort.flow)
    ]


def _outcome(checked: Checked) -> dict[str, Any]:
    label, definition = outcome_texts(checked.spec, checked.definition)
    outcome = checked.cohort.analysis["outcome"]
    return {
        "label": label.en,
        "definition": definition.en,
        "n_pupils": len(outcome),
        "n_events": int(outcome.sum()),
    }


def _constructs(checked: Checked) -> list[dict[str, Any]]:
    """Pupils with each construct, with and without the outcome."""
    if checked.codebook is None or checked.source.classifications is None:
        return []
    analysis = checked.cohort.analysis
    constructs = used_constructs(checked.plan)
    pupils = analysis["pupil_id"]
    levels = construct_levels(
        pupils,
        checked.source.classifications,
        constructs,
        checked.codebook,
        checked.spec.unclassified,
    )
    event = analysis["outcome"] == 1
    rows = []
    for construct in constructs:
        has = levels[construct.name] == "yes"
        rows.append(
            {
                "name": construct.name,
                "label": construct.label.en,
                "n_pupils": int(has.sum()),
                "n_missing": int(levels[construct.name].isna().sum()),
                "share_events": _share(has & event, event),
                "share_non_events": _share(has & ~event, ~event),
                "outcome_adjacent": construct.allow_outcome_adjacent,
                "other_version": [
                    code
                    for entry in construct.codes
                    for code in checked.codebook.other_codes(entry)
                ],
            }
        )
    return rows


def _models(checked: Checked) -> list[dict[str, Any]]:
    """Pupils, scarcer outcomes and parameters of every planned model."""
    rows = []
    everyone = checked.cohort.analysis
    imputes = checked.plan.estimation.missing_values == "impute"
    for model in checked.plan.models:
        specs = [checked.plan.predictor(name) for name in model.predictors]
        counted = everyone if imputes else everyone.dropna(subset=list(model.predictors))
        events = int(counted["outcome"].sum())
        parameters = sum(max(len(spec.levels) - 1, 1) for spec in specs)
        per_parameter = min(events, len(counted) - events) / parameters if parameters else None
        rules = checked.plan.estimation
        few = per_parameter is not None and per_parameter < rules.caution_events
        very_few = per_parameter is not None and per_parameter < rules.strong_caution_events
        rows.append(
            {
                "name": model.name,
                "n_pupils": len(counted),
                "n_events": events,
                "n_parameters": parameters,
                "events_per_parameter": per_parameter,
                "caution": "very_few_events" if very_few else "few_events" if few else "",
            }
        )
    return rows


def _masked(checked: Checked, profile: DisclosureProfile) -> list[dict[str, str]]:
    """Rows of the description that the disclosure profile will hide, and by which rule."""
    nothing = pd.DataFrame(columns=_ESTIMATE_COUNTS)
    mask = mask_counts(counts_of(checked.characteristics, nothing), profile)
    groups = {quantity.group: rule for quantity, rule in mask.rules.items()}
    return [
        {"predictor": group.predictor, "level": group.level, "rule": rule}
        for group, rule in groups.items()
    ]


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]


def _share(part: "pd.Series[bool]", whole: "pd.Series[bool]") -> float | None:
    return float(part.sum() / whole.sum()) if whole.any() else None
