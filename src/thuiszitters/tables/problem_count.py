"""How the odds rise with the number of problem domains that come at once."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import count_cell, estimate_cell, no_number, p_cell, share_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_adjusted,
    note_without_clusters,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table


def problem_count_table(numbers: Numbers, language: Language) -> Table:
    """The steps, the trend over them, and the test of the steps against the trend."""
    study, notes = numbers.study, NoteList()
    stored = records(numbers.more["problem_count"])
    rows = [
        *(_step(row, numbers, language, notes) for row in stored if row["kind"] == "step"),
        *(_trend(row, numbers, language, notes) for row in stored if row["kind"] == "trend"),
        *(_departure(row, language) for row in stored if row["kind"] == "departure"),
    ]
    if study.problem_count:
        labels = [
            study.predictors[name].label.in_language(language) for name in study.problem_count
        ]
        notes.general(say("table.problem_count.note", language, domains=", ".join(labels)))
    note_adjusted(notes, study.run.problem_count_adjust_for, numbers, language)
    note_without_clusters(notes, numbers.study, language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.problem_count.label", language), numeric=False),
        Column("n", say("table.odds_ratios.n", language)),
        Column("events", say("table.odds_ratios.events", language), parts=("n", "%")),
        adjusted_column(study, language),
        Column("p", say("table.odds_ratios.p", language)),
    )
    title = say("table.problem_count.title", language)
    long = numbers.more["problem_count"]
    return Table("problem_count", language, title, columns, tuple(rows), tuple(notes), long)


def _step(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Row:
    cells = (
        Cell(say("table.problem_count.step", language, level=row["level"])),
        count_cell(row, "n_pupils", language),
        share_cell(number(row["n_events"]), number(row["n_pupils"]), language),
        estimate_cell(row, language, numbers.study, notes),
        p_cell(row, language),
    )
    return Row(cells, "reference" if row["status"] == "reference" else "data")


def _trend(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Row:
    label = Cell(say("table.problem_count.trend", language))
    estimate = estimate_cell(row, language, numbers.study, notes)
    return Row((label, EMPTY, EMPTY, estimate, p_cell(row, language)))


def _departure(row: StoredRow, language: Language) -> Row:
    statistic, df = number(row["statistic"]), number(row["df"])
    cell = no_number(row, language)
    if statistic != statistic and present(row["p_value"]):
        cell = EMPTY  # the release keeps statistics in, and lets the p-value leave
    if statistic == statistic:
        printed = number_format.statistic(statistic, language)
        cell = Cell(f"χ² {printed} ({number_format.count(df, language)})", (statistic,))
    label = Cell(say("table.problem_count.departure", language))
    return Row((label, EMPTY, EMPTY, cell, p_cell(row, language)))
