"""For how many pupils each predictor is missing."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import predictor_cell, share_cell
from thuiszitters.tables.characteristics import ALL
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import Cell, Column, NoteList, Row, Table


def missing_table(numbers: Numbers, language: Language) -> Table:
    """One row per predictor that is missing for someone, in the plan's order."""
    study, notes = numbers.study, NoteList()
    table = numbers.characteristics
    totals = next(row for row in records(table) if row["predictor"] == ALL)
    stored = {row["predictor"]: row for row in records(table[table["row"] == "missing"])}
    rows = []
    for name, predictor in study.predictors.items():
        if name in stored:
            label = predictor_cell(predictor, language, notes)
            rows.append(Row((label, *_cells(stored[name], totals, language))))
    notes.general(say("table.missing.note", language))
    closing_notes(notes, rows, study, language)
    columns = [Column("label", say("table.missing.label", language), numeric=False)]
    columns += [
        Column(key, say(f"table.missing.{key}", language), parts=("n", "%"))
        for key in ("all", "events", "non_events")
    ]
    title, long = say("table.missing.title", language), table[table["row"] == "missing"]
    return Table("missing", language, title, tuple(columns), tuple(rows), tuple(notes), long)


def _cells(row: StoredRow, totals: StoredRow, language: Language) -> tuple[Cell, ...]:
    """Missing for all pupils, for those with the outcome, and for those without."""
    pupils, events = number(row["n_pupils"]), number(row["n_events"])
    everyone, cases = number(totals["n_pupils"]), number(totals["n_events"])
    pairs = ((pupils, everyone), (events, cases), (pupils - events, everyone - cases))
    return tuple(share_cell(part, whole, language) for part, whole in pairs)
