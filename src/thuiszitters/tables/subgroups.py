"""The odds ratio of a predictor within each level of another, with the test whether it differs."""

from collections.abc import Iterator

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.read import Numbers, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import estimate_cell, p_cell, tested_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import closing_notes, note_clusters, note_imputed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: The measure of rows that hold an odds ratio; the other rows hold the test of a pair.
INSIDE = "odds_ratio"
_PAIR = ("model", "predictor", "by")


def subgroups_table(numbers: Numbers, language: Language) -> Table:
    """A heading with the test for each pair of predictors, and a row per group below it."""
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    tests = set()
    for inside, test in pairs_of(numbers):
        tests.add(str(test["measure"]))
        head = Cell(pair_label(test, numbers, language))
        rows.append(Row((head, EMPTY, EMPTY, tested_cell(test, language, study, notes)), "group"))
        for row in inside:
            label = Cell(group_label(row, numbers, language))
            estimate = estimate_cell(row, language, study, notes)
            rows.append(Row((label, estimate, p_cell(row, language), EMPTY)))
    notes.general(say("table.subgroups.note", language))
    for name in ("lr", "penalised_lr", "wald"):
        if name in tests:
            notes.general(say(f"table.subgroups.test.{name}", language))
    note_clusters(notes, study, language)
    note_imputed(notes, numbers, language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.subgroups.label", language), numeric=False),
        adjusted_column(study, language),
        Column("p", say("table.odds_ratios.p", language)),
        Column("interaction", say("table.subgroups.interaction", language)),
    )
    title = say("table.subgroups.title", language)
    stored = numbers.more["subgroups"]
    return Table("subgroups", language, title, columns, tuple(rows), tuple(notes), stored)


def pairs_of(numbers: Numbers) -> Iterator[tuple[list[StoredRow], StoredRow]]:
    """Per pair of predictors the rows of odds ratios, and that of the test."""
    for _, part in numbers.more["subgroups"].groupby(list(_PAIR), sort=False):
        rows: list[StoredRow] = list(records(part))
        inside = [row for row in rows if row["measure"] == INSIDE]
        yield inside, next(row for row in rows if row["measure"] != INSIDE)


def pair_label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    """Whose odds ratio, by what."""
    named = {
        key: numbers.study.predictors[row[key]].label.in_language(language)
        for key in ("predictor", "by")
    }
    named["by"] = named["by"][:1].lower() + named["by"][1:]
    return say("table.subgroups.pair", language, **named)


def group_label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    """The group, and the level of a predictor with more than two."""
    study = numbers.study
    group = study.predictors[row["by"]].named(str(row["by_level"]), language)
    predictor = study.predictors[row["predictor"]]
    if not present(row["level"]) or predictor.kind == "binary":
        return group
    return f"{predictor.level(str(row['level'])).in_language(language)} · {group}"
