"""The named definitions of the outcome side by side: pupils, whom they share, odds ratios."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.by_definition import (
    ByDefinition,
    by_definition,
    definition_parts,
)
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import estimate_cell, no_number, share_cell
from thuiszitters.tables.general_notes import add_general_notes, note_clusters, note_suppressed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table


def definitions_table(numbers: Numbers, language: Language) -> Table:
    """A row per definition: who counts, whom the cohort's own definition counts too, the model."""
    study, notes = numbers.study, NoteList()
    rows = [
        Row((_label(one, language, notes), *_cells(one, study, language, notes)))
        for one in by_definition(numbers)
    ]
    notes.general(say("table.definitions.note", language))
    note_clusters(notes, study, language)
    note_suppressed(rows, notes, language)
    add_general_notes(notes, study, language)
    level = number_format.level_percentage(study.estimation.level, language)
    ends = tuple(say(f"table.odds_ratios.{key}", language) for key in ("odds_ratio", "low", "high"))
    spanner = say("table.odds_ratios.estimate", language, level=level)
    shares = tuple(say(f"table.definitions.{key}", language) for key in ("number", "share"))
    columns = [
        Column("label", say("table.definitions.label", language), numeric=False),
        Column("counted", say("table.definitions.counted", language), parts=shares),
        Column("own", say("table.definitions.own", language), parts=shares),
    ]
    columns += [
        Column(part.name or part.predictor, part.label.in_language(language), spanner, ends)
        for part in definition_parts(numbers)
    ]
    title = say("table.definitions.title", language)
    long = numbers.more["definition_estimates"]
    return Table("definitions", language, title, tuple(columns), tuple(rows), tuple(notes), long)


def definition_overlap_table(numbers: Numbers, language: Language) -> Table:
    """How many pupils the definition of a row counts and that of a column does not."""
    study, notes = numbers.study, NoteList()
    found = [one.definition for one in by_definition(numbers)]
    stored = {
        (row["definition"], row["other"]): row
        for row in records(numbers.more["definitions"])
        if row["kind"] == "overlap"
    }
    rows = []
    for place, one in enumerate(found, start=1):
        label = f"{place}. {one.label.in_language(language)}"
        cells = [_beyond(stored.get((one.name, other.name)), language) for other in found]
        rows.append(Row((Cell(label), *cells)))
    notes.general(say("table.definition_overlap.note", language))
    note_suppressed(rows, notes, language)
    add_general_notes(notes, study, language)
    columns = [Column("label", say("table.definition_overlap.label", language), numeric=False)]
    spanner = say("table.definition_overlap.spanner", language)
    columns += [
        Column(one.name, number_format.count(place, language), spanner)
        for place, one in enumerate(found, start=1)
    ]
    title = say("table.definition_overlap.title", language)
    long = numbers.more["definitions"]
    name = "definition_overlap"
    return Table(name, language, title, tuple(columns), tuple(rows), tuple(notes), long)


def _label(one: ByDefinition, language: Language, notes: NoteList) -> Cell:
    own = notes.mark(say("table.definitions.note_own", language)) if one.definition.own else ()
    return Cell(one.definition.label.in_language(language), marks=own)


def _cells(one: ByDefinition, study: Study, language: Language, notes: NoteList) -> list[Cell]:
    events, pupils = number(one.counts["n_events"]), number(one.counts["n_pupils"])
    shared = one.own or one.counts
    return [
        share_cell(events, pupils, language),
        share_cell(number(shared["n_events"]), events, language),
        *(_estimate(row, study, language, notes) for row in one.estimates),
    ]


def _estimate(row: StoredRow | None, study: Study, language: Language, notes: NoteList) -> Cell:
    if row is None:
        return Cell(say("cell.not_estimated", language), state="none")
    return estimate_cell(row, language, study, notes)


def _beyond(row: StoredRow | None, language: Language) -> Cell:
    """Pupils counted by one definition and not by another; a definition beside itself is empty."""
    if row is None:
        return EMPTY
    value = number(row["n_pupils"]) - number(row["n_events"])
    return no_number(row, language) if value != value else _count(value, language)


def _count(value: float, language: Language) -> Cell:
    return Cell(number_format.count(value, language), (value,))
