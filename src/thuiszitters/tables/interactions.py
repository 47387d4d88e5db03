"""Whether two predictors together are more, or less, than the sum of both."""

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import missing_cell
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_complete_only,
    note_without_clusters,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: Measure to how its numbers are printed.
BEYOND = {
    "reri": number_format.statistic,
    "reri_risk": number_format.statistic,
    "interaction_contrast": number_format.points,
}


def interactions_table(numbers: Numbers, language: Language) -> Table:
    """A test for each pair of predictors, and what each pair of levels gives beyond the sum."""
    study, notes = numbers.study, NoteList()
    rows = []
    for row in records(numbers.more["interactions"]):
        pair = [
            study.predictors[row[key]].label.in_language(language) for key in ("first", "second")
        ]
        if row["measure"] in BEYOND:
            levels = _levels(row, study, language)
            label = Cell(say(f"table.interactions.measure.{row['measure']}", language, pair=levels))
            cells = (EMPTY, _beyond(row, numbers, language, notes), _p(row, language))
            rows.append(Row((label, *cells)))
        else:
            head = Cell(" × ".join(pair))
            cells = (_test(row, numbers, language, notes), EMPTY, _p(row, language))
            rows.append(Row((head, *cells), "group"))
    notes.general(say("table.interactions.note", language))
    note_complete_only(notes, numbers, language)
    note_without_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    level = number_format.level_percentage(study.estimation.level, language)
    parts = tuple(say(f"table.risks.{key}", language) for key in ("estimate", "low", "high"))
    columns = (
        Column("label", say("table.interactions.label", language), numeric=False),
        Column("test", say("table.interactions.test", language)),
        Column("beyond", say("table.interactions.beyond", language, level=level), parts=parts),
        Column("p", say("table.odds_ratios.p", language)),
    )
    title = say("table.interactions.title", language)
    stored = numbers.more["interactions"]
    return Table("interactions", language, title, columns, tuple(rows), tuple(notes), stored)


def _levels(row: StoredRow, study: Study, language: Language) -> str:
    labels = []
    for name, level in ((row["first"], row["first_level"]), (row["second"], row["second_level"])):
        shown = str(level) if present(level) else None
        labels.append(study.predictors[name].short(shown, language))
    return " + ".join(labels)


def _test(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    statistic, df = number(row["estimate"]), number(row["df"])
    if statistic != statistic:
        return missing_cell(row, language, numbers.study, notes)
    printed = number_format.statistic(statistic, language)
    return Cell(f"{printed} ({number_format.count(df, language)})", (statistic,))


def _beyond(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    values = tuple(number(row[key]) for key in ("estimate", "low", "high"))
    if values[0] != values[0]:
        return missing_cell(row, language, numbers.study, notes)
    printed = BEYOND[row["measure"]]
    ends = number_format.between(values[1], values[2], printed, language)
    marks = notes.mark(explain(row["reason"] or "", language, numbers.study))
    return Cell(f"{printed(values[0], language)} ({ends})", values, marks=marks)


def _p(row: StoredRow, language: Language) -> Cell:
    p = number(row["p_value"])
    return Cell(number_format.p_value(p, language), (p,)) if p == p else EMPTY
