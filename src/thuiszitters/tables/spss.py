"""The adjusted models in the layout that readers of SPSS output know."""

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records, withheld
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import masked_cell
from thuiszitters.tables.general_notes import (
    closing_notes,
    fit_marks,
    note_clusters,
    note_imputed,
    note_interval,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_COLUMNS = ("b", "se", "p", "exp_b", "low", "high")


def spss_table(numbers: Numbers, language: Language) -> Table:
    """B, S.E., p and Exp(B) with its interval for every term, the constant last.

    The standard error is left out after Firth's method, where programs differ in what they call
    it; p is that of the interval's method, which in SPSS is always Wald's.
    """
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    for model in study.models.values():
        fits = numbers.fits
        fit = records(fits[(fits["model"] == model.name) & (fits["model_kind"] == "adjusted")])[0]
        marks = fit_marks(fit, study, language, notes)
        head = Cell(model.label.in_language(language), marks=marks)
        rows.append(Row((head, *[EMPTY] * len(_COLUMNS)), "section"))
        stored = numbers.estimates
        own = stored[(stored["model"] == model.name) & (stored["model_kind"] == "adjusted")]
        terms = [row for row in records(own) if row["status"] != "reference"]
        ordered = sorted(terms, key=lambda row: row["term"] == "(Intercept)")
        rows += [_row(row, study, language, notes) for row in ordered]
        note_interval(notes, fit, study, language)
    notes.general(say("table.spss.note", language))
    note_imputed(notes, numbers, language)
    note_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    columns = [Column("label", say("table.spss.label", language), numeric=False)]
    columns += [Column(key, say(f"table.spss.{key}", language)) for key in _COLUMNS]
    stored = numbers.estimates[numbers.estimates["model_kind"] == "adjusted"]
    title = say("table.spss.title", language)
    return Table("spss", language, title, tuple(columns), tuple(rows), tuple(notes), stored)


def _label(row: StoredRow, study: Study, language: Language) -> str:
    if row["term"] == "(Intercept)":
        return say("word.intercept", language)
    predictor = study.predictors[row["predictor"]]
    level = level_label(predictor, row["level"], language)
    return f"{predictor.label.in_language(language)}: {level}"


def _row(row: StoredRow, study: Study, language: Language, notes: NoteList) -> Row:
    label = Cell(_label(row, study, language))
    log_odds, error = number(row["log_odds"]), number(row["std_error"])
    if log_odds != log_odds:
        if withheld(row):
            first = masked_cell(row, language, study, notes)
        else:
            marks = notes.mark(explain(row["reason"] or "", language, study))
            first = Cell(say("cell.not_estimated", language), state="none", marks=marks)
        return Row((label, first, *[EMPTY] * (len(_COLUMNS) - 1)))
    shown = error == error and row["estimator"] == "ml"
    p, odds_ratio = number(row["p_value"]), number(row["odds_ratio"])
    low, high = number(row["ci_low"]), number(row["ci_high"])
    cells = (
        Cell(number_format.log_odds(log_odds, language), (log_odds,)),
        Cell(number_format.log_odds(error, language), (error,)) if shown else EMPTY,
        Cell(number_format.p_value(p, language), (p,)) if p == p else EMPTY,
        Cell(number_format.odds_ratio(odds_ratio, language), (odds_ratio,)),
        Cell(number_format.interval_end(low, language), (low,)) if low == low else EMPTY,
        Cell(number_format.interval_end(high, language), (high,)) if high == high else EMPTY,
    )
    return Row((label, *cells))
