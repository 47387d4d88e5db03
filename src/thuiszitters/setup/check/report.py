"""Intake and cohort building in one go, and what they bring, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base import engine, sql
from thuiszitters.base.engine import Connection
from thuiszitters.codebook import Codebook, read_codebooks
from thuiszitters.cohort.build import Has, build_in_database
from thuiszitters.cohort.constructs import used_constructs
from thuiszitters.cohort.flow import flow_reasons
from thuiszitters.cohort.outcome import outcome_texts, read_calendar
from thuiszitters.cohort.patterns import counted, pattern_columns
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.intake.source import arrive, intake_counts
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.outcome import OutcomeDefinition, outcome_definition
from thuiszitters.plan.reading import plan_spec
from thuiszitters.release.system.counts import counts_of
from thuiszitters.release.system.suppression import suppress_counts
from thuiszitters.setup.check.adjustment import about_causes
from thuiszitters.setup.check.labels import about_labels
from thuiszitters.setup.check.oddities import about_far_values, oddities
from thuiszitters.setup.check.other_pupils import age_remedies, definition_remedies
from thuiszitters.setup.check.remedies import plan_remedies

_ESTIMATE_COUNTS = ["universe", "predictor", "level", "n_pupils", "n_events"]


@dataclass(frozen=True)
class Checked:
    """Everything a check works on; made once.

    Attributes
    ----------
    connection
        The database, with the canonical tables, ``analysis`` and ``marks``.
    patterns
        Distinct rows of outcome and predictors with their pupils.
    """

    connection: Connection
    spec: CohortSpec
    plan: Plan
    codebook: Codebook | None
    definition: OutcomeDefinition | None
    intake: dict[str, Any]
    flow: pd.DataFrame
    patterns: pd.DataFrame
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
        ``models``, ``suppressed``, ``same_pupils``, ``remedies``, ``odd`` and
        ``characteristics``. It holds unprotected counts and stays with the data.

    Raises
    ------
    DataError
        With every problem of every file.
    """
    with (
        engine.database(root) as connection,
        engine.working_folder(root) as folder,
    ):
        checked = run_check(connection, name, slices, Path(root), folder)
        constructs = _constructs(checked)
        report = {
            "cohort": name,
            "synthetic": checked.spec.synthetic,
            "intake": checked.intake,
            "flow": _flow(checked),
            "outcome": _outcome(checked),
            "constructs": constructs,
            "models": _models(checked),
            "suppressed": _suppressed(checked, profile),
            "disclosure": checked.spec.disclosure,
            "same_pupils": slices.get("same_pupils", []),
            "odd": [
                *oddities(connection, checked.spec, checked.codebook, constructs, checked.intake),
                *about_far_values(checked.patterns, checked.plan),
                *about_causes(checked.plan),
                *about_labels(checked.plan),
            ],
            "characteristics": _records(checked.characteristics),
        }
        # Last: pupils of other ages make the analysis table anew.
        return {**report, "remedies": _remedies(checked, profile, slices, Path(root))}


def run_check(
    connection: Connection, name: str, slices: Mapping[str, Any], root: Path, folder: Path
) -> Checked:
    """The tables a check looks at."""
    spec = cohort_spec(slices["file"], name)
    plan = plan_spec(slices["plan"], spec.plan)
    codebook = read_codebooks([root / path for path in slices["inputs"]["codebook"]])
    outcome, wanted = slices["outcome"], spec.outcome.definition
    definition = outcome_definition(outcome, wanted) if outcome and wanted else None
    arrived = arrive(connection, spec, codebook, root, folder)
    # A construct without a column is refused by the workflow; this page names it among the rest.
    has = Has("classifications" in arrived, "absences" in arrived)
    calendar = read_calendar(spec, root)
    flow = build_in_database(connection, has, spec, plan, codebook, definition, calendar)
    intake = intake_counts(spec, codebook, arrived)
    patterns = counted(connection, "analysis", pattern_columns(connection, plan, "none"))
    described = characteristics(patterns, plan)
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    return Checked(connection, spec, plan, codebook, definition, intake, flow, patterns, described)


def _flow(checked: Checked) -> list[dict[str, Any]]:
    labels = flow_reasons(checked.spec)
    return [{**row, "label": labels[str(row["reason"])].en} for row in _records(checked.flow)]


def _outcome(checked: Checked) -> dict[str, Any]:
    label, definition = outcome_texts(checked.spec, checked.definition)
    everyone = checked.characteristics.iloc[0]
    return {
        "label": label.en,
        "definition": definition.en,
        "n_pupils": int(everyone["n_pupils"]),
        "n_events": int(everyone["n_events"]),
    }


def _constructs(checked: Checked) -> list[dict[str, Any]]:
    """Pupils with each construct, with and without the outcome."""
    if checked.codebook is None or "classifications" not in checked.intake["files"]:
        return []
    constructs = used_constructs(checked.plan)
    everyone = checked.characteristics.iloc[0]
    totals = (everyone["n_events"], everyone["n_pupils"] - everyone["n_events"])
    counts = _construct_counts(checked, [construct.name for construct in constructs])
    rows = []
    for construct in constructs:
        events, others, missing = counts[construct.name]
        rows.append(
            {
                "name": construct.name,
                "label": construct.label.en,
                "n_pupils": events + others,
                "n_missing": missing,
                "share_events": _share(events, totals[0]),
                "share_non_events": _share(others, totals[1]),
                "outcome_adjacent": construct.allow_outcome_adjacent,
                "other_version": [
                    code
                    for entry in construct.codes
                    for code in checked.codebook.other_codes(entry)
                ],
            }
        )
    return rows


def _construct_counts(checked: Checked, names: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Pupils with each construct, with and without the outcome, and those it is unknown of."""
    if not names:
        return {}
    unknown = "false" if checked.spec.unclassified == "zero" else "m.pupil_id IS NULL"
    counts = [
        f"count(*) FILTER (m.{sql.name(name)} AND a.outcome = {outcome})"
        for name in names
        for outcome in (1, 0)
    ]
    query = (
        f"SELECT count(*) FILTER ({unknown}), {', '.join(counts)} "
        "FROM analysis a LEFT JOIN marks m ON a.pupil_id = m.pupil_id"
    )
    missing, *found = engine.one_row(checked.connection, query)
    pairs = zip(found[::2], found[1::2], strict=True)
    return {name: (*pair, missing) for name, pair in zip(names, pairs, strict=True)}


def _models(checked: Checked) -> list[dict[str, Any]]:
    """Pupils, scarcer outcomes and parameters of every planned model."""
    rows = []
    everyone = checked.patterns
    for model in checked.plan.models:
        specs = [checked.plan.predictor(name) for name in model.predictors]
        imputes = checked.plan.imputes(model)
        used = everyone if imputes else everyone.dropna(subset=list(model.predictors))
        pupils = int(used["n_pupils"].sum())
        events = int(used.loc[used["outcome"] == 1, "n_pupils"].sum())
        parameters = sum(max(len(spec.levels) - 1, 1) for spec in specs)
        per_parameter = min(events, pupils - events) / parameters if parameters else None
        rules = checked.plan.estimation
        few = per_parameter is not None and per_parameter < rules.caution_events
        very_few = per_parameter is not None and per_parameter < rules.strong_caution_events
        rows.append(
            {
                "name": model.name,
                "n_pupils": pupils,
                "n_events": events,
                "n_parameters": parameters,
                "events_per_parameter": per_parameter,
                "caution": "very_few_events" if very_few else "few_events" if few else "",
            }
        )
    return rows


def _suppressed(checked: Checked, profile: DisclosureProfile) -> list[dict[str, str]]:
    """Rows of the description that the disclosure profile will hide, and by which rule."""
    nothing = pd.DataFrame(columns=_ESTIMATE_COUNTS)
    mask = suppress_counts(counts_of(checked.characteristics, nothing), profile)
    groups = {quantity.group: rule for quantity, rule in mask.rules.items()}
    return [
        {"predictor": group.predictor, "level": group.level, "rule": rule}
        for group, rule in groups.items()
    ]


def _remedies(
    checked: Checked, profile: DisclosureProfile, slices: Mapping[str, Any], root: Path
) -> list[dict[str, Any]]:
    """What would let more of the main model leave; nothing where all of it leaves."""
    spec, plan, connection = checked.spec, checked.plan, checked.connection
    if checked.patterns["outcome"].nunique() != 2 or not plan.models:
        return []
    found = list(plan_remedies(checked.patterns, plan, profile, checked.codebook))
    if not found:
        return []
    calendar = read_calendar(spec, root)
    found += definition_remedies(
        connection, spec, plan, profile, checked.codebook, slices.get("definitions", {}), calendar
    )
    codebook = read_codebooks([root / path for path in slices["inputs"]["codebook"]])
    has = Has("classifications" in checked.intake["files"], "absences" in checked.intake["files"])
    found += age_remedies(
        connection, has, spec, plan, profile, codebook, checked.definition, calendar
    )
    return [asdict(one) for one in found]


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]


def _share(part: int, whole: int) -> float | None:
    return float(part / whole) if whole else None
