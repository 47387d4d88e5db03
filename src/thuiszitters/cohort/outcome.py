"""The outcome of every pupil: from spells, as recorded, or from a count with a threshold."""

from pathlib import Path

import numpy as np
import pandas as pd

from thuiszitters.absence import SchoolCalendar, outcome_from_spells
from thuiszitters.base.errors import DataError, Problem, nearest_name
from thuiszitters.base.text import Text
from thuiszitters.intake.raw import count_text
from thuiszitters.intake.source import SourceTables
from thuiszitters.plan.cohort import CohortSpec, OutcomeSpec
from thuiszitters.plan.outcome import OutcomeDefinition

_RECORDED = {"yes": 1.0, "no": 0.0, "1": 1.0, "0": 0.0}


def outcome_texts(spec: CohortSpec, definition: OutcomeDefinition | None) -> tuple[Text, Text]:
    """Label and definition of the outcome, as every table note prints them."""
    if definition is not None:
        return definition.label, definition.definition
    assert spec.outcome.label is not None
    assert spec.outcome.meaning is not None
    return spec.outcome.label, spec.outcome.meaning


def pupil_outcome(
    source: SourceTables,
    pupils: pd.DataFrame,
    spec: CohortSpec,
    definition: OutcomeDefinition | None,
    calendar: SchoolCalendar | None = None,
) -> "pd.Series[float]":
    """1.0, 0.0 or NaN per row of `pupils`.

    Raises
    ------
    DataError
        When the cohort brings no such column or spells, or a recorded value is not yes or
        no.
    """
    where = f"config/cohorts/{spec.name}.yaml: outcome"
    if spec.outcome.kind == "spells":
        if definition is None or source.absences is None or spec.extraction_date is None:
            raise DataError(
                Problem(f"{where}.definition", "the definition or the spells are missing")
            )
        return outcome_from_spells(
            pupils, source.absences, definition, spec.extraction_date, calendar
        )
    column = _outcome_column(spec.outcome, pupils, where)
    if spec.outcome.kind == "recorded":
        return _recorded(column, where)
    if not pd.api.types.is_numeric_dtype(column):
        found = f'the column "{spec.outcome.column}" holds no numbers'
        raise DataError(Problem(f"{where}.count", found, advice='Set "kind: number" for it'))
    return _counted(column.astype("float64"), spec.outcome, where)


def _outcome_column(spec: OutcomeSpec, pupils: pd.DataFrame, where: str) -> "pd.Series[str]":
    columns = [str(column) for column in pupils if column != "pupil_id"]
    if spec.column not in columns:
        found = f'the cohort has no column "{spec.column}"'
        advice = nearest_name(spec.column or "", columns)
        raise DataError(Problem(f"{where}.{spec.kind}.column", found, ", ".join(columns), advice))
    return pupils[spec.column]


def _recorded(column: "pd.Series[str]", where: str) -> "pd.Series[float]":
    if pd.api.types.is_numeric_dtype(column):
        outcome = column.astype("float64")
        other = outcome.notna() & ~outcome.isin([0.0, 1.0])
    else:
        outcome = column.map(_RECORDED).astype("float64")
        other = column.notna() & outcome.isna()
    if other.any():
        found = f"{count_text(int(other.sum()), len(column), 'pupil')} neither 0 nor 1"
        advice = 'Map the values of the column to yes and no under "values"'
        raise DataError(Problem(f"{where}.recorded", found, "0 and 1, or yes and no", advice))
    return outcome


def _counted(column: "pd.Series[float]", spec: OutcomeSpec, where: str) -> "pd.Series[float]":
    negative = column < 0
    if negative.any():
        found = f"{count_text(int(negative.sum()), len(column), 'pupil')} below 0"
        raise DataError(Problem(f"{where}.count", found, "0 or more"))
    assert spec.threshold is not None
    reached = column > spec.threshold if spec.strict else column >= spec.threshold
    return reached.astype("float64").where(column.notna(), np.nan)


def refuse_single_value(outcome: "pd.Series[float]", spec: CohortSpec) -> None:
    """Stop when every pupil has the same outcome: there is nothing to compare.

    Raises
    ------
    DataError
        When no pupil is left, or the outcome has one value.
    """
    where = f"config/cohorts/{spec.name}.yaml: outcome"
    if not len(outcome):
        advice = "Look at the flow: which step left everybody out?"
        raise DataError(Problem(f"config/cohorts/{spec.name}.yaml", "no pupil is left", "", advice))
    if (outcome == outcome.iloc[0]).all():
        found = "every pupil has" if outcome.iloc[0] == 1 else "no pupil has"
        raise DataError(
            Problem(
                where,
                f"{found} the outcome",
                "pupils with and without it",
                "Check the definition, the dates and the mapping of reasons",
            )
        )


def read_calendar(spec: CohortSpec, root: Path) -> SchoolCalendar | None:
    """The holidays of the cohort, when its file names them."""
    from thuiszitters.absence import read_holidays

    return None if spec.holidays is None else read_holidays(root / spec.holidays, spec.holidays)
