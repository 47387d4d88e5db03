"""The adjusted models in the layout that readers of SPSS output know."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records, suppressed
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import missing_cell, suppressed_cell
from thuiszitters.tables.general_notes import (
    closing_notes,
    fit_marks,
    note_clusters,
    note_complete_models,
    note_imputed,
    note_interval,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_COLUMNS = ("b", "se", "wald", "df", "p", "exp_b", "low", "high")


def spss_table(numbers: Numbers, language: Language) -> Table:
    """B, S.E., Wald, df, p and Exp(B) with its interval for every term, the constant last.

    A factor has a row of its own with the test of all its levels, above its levels. The standard
    error is left out after Firth's method, where programs differ in what they call it, and the
    Wald statistic, which is made from it, with it; p is that of the interval's method, which in
    SPSS is always Wald's.
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
        tests = _tests(numbers, model.name)
        for row in ordered:
            if row["predictor"] in tests:  # once, above the first level
                test = tests.pop(row["predictor"])
                rows.append(_factor_row(test, fit, study, language, notes))
            rows.append(_row(row, study, language, notes))
        note_interval(notes, fit, study, language)
    notes.general(say("table.spss.note", language))
    note_imputed(notes, numbers, language)
    note_complete_models(notes, [*numbers.study.models.values()], language)
    note_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    columns = [Column("label", say("table.spss.label", language), numeric=False)]
    columns += [Column(key, say(f"table.spss.{key}", language)) for key in _COLUMNS]
    stored = numbers.estimates[numbers.estimates["model_kind"] == "adjusted"]
    title = say("table.spss.title", language)
    return Table("spss", language, title, tuple(columns), tuple(rows), tuple(notes), stored)


def _tests(numbers: Numbers, model: str) -> dict[str, StoredRow]:
    """The tests of the factors of a model as a whole, by predictor."""
    stored = numbers.global_tests
    own = stored[(stored["model"] == model) & (stored["model_kind"] == "adjusted")]
    factors = {name for name, one in numbers.study.predictors.items() if one.kind == "factor"}
    return {row["predictor"]: row for row in records(own) if row["predictor"] in factors}


def _factor_row(
    test: StoredRow, fit: StoredRow, study: Study, language: Language, notes: NoteList
) -> Row:
    """The test of all levels of a factor, by the method that gave it."""
    label = Cell(study.predictors[test["predictor"]].label.in_language(language))
    statistic, p = number(test["statistic"]), number(test["p_value"])
    if p != p:
        first = suppressed_cell(test, language, study, notes) if suppressed(test) else EMPTY
        return Row((label, first, *[EMPTY] * (len(_COLUMNS) - 1)))
    kind = str(test["test"])
    if kind == "wald" and fit["n_imputations"]:  # a suppressed method stays without a name
        kind = "pooled"
    marks = notes.mark(say(f"table.spss.{kind}", language)) if kind != "wald" else ()
    shown = statistic == statistic
    cells = {
        "wald": Cell(number_format.statistic(statistic, language), (statistic,), marks=marks)
        if shown
        else EMPTY,
        "df": Cell(number_format.count(number(test["df"]), language), (number(test["df"]),)),
        "p": Cell(number_format.p_value(p, language), (p,), marks=() if shown else marks),
    }
    return Row((label, *(cells.get(key, EMPTY) for key in _COLUMNS)))


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
        first = missing_cell(row, language, study, notes)
        return Row((label, first, *[EMPTY] * (len(_COLUMNS) - 1)))
    shown = error == error and row["estimator"] == "ml"
    p, odds_ratio = number(row["p_value"]), number(row["odds_ratio"])
    low, high = number(row["ci_low"]), number(row["ci_high"])
    wald = (log_odds / error) ** 2 if shown else float("nan")
    cells = (
        Cell(number_format.log_odds(log_odds, language), (log_odds,)),
        Cell(number_format.log_odds(error, language), (error,)) if shown else EMPTY,
        Cell(number_format.statistic(wald, language), (wald,)) if shown else EMPTY,
        Cell(number_format.count(1, language), (1.0,)) if shown else EMPTY,
        Cell(number_format.p_value(p, language), (p,)) if p == p else EMPTY,
        Cell(number_format.odds_ratio(odds_ratio, language), (odds_ratio,)),
        Cell(number_format.interval_end(low, language), (low,)) if low == low else EMPTY,
        Cell(number_format.interval_end(high, language), (high,)) if high == high else EMPTY,
    )
    return Row((label, *cells))
