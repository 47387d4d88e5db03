"""Which predictors are missing together, and for how many pupils."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.missing_patterns import shown_patterns
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import no_number, share_cell
from thuiszitters.tables.characteristics import ALL
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import Cell, Column, NoteList, Row, Table


def missing_patterns_table(numbers: Numbers, language: Language) -> Table | None:
    """One row per pattern, most common first; nothing where at most one predictor is missing."""
    if not shown_patterns(numbers):
        return None
    study, notes = numbers.study, NoteList()
    table = numbers.more["missing_patterns"]
    everyone = next(row for row in records(numbers.characteristics) if row["predictor"] == ALL)
    rows = [_row(row, everyone, numbers, language) for row in records(table)]
    key = "suppressed" if (table["status"] == "suppressed").any() else "note"
    notes.general(say(f"table.missing_patterns.{key}", language))
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.missing_patterns.label", language), numeric=False),
        Column("all", say("table.missing.all", language), parts=("n", "%")),
    )
    title = say("table.missing_patterns.title", language)
    return Table("missing_patterns", language, title, columns, tuple(rows), tuple(notes), table)


def _row(row: StoredRow, everyone: StoredRow, numbers: Numbers, language: Language) -> Row:
    pupils = number(row["n_pupils"])
    cell = share_cell(pupils, number(everyone["n_pupils"]), language)
    if pupils != pupils:
        cell = no_number(row, language)
    return Row((Cell(_label(row, numbers, language)), cell))


def _label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    if row["kind"] == "other":
        return say("table.missing_patterns.other", language)
    names = [name for name in str(row["predictors"] or "").split(", ") if name]
    if not names:
        return say("table.missing_patterns.none", language)
    labels = [numbers.study.predictors[name].label.in_language(language) for name in names]
    return "; ".join(labels)
