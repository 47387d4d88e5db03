"""The predicted risk of groups of pupils: what a model says of those who share some levels."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import missing_cell
from thuiszitters.tables.general_notes import closing_notes, note_clusters, note_imputed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_PARTS = ("risk", "low", "high")


def group_risks_table(numbers: Numbers, language: Language) -> Table:
    """A row per group below the name of its model."""
    study, notes = numbers.study, NoteList()
    stored = numbers.more["group_risks"]
    rows: list[Row] = []
    model = ""
    for row in records(stored):
        if row["model"] != model:
            model = row["model"]
            rows.append(
                Row((Cell(study.models[model].label.in_language(language)), EMPTY), "section")
            )
        label = Cell(group_label(str(row["group"]), numbers, language))
        rows.append(Row((label, _risk(row, numbers, language, notes))))
    level = number_format.level_percentage(study.estimation.level, language)
    notes.general(say("table.group_risks.note", language))
    notes.general(say("table.group_risks.not_a_pupil", language))
    if any(present(row["risk"]) for row in records(stored)):
        notes.general(say("table.group_risks.interval", language, level=level))
    note_imputed(notes, numbers, language)
    note_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.group_risks.label", language), numeric=False),
        Column("risk", say("table.group_risks.risk", language, level=level), parts=_PARTS),
    )
    title = say("table.group_risks.title", language)
    return Table("group_risks", language, title, columns, tuple(rows), tuple(notes), stored)


def group_label(group: str, numbers: Numbers, language: Language) -> str:
    """The levels of a group by their labels, in the order of the plan."""
    said = []
    for part in group.split(" & "):
        name, _, level = part.partition("=")
        predictor = numbers.study.predictors[name]
        label = predictor.label.in_language(language)
        said.append(
            f"{label}: {predictor.level(level).in_language(language)[:1].lower()}"
            f"{predictor.level(level).in_language(language)[1:]}"
        )
    return "; ".join(said)


def _risk(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    values = tuple(number(row[key]) for key in ("risk", "risk_low", "risk_high"))
    if not present(row["risk"]):
        return missing_cell(row, language, numbers.study, notes)
    between = number_format.between(values[1], values[2], number_format.percentage, language)
    return Cell(f"{number_format.percentage(values[0], language)} ({between})", values)
