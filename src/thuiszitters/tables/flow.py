"""Who was studied: each step from the pupils read to the pupils analysed."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.read import Numbers
from thuiszitters.results.rows import records
from thuiszitters.tables.cells import count_cell
from thuiszitters.tables.general_notes import add_general_notes, note_suppressed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table


def flow_table(numbers: Numbers, language: Language) -> Table:
    """One row per step, with how many pupils fell away and how many were left."""
    study, notes = numbers.study, NoteList()
    rows = []
    for step in records(numbers.flow):
        row = {**step, "reason": step["status_reason"]}
        reason = str(step["reason"])
        labels = study.flow_reasons
        label = labels[reason].in_language(language) if reason in labels else reason
        excluded = EMPTY if row["step"] == 0 else count_cell(row, "n_excluded", language)
        rows.append(Row((Cell(label), excluded, count_cell(row, "n_remaining", language))))
    note_suppressed(rows, notes, language)
    add_general_notes(notes, study, language)
    return Table(
        name="flow",
        language=language,
        title=say("table.flow.title", language),
        columns=(
            Column("step", say("table.flow.step", language), numeric=False),
            Column("excluded", say("table.flow.excluded", language)),
            Column("remaining", say("table.flow.remaining", language)),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        stored=lambda: numbers.flow,
    )
