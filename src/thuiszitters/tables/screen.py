"""Every code on its own: a list to read further from, never an answer."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import count_cell, estimate_cell, p_cell, share_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_adjusted,
    note_without_clusters,
)
from thuiszitters.tables.table import Cell, Column, NoteList, Row, Table

_SURE = ("verified", "own")
_INDENT = "\u00a0" * 3


def screen_table(numbers: Numbers, language: Language) -> Table:
    """One row per code, in the order of the list, each below the code it is a part of."""
    study, notes = numbers.study, NoteList()
    stored = sorted(records(numbers.more["screen"]), key=lambda row: _path(str(row["code"]), study))
    rows = [_row(row, study, language, notes) for row in stored]
    for key in ("note_order", "note_q"):
        notes.general(say(f"table.screen.{key}", language))
    note_adjusted(notes, study.run.screen_adjust_for, numbers, language)
    note_without_clusters(notes, numbers.study, language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.screen.label", language), numeric=False),
        Column("n", say("table.odds_ratios.n", language)),
        Column("events", say("table.odds_ratios.events", language), parts=("n", "%")),
        adjusted_column(study, language),
        Column("p", say("table.odds_ratios.p", language)),
        Column("q", say("table.screen.q", language)),
    )
    title = say("table.screen.title", language)
    long = numbers.more["screen"]
    return Table("screen", language, title, columns, tuple(rows), tuple(notes), long)


def _row(row: StoredRow, study: Study, language: Language, notes: NoteList) -> Row:
    return Row(
        (
            _label(str(row["code"]), study, language, notes),
            count_cell(row, "n_pupils", language),
            share_cell(number(row["n_events"]), number(row["n_pupils"]), language),
            estimate_cell(row, language, study, notes),
            p_cell(row, language),
            p_cell(row, language, "q_value"),
        )
    )


def _label(code: str, study: Study, language: Language, notes: NoteList) -> Cell:
    """Code and label; a label that was not seen at its source is never shown as official."""
    known = study.codes.get(code)
    if known is None:
        return Cell(code)
    unsure = known.evidence not in _SURE
    marks = notes.mark(say("table.screen.note_label", language)) if unsure else ()
    indent = _INDENT * (len(_path(code, study)) - 1)
    return Cell(f"{indent}{code} {known.label.in_language(language)}", marks=marks)


def _path(code: str, study: Study) -> tuple[str, ...]:
    """The code after every code it is a part of."""
    known = study.codes.get(code)
    above = known.parent if known else None
    return (*(_path(above, study) if above else ()), code)
