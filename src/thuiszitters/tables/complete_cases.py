"""Adjusted odds ratios with missing values imputed, beside those of pupils without any."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Model
from thuiszitters.tables.cells import count_cell, estimate_cell, no_number, predictor_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_clusters,
    note_imputed,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table


def complete_cases_table(numbers: Numbers, language: Language) -> Table:
    """One row per level of every model over imputations; no rows where nothing was imputed."""
    study, notes = numbers.study, NoteList()
    beside = numbers.complete_cases
    rows: list[Row] = []
    for model in study.models.values():
        if (beside["model"] == model.name).any():
            rows += _model_rows(numbers, model, language, notes)
    note_imputed(notes, numbers, language)
    note_clusters(notes, study, language)
    notes.general(say("table.complete_cases.note", language))
    closing_notes(notes, rows, study, language)
    estimate = adjusted_column(study, language)
    spanners = [say(f"table.complete_cases.{key}", language) for key in ("imputed", "complete")]
    columns = (
        Column("label", say("table.odds_ratios.label", language), numeric=False),
        Column("imputed", estimate.label, spanners[0], estimate.parts),
        Column("fmi", say("table.complete_cases.fmi", language), spanners[0]),
        Column("complete", estimate.label, spanners[1], estimate.parts),
        Column("n", say("table.odds_ratios.n", language), spanners[1]),
    )
    title = say("table.complete_cases.title", language)
    return Table("complete_cases", language, title, columns, tuple(rows), tuple(notes), beside)


def _model_rows(numbers: Numbers, model: Model, language: Language, notes: NoteList) -> list[Row]:
    rows = [Row((Cell(model.label.in_language(language)), *[EMPTY] * 4), "section")]
    for name in model.predictors:
        predictor = numbers.study.predictors[name]
        head = predictor_cell(predictor, language, notes)
        rows.append(Row((head, *[EMPTY] * 4), "group"))
        pooled, complete = (
            records(
                table[
                    (table["model"] == model.name)
                    & (table["model_kind"] == "adjusted")
                    & (table["predictor"] == name)
                ]
            )
            for table in (numbers.estimates, numbers.complete_cases)
        )
        for row, other in zip(pooled, complete, strict=True):
            label = Cell(level_label(predictor, row["level"], language))
            cells = (
                estimate_cell(row, language, numbers.study, notes),
                _fmi_cell(row, language),
                estimate_cell(other, language, numbers.study, notes),
                count_cell(other, "n_pupils", language),
            )
            rows.append(Row((label, *cells), "reference" if _is_reference(row) else "data"))
    return rows


def _is_reference(row: StoredRow) -> bool:
    return bool(row["status"] == "reference")


def _fmi_cell(row: StoredRow, language: Language) -> Cell:
    """Share of the information that is missing, as a percentage."""
    if _is_reference(row):
        return EMPTY
    value = number(row["fmi"])
    if value != value:
        return no_number(row, language)
    return Cell(number_format.percentage(value, language), (value,))
