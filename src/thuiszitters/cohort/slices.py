"""The cohort stage from plain slices of the configuration, as the workflow hands them over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from thuiszitters.base import batches, engine
from thuiszitters.base.engine import Connection
from thuiszitters.base.io import write_table
from thuiszitters.codebook import read_codebooks
from thuiszitters.cohort.absence import ABSENT_QUERY, EPISODES_QUERY, describe_absence
from thuiszitters.cohort.build import ANALYSIS_QUERY, CODES_QUERY, Has, build_in_database
from thuiszitters.cohort.constructs import counted_codes
from thuiszitters.cohort.definitions import add_definitions
from thuiszitters.cohort.outcome import read_calendar
from thuiszitters.intake.source import codes_asked
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import TABLE_NAMES, CohortSpec
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.outcome import OutcomeDefinition, outcome_definition
from thuiszitters.plan.reading import plan_of_sections


def build_from_slices(
    name: str,
    slices: Mapping[str, Any],
    tables: Mapping[str, Path | str],
    codebooks: Sequence[str],
    intake: Mapping[str, Any],
    targets: Mapping[str, Path | str],
) -> None:
    """Build a cohort from its canonical tables and the slices it depends on.

    Parameters
    ----------
    name
        Name of the cohort.
    slices
        ``cohort`` (its file), ``outcome`` (definition or None), ``definitions`` (those to set
        beside it), ``constructs`` and ``predictors`` (sections of its plan).
    tables
        Parquet files of pupils, classifications and absences.
    codebooks
        Path of the code list, or nothing.
    intake
        What was read from the files of the cohort.
    targets
        Files to write: ``analysis``, ``codes``, ``absence``, ``episodes`` and ``flow``.

    Raises
    ------
    DataError
        When the cohort cannot be built; then nothing is written.
    """
    with engine.database(Path()) as connection:
        for table in TABLE_NAMES:
            engine.view(connection, table, Path(tables[table]))
        flow = build_tables(connection, name, slices, codebooks, intake)
        batches.write_parquet(connection, ANALYSIS_QUERY, targets["analysis"])
        batches.write_parquet(connection, CODES_QUERY, targets["codes"])
        batches.write_parquet(connection, ABSENT_QUERY, targets["absence"])
        batches.write_parquet(connection, EPISODES_QUERY, targets["episodes"])
    write_table(flow, targets["flow"])


def build_tables(
    connection: Connection,
    name: str,
    slices: Mapping[str, Any],
    codebooks: Sequence[str],
    intake: Mapping[str, Any],
    *,
    whole: bool = True,
) -> pd.DataFrame:
    """Add ``analysis``, ``codes``, ``absence`` and ``episodes`` to the canonical tables; the flow.

    Parameters
    ----------
    connection
        With the canonical tables under their names.
    name, slices, codebooks, intake
        As for `build_from_slices`.
    whole
        Whether these are all pupils of the cohort.
    """
    spec = cohort_spec(slices["cohort"], name)
    sections = {key: slices[key] for key in ("constructs", "predictors")}
    plan = plan_of_sections(name=spec.plan, **sections)
    definition, calendar = _definition(spec, slices["outcome"]), read_calendar(spec, Path())
    has = Has(
        spec.file("classifications") is not None,
        spec.file("absences") is not None,
        codes_asked(intake),
    )
    codebook = read_codebooks(codebooks)
    flow = build_in_database(
        connection, has, spec, plan, codebook, definition, calendar, whole=whole
    )
    add_definitions(connection, spec, slices.get("definitions", {}), calendar)
    describe_absence(connection, spec, calendar, whole=whole)
    return flow


def plan_with_codes(cohort: str, slices: Mapping[str, Any], codebooks: Sequence[str]) -> Plan:
    """Sections of a plan, whose constructs know the recorded codes that count for them.

    Parameters
    ----------
    cohort
        Name of the cohort.
    slices
        Sections for `plan_of_sections`, and ``file``, the cohort file with its local codes.
    codebooks
        Path of the code list, or nothing.
    """
    plan = plan_of_sections(**dict(slices.items()))
    codebook = read_codebooks(codebooks)
    if codebook is None:
        return plan
    codebook = codebook.for_cohort(cohort_spec(dict(slices.items())["file"], cohort))
    constructs = [replace(one, counted=counted_codes(one, codebook)) for one in plan.constructs]
    return replace(plan, constructs=tuple(constructs))


def _definition(spec: CohortSpec, content: Mapping[str, Any] | None) -> OutcomeDefinition | None:
    if content is None or spec.outcome.definition is None:
        return None
    return outcome_definition(content, spec.outcome.definition)
