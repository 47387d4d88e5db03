"""Crude and adjusted odds ratios side by side, on the same pupils."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, n_imputations, number
from thuiszitters.results.remembered import remembered
from thuiszitters.results.rows import StoredRow
from thuiszitters.results.study import Model
from thuiszitters.tables.cells import (
    count_cell,
    estimate_cell,
    no_number,
    p_cell,
    predictor_cell,
    share_cell,
)
from thuiszitters.tables.general_notes import (
    add_general_notes,
    fit_marks,
    note_clusters,
    note_complete_models,
    note_imputed,
    note_interval,
    note_outcome,
    note_suppressed,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

KINDS = ("crude", "adjusted")


def odds_ratio_table(
    numbers: Numbers, language: Language, models: tuple[str, ...] = (), name: str = "odds_ratios"
) -> Table:
    """Odds ratios of the named models (all models of the plan when none is named)."""
    study, notes = numbers.study, NoteList()
    chosen = [study.models[name] for name in models or tuple(study.models)]
    rows: list[Row] = []
    for model in chosen:
        rows += _model_rows(numbers, model, language, notes)
    notes.general(say("table.odds_ratios.note_same", language))
    if not n_imputations(numbers):
        notes.general(say("table.odds_ratios.note_complete", language))
    note_imputed(notes, numbers, language)
    note_complete_models(notes, chosen, language)
    note_clusters(notes, study, language)
    if any(row.kind == "group" and any(cell.values for cell in row.cells) for row in rows):
        notes.general(say("table.odds_ratios.note_global", language))
    note_outcome(notes, study, language)
    for fit in _fits(numbers, [model.name for model in chosen]):
        note_interval(notes, fit, study, language)
    note_suppressed(rows, notes, language)
    add_general_notes(notes, study, language)
    return Table(
        name=name,
        language=language,
        title=say("table.odds_ratios.title", language),
        columns=_columns(numbers, language),
        rows=tuple(rows),
        notes=tuple(notes),
        stored=lambda: _long(numbers, [model.name for model in chosen]),
    )


def _long(numbers: Numbers, names: list[str]) -> list[StoredRow]:
    rows = numbers.rows("estimates")
    return [row for row in rows if row["model"] in names and row["model_kind"] in KINDS]


def _columns(numbers: Numbers, language: Language) -> tuple[Column, ...]:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    estimate = say("table.odds_ratios.estimate", language, level=level)
    parts = tuple(
        say(f"table.odds_ratios.{key}", language) for key in ("odds_ratio", "low", "high")
    )
    columns = [
        Column("label", say("table.odds_ratios.label", language), numeric=False),
        Column("n", say("table.odds_ratios.n", language)),
        Column("events", say("table.odds_ratios.events", language), parts=("n", "%")),
    ]
    for kind in KINDS:
        spanner = say(f"table.odds_ratios.{kind}", language)
        columns.append(Column(kind, estimate, spanner, parts))
        columns.append(Column(f"{kind}_p", say("table.odds_ratios.p", language), spanner))
    return tuple(columns)


def _fits(numbers: Numbers, names: list[str]) -> list[StoredRow]:
    fits = numbers.rows("fits")
    return [fit for fit in fits if fit["model"] in names and fit["model_kind"] == "adjusted"]


def _header(fit: StoredRow, model: Model, language: Language) -> str:
    """The model with its pupils; when a count is suppressed, that is said in words."""
    label = model.label.in_language(language)
    counts = [count_cell(fit, column, language) for column in ("n_pupils", "n_events")]
    if any(cell.state == "suppressed" for cell in counts):
        return say("table.odds_ratios.model_suppressed", language, label=label)
    n, events = (cell.text for cell in counts)
    return say("table.odds_ratios.model", language, label=label, n=n, events=events)


def _model_rows(numbers: Numbers, model: Model, language: Language, notes: NoteList) -> list[Row]:
    fits = [fit for fit in numbers.rows("fits") if fit["model"] == model.name]
    adjusted_fit = next(fit for fit in fits if fit["model_kind"] == "adjusted")
    marks = fit_marks(adjusted_fit, numbers.study, language, notes)
    if model.role == "exploratory":
        marks += notes.mark(say("note.exploratory", language))
    header = _header(adjusted_fit, model, language)
    rows = [Row((Cell(header, marks=marks), *[EMPTY] * 6), "section")]
    crude_fits = {fit["predictor"]: fit for fit in fits if fit["model_kind"] == "crude"}
    for name in model.predictors:
        crude_fit = crude_fits.get(name)
        crude_marks: tuple[str, ...] = ()
        if crude_fit is not None and crude_fit["estimator"] == "firth":
            crude_marks = fit_marks(crude_fit, numbers.study, language, notes)
        rows += _predictor_rows(numbers, model, name, language, notes, crude_marks)
    return rows


def _predictor_rows(
    numbers: Numbers,
    model: Model,
    name: str,
    language: Language,
    notes: NoteList,
    crude_marks: tuple[str, ...],
) -> list[Row]:
    predictor = numbers.study.predictors[name]
    crude, adjusted = (_estimates(numbers).get((model.name, name, kind), ()) for kind in KINDS)
    tests = _global_tests(numbers, model, name) if len(adjusted) > 2 else {}
    group: list[Cell] = [predictor_cell(predictor, language, notes), EMPTY, EMPTY]
    for kind in KINDS:
        test = tests.get(kind)
        group += [EMPTY, p_cell(test, language) if test else EMPTY]
    rows = [Row(tuple(group), "group")]
    crude_by_level = {_key(row): row for row in crude}
    for row in adjusted:
        other = crude_by_level.get(_key(row))
        label = Cell(level_label(predictor, row["level"], language))
        crude_cells = (EMPTY, EMPTY)
        if other is not None:
            first = estimate_cell(other, language, numbers.study, notes)
            crude_cells = (_with_marks(first, crude_marks), p_cell(other, language))
        cells = (
            label,
            count_cell(row, "n_pupils", language),
            _events_cell(row, language),
            *crude_cells,
            estimate_cell(row, language, numbers.study, notes),
            p_cell(row, language),
        )
        rows.append(Row(cells, "reference" if row["status"] == "reference" else "data"))
    return rows


@remembered
def _estimates(numbers: Numbers) -> dict[tuple[str, str, str], list[StoredRow]]:
    """Rows of each predictor, by model, predictor and kind of model."""
    found: dict[tuple[str, str, str], list[StoredRow]] = {}
    for row in numbers.rows("estimates"):
        found.setdefault((row["model"], row["predictor"], row["model_kind"]), []).append(row)
    return found


def _key(row: StoredRow) -> str:
    return str(row["level"])


def _with_marks(cell: Cell, marks: tuple[str, ...]) -> Cell:
    if not cell.values or cell.values[1] != cell.values[1]:  # a reference row has no interval
        return cell
    together = tuple(dict.fromkeys(cell.marks + marks))
    return Cell(cell.text, cell.values, cell.state, together)


def _events_cell(row: StoredRow, language: Language) -> Cell:
    events, pupils = number(row["n_events"]), number(row["n_pupils"])
    if events != events:
        return no_number(row, language)
    return share_cell(events, pupils, language)


def _global_tests(numbers: Numbers, model: Model, name: str) -> dict[str, StoredRow]:
    return {
        str(row["model_kind"]): row
        for row in numbers.rows("global_tests")
        if row["model"] == model.name and row["predictor"] == name and row["model_kind"] in KINDS
    }
