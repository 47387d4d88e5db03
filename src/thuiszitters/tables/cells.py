"""Cells from stored numbers: printed once, with what to say when there is no number."""

import numpy as np

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.results.read import number
from thuiszitters.results.rows import StoredRow, suppressed
from thuiszitters.results.study import Predictor, Study
from thuiszitters.tables.table import Cell, NoteList


def suppressed_cell(row: StoredRow, language: Language, study: Study, notes: NoteList) -> Cell:
    """A cell for a number that was not released, with its reason as a note."""
    text = say("cell.suppressed", language)
    marks = notes.mark(explain(row["reason"] or "", language, study))
    return Cell(text, state="suppressed", marks=marks)


def count_cell(row: StoredRow, column: str, language: Language) -> Cell:
    """A count as it was released; one that was taken out says so."""
    value = number(row[column])
    if np.isnan(value):
        return no_number(row, language)
    return Cell(number_format.count(value, language), (value,))


def share_cell(part: float, whole: float, language: Language) -> Cell:
    """A count with its percentage, for a column with two parts."""
    if np.isnan(part):
        return Cell(say("cell.suppressed", language), state="suppressed")
    counted = number_format.count(part, language)
    if not whole > 0:
        return Cell(counted, (part, float("nan")))
    return Cell(
        f"{counted} ({number_format.percentage(part / whole, language)})", (part, part / whole)
    )


def no_number(row: StoredRow, language: Language) -> Cell:
    """A cell without a number: suppressed, or none."""
    if suppressed(row):
        return Cell(say("cell.suppressed", language), state="suppressed")
    return Cell(number_format.NO_NUMBER, state="none")


def missing_cell(row: StoredRow, language: Language, study: Study, notes: NoteList) -> Cell:
    """In place of a number that is not there: suppressed, or why it was not estimated."""
    if suppressed(row):
        return suppressed_cell(row, language, study, notes)
    marks = notes.mark(explain(row["reason"] or "", language, study))
    return Cell(say("cell.not_estimated", language), state="none", marks=marks)


def tested_cell(row: StoredRow, language: Language, study: Study, notes: NoteList) -> Cell:
    """The p-value of a test in the row above what it tests, or why there is none."""
    p = number(row["p_value"])
    if np.isnan(p):
        return missing_cell(row, language, study, notes)
    return Cell(number_format.p_value(p, language), (p,))


def estimate_cell(row: StoredRow, language: Language, study: Study, notes: NoteList) -> Cell:
    """An odds ratio with its interval, or the reason why there is none."""
    if row["status"] == "reference":
        return Cell(say("cell.reference", language), (1.0, float("nan"), float("nan")))
    odds_ratio, low, high = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    if np.isnan(odds_ratio):
        return missing_cell(row, language, study, notes)
    # A count of the row may be suppressed and its odds ratio not: the note is the count's then.
    marks = () if suppressed(row) else notes.mark(explain(row["reason"] or "", language, study))
    if np.isinf(high) or low == 0:
        marks += notes.mark(say("note.infinite", language))
    printed = number_format.odds_ratio(odds_ratio, language)
    ends = number_format.interval(low, high, language)
    text = f"{printed} ({ends})" if ends != number_format.NO_NUMBER else printed
    return Cell(text, (odds_ratio, low, high), marks=marks)


def p_cell(row: StoredRow, language: Language, column: str = "p_value") -> Cell:
    """A p-value; empty for a reference row, a dash where there is none."""
    if row["status"] == "reference":
        return Cell("")
    value = number(row[column])
    if np.isnan(value):
        return no_number(row, language)
    return Cell(number_format.p_value(value, language), (value,))


def predictor_cell(predictor: Predictor, language: Language, notes: NoteList) -> Cell:
    """The name of a predictor, marked when its definition holds part of the outcome."""
    marks = notes.mark(say("note.adjacent", language)) if predictor.outcome_adjacent else ()
    return Cell(predictor.label.in_language(language), marks=marks)
