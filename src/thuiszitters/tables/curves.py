"""The odds ratio along a number that may bend, at round values, with the test of the bend."""

from collections.abc import Iterator

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import estimate_cell, tested_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_clusters,
    note_complete_models,
    note_imputed,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: The measure of rows that hold an odds ratio; the other rows hold the test of a curve.
POINT = "odds_ratio"


def curves_table(numbers: Numbers, language: Language) -> Table:
    """A heading with the test for each curve, and a row per round value below it."""
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    for points, test in curves_of(numbers):
        head = Cell(curve_label(test, numbers, language))
        rows.append(Row((head, EMPTY, tested_cell(test, language, study, notes)), "group"))
        for row in points:
            estimate = estimate_cell(row, language, study, notes)
            kind = "reference" if row["status"] == "reference" else "data"
            label = Cell(value_label(number(row["value"]), language))
            rows.append(Row((label, estimate, EMPTY), kind))  # type: ignore[arg-type]
    notes.general(say("table.curves.note", language))
    note_clusters(notes, study, language)
    note_imputed(notes, numbers, language)
    note_complete_models(notes, [*numbers.study.models.values()], language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.curves.label", language), numeric=False),
        adjusted_column(study, language),
        Column("bend", say("table.curves.bend", language)),
    )
    title = say("table.curves.title", language)
    return Table(
        "curves", language, title, columns, tuple(rows), tuple(notes), numbers.more["curves"]
    )


def curves_of(numbers: Numbers) -> Iterator[tuple[list[StoredRow], StoredRow]]:
    """Per model and predictor the points of its curve, and the row of its test."""
    for _, part in numbers.more["curves"].groupby(["model", "predictor"], sort=False):
        rows: list[StoredRow] = list(records(part))
        points = [row for row in rows if row["measure"] == POINT]
        yield points, next(row for row in rows if row["measure"] != POINT)


def curve_label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    """The number, with its model where there is more than one."""
    study = numbers.study
    predictor = study.predictors[row["predictor"]].label.in_language(language)
    if len(study.models) == 1:
        return predictor
    model = study.models[row["model"]].label.in_language(language)
    return say("table.curves.of_model", language, predictor=predictor, model=model)


def value_label(value: float, language: Language) -> str:
    """A round value without zeros at its end.

    Examples
    --------
    >>> value_label(14.0, "nl"), value_label(0.25, "nl")
    ('14', '0,25')
    """
    digits = len(f"{value:.10f}".rstrip("0").partition(".")[2])
    return number_format.decimal(value, digits, language)
