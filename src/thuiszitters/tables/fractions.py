"""Which share of the outcome goes with a factor, and how many pupils there are to one more."""

import numpy as np

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.number_needed import number_needed
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import missing_cell, predictor_cell
from thuiszitters.tables.general_notes import closing_notes, note_clusters, note_imputed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: From here on a number needed is printed whole; below it, one decimal.
_WHOLE = 9.95


def fractions_table(numbers: Numbers, language: Language) -> Table:
    """The fraction in the row of a factor, numbers needed in those of its levels."""
    study, notes = numbers.study, NoteList()
    stored, risks = numbers.more["fractions"], numbers.more.get("risks")
    rows: list[Row] = []
    model = ""
    for row in records(stored):
        if row["model"] != model:
            model = row["model"]
            label = Cell(study.models[model].label.in_language(language))
            rows.append(Row((label, EMPTY, EMPTY), "section"))
        predictor = study.predictors[row["predictor"]]
        head = predictor_cell(predictor, language, notes)
        rows.append(Row((head, _fraction(row, numbers, language, notes), EMPTY), "group"))
        for one in [] if risks is None else records(risks):
            if (one["model"], one["predictor"]) == (model, row["predictor"]):
                name = Cell(level_label(predictor, one["level"], language))
                rows.append(Row((name, EMPTY, needed_cell(one, numbers, language, notes))))
    notes.general(say("table.fractions.note", language))
    notes.general(say("table.fractions.needed_note", language))
    note_imputed(notes, numbers, language)
    note_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    level = number_format.level_percentage(study.estimation.level, language)
    columns = (
        Column("label", say("table.odds_ratios.label", language), numeric=False),
        *(
            Column(key, say(f"table.fractions.{key}", language, level=level), parts=_parts(key))
            for key in ("fraction", "needed")
        ),
    )
    title = say("table.fractions.title", language)
    return Table("fractions", language, title, columns, tuple(rows), tuple(notes), stored)


def _parts(key: str) -> tuple[str, ...]:
    return (key, "low", "high")


def _fraction(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    ends = ("fraction", "fraction_low", "fraction_high")
    values = tuple(number(row[key]) for key in ends)
    if np.isnan(values[0]):
        return missing_cell(row, language, numbers.study, notes)
    printed = number_format.percentage(values[0], language)
    between = number_format.between(values[1], values[2], number_format.percentage, language)
    return Cell(f"{printed} ({between})", values)


def needed_cell(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    """The number needed of a row of released risks, with its interval by Altman's rule."""
    released = tuple(number(row[f"difference{end}"]) for end in ("", "_low", "_high"))
    if np.isnan(released).any():
        return missing_cell(row, language, numbers.study, notes)
    found = number_needed(*released)
    values = (found.estimate, found.low, found.high)
    named = [_named(value, language) for value in values]
    if found.through_infinity:
        ends = say("table.fractions.through", language, low=named[1], high=named[2])
    else:
        near, far = sorted((found.low, found.high), key=abs)
        ends = say(
            "table.fractions.between",
            language,
            low=_number(near, language),
            high=_number(far, language),
        )
    return Cell(f"{named[0]} ({ends})", values)


def _named(value: float, language: Language) -> str:
    """A number needed with its direction; infinity has none."""
    if np.isinf(value):
        return "∞"
    key = "more" if value > 0 else "fewer"
    return say(f"table.fractions.{key}", language, n=_number(value, language))


def _number(value: float, language: Language) -> str:
    size = abs(value)
    if np.isinf(size):
        return "∞"
    return number_format.decimal(size, 1 if size < _WHOLE else 0, language)
