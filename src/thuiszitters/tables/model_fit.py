"""How well the adjusted models fit."""

from collections.abc import Callable

from thuiszitters.base.covariances import EQUATIONS
from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow
from thuiszitters.tables.cells import no_number
from thuiszitters.tables.general_notes import (
    closing_notes,
    fit_marks,
    note_clusters,
    note_complete_only,
)
from thuiszitters.tables.table import Cell, Column, NoteList, Row, Table

_MEASURES: tuple[tuple[str, Callable[[float, Language], str]], ...] = (
    ("n_pupils", number_format.count),
    ("n_events", number_format.count),
    ("n_parameters", number_format.count),
    ("events_per_parameter", number_format.events_per_parameter),
    ("log_likelihood", number_format.statistic),
    ("null_log_likelihood", number_format.statistic),
    ("penalised_log_likelihood", number_format.statistic),
    ("lr", number_format.statistic),
    ("lr_p", number_format.p_value),
    ("wald", number_format.statistic),
    ("wald_p", number_format.p_value),
    ("aic", number_format.statistic),
    ("bic", number_format.statistic),
    ("mcfadden", number_format.fit_index),
    ("nagelkerke", number_format.fit_index),
    ("tjur", number_format.fit_index),
    ("auc", number_format.fit_index),
    ("brier", number_format.fit_index),
    ("icc", number_format.fit_index),
)
#: Measures that are a statistic with degrees of freedom.
_TESTS = ("lr", "wald")


def model_fit_table(numbers: Numbers, language: Language) -> Table:
    """One column per model, one row per measure of fit."""
    study, notes = numbers.study, NoteList()
    stored = _adjusted(numbers)
    columns = [Column("measure", say("table.model_fit.measure", language), numeric=False)]
    estimators, intervals = [], []
    for fit in stored:
        model = study.models[fit["model"]]
        columns.append(Column(model.name, model.label.in_language(language)))
        marks = fit_marks(fit, study, language, notes)
        estimators.append(_estimator(fit, language, marks))
        word = say(f"word.interval.{fit['interval']}", language)
        intervals.append(Cell(word, state="suppressed" if fit["interval"] == "suppressed" else ""))
    rows = [
        Row((Cell(say("table.model_fit.estimator", language)), *estimators)),
        Row((Cell(say("table.model_fit.interval", language)), *intervals)),
    ]
    for key, printer in _MEASURES:
        column = f"{key}_statistic" if key in _TESTS else key
        if key.startswith("wald") and not any(fit["wald_df"] for fit in stored):
            continue  # only fits with clusters are tested by Wald
        cells = [_cell(fit, key, column, printer, language) for fit in stored]
        if all(cell.state == "none" for cell in cells):
            continue  # no model has it: the penalised likelihood of a maximum-likelihood fit
        rows.append(Row((Cell(say(f"table.model_fit.{key}", language)), *cells)))
    note_complete_only(notes, numbers, language)
    note_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    return Table(
        name="model_fit",
        language=language,
        title=say("table.model_fit.title", language),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(notes),
        stored=lambda: numbers.fits,
    )


def _adjusted(numbers: Numbers) -> list[StoredRow]:
    """The adjusted fit of every model; of complete pupils where a pooled one has no likelihood."""
    kinds = {
        kind: {fit["model"]: fit for fit in numbers.rows("fits") if fit["model_kind"] == kind}
        for kind in ("adjusted", "complete")
    }
    return [kinds["complete"].get(model, fit) for model, fit in kinds["adjusted"].items()]


def _estimator(fit: StoredRow, language: Language, marks: tuple[str, ...]) -> Cell:
    """The estimator; it is suppressed where it would tell that a hidden group is separated."""
    kind = fit["covariance"]
    equations = kind in EQUATIONS and fit["estimator"] == "ml"
    name = "equations" if equations else fit["estimator"]
    text = say(f"word.estimator.{name}", language, kind=kind)
    return Cell(text, state="suppressed" if fit["estimator"] == "suppressed" else "", marks=marks)


def _cell(
    fit: StoredRow,
    key: str,
    column: str,
    printer: Callable[[float, Language], str],
    language: Language,
) -> Cell:
    value = number(fit[column])
    if key == "penalised_log_likelihood" and fit["estimator"] == "ml":
        return Cell(number_format.NO_NUMBER, state="none")  # it has none to suppress
    if key in ("aic", "bic") and fit["estimator"] == "firth":
        return Cell(number_format.NO_NUMBER, state="none")  # not a maximised likelihood
    if value != value:
        return no_number(fit, language)
    printed = printer(value, language)
    if key in _TESTS:
        printed = f"{printed} ({number_format.count(number(fit[f'{key}_df']), language)})"
    return Cell(printed, (value,))
