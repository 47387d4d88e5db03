"""What each block of predictors adds to a model."""

from collections.abc import Callable, Sequence

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Model
from thuiszitters.tables.cells import no_number
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_complete_only,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_Measure = tuple[str, str, Callable[[float, Language], str]]
_MEASURES: tuple[_Measure, ...] = (
    ("statistic", "lr_statistic", number_format.statistic),
    ("df", "lr_df", number_format.count),
    ("p", "lr_p", number_format.p_value),
    ("auc", "auc", number_format.fit_index),
    ("delta_auc", "delta_auc", number_format.fit_index),
    ("tjur", "tjur", number_format.fit_index),
    ("delta_tjur", "delta_tjur", number_format.fit_index),
)


def blocks_table(numbers: Numbers, language: Language) -> Table:
    """One row per step of every model that the plan builds in blocks."""
    notes, rows = NoteList(), []
    stored = records(numbers.blocks)
    measures = _measures(stored)
    models = [model for model in numbers.study.models.values() if model.blocks]
    for model in models:
        if len(models) > 1:
            label = Cell(model.label.in_language(language))
            rows.append(Row((label, *[EMPTY] * len(measures)), "section"))
        own = (row for row in stored if row["model"] == model.name)
        rows += [_step_row(row, model, measures, numbers, language, notes) for row in own]
    notes.general(say("table.blocks.note", language))
    note_complete_only(notes, numbers, language)
    if numbers.study.estimation.clusters != "none":
        notes.general(say("table.blocks.note_clusters", language))
    closing_notes(notes, rows, numbers.study, language)
    columns = [Column("block", say("table.blocks.block", language), numeric=False)]
    columns += [Column(key, say(f"table.blocks.{key}", language)) for key, _, _ in measures]
    return Table(
        name="blocks",
        language=language,
        title=say("table.blocks.title", language),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(notes),
        stored=lambda: numbers.blocks,
    )


def _measures(stored: Sequence[StoredRow]) -> tuple[_Measure, ...]:
    """The columns of measures; a release may keep the statistic of tests in and show their p."""
    tested = any(present(row["lr_p"]) for row in stored)
    kept_in = tested and not any(present(row["lr_statistic"]) for row in stored)
    return _MEASURES[1:] if kept_in else _MEASURES


def _step_row(
    row: StoredRow,
    model: Model,
    measures: Sequence[_Measure],
    numbers: Numbers,
    language: Language,
    notes: NoteList,
) -> Row:
    block = next(block for block in model.blocks if block.name == row["block"])
    step = number_format.count(number(row["step"]), language)
    marks = notes.mark(explain(row["reason"] or "", language, numbers.study))
    if row["estimator"] == "firth":
        marks += notes.mark(say("note.firth_step", language))
    header = Cell(f"{step}. {block.label.in_language(language)}", marks=marks)
    cells = []
    for _, column, printer in measures:
        value = number(row[column])
        if value != value:
            cells.append(no_number(row, language))
        else:
            cells.append(Cell(printer(value, language), (value,)))
    return Row((header, *cells))
