"""The rows of a forest plot: what is written and what is drawn in each."""

from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.figures.lettering import raised
from thuiszitters.language import say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow
from thuiszitters.results.study import Model
from thuiszitters.tables.cells import count_cell, estimate_cell, predictor_cell, share_cell
from thuiszitters.tables.general_notes import fit_marks
from thuiszitters.tables.table import NoteList

MarkState = Literal["ok", "reference", "suppressed", "none"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One estimate as drawn, and what is written beside it."""

    kind: Literal["crude", "adjusted"]
    state: MarkState
    text: str
    odds_ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A heading (no marks) or a level with its crude and adjusted estimate."""

    label: str
    heading: bool
    predictor: str = ""
    n: str = ""
    events: str = ""
    counts_suppressed: bool = False
    marks: tuple[Mark, ...] = ()


def forest_rows(
    numbers: Numbers, model: Model, language: Language, notes: NoteList
) -> list[ForestRow]:
    """All rows of one model, with the notes their marks need."""
    own = [row for row in numbers.rows("estimates") if row["model"] == model.name]
    firth = _crude_with_firth(numbers, model, language, notes)
    rows = []
    for name in model.predictors:
        predictor = numbers.study.predictors[name]
        heading = predictor_cell(predictor, language, notes)
        rows.append(ForestRow(heading.text + raised(heading.marks), heading=True, predictor=name))
        mine = [row for row in own if row["predictor"] == name]
        crude = {str(row["level"]): row for row in mine if row["model_kind"] == "crude"}
        for row in mine:
            if row["model_kind"] != "adjusted":
                continue
            pair = (("crude", crude.get(str(row["level"]))), ("adjusted", row))
            marks = [
                _mark(
                    kind, side, numbers, language, notes, firth.get(name) if kind == "crude" else ()
                )
                for kind, side in pair
                if side is not None
            ]
            if len({mark.text for mark in marks}) == 1 and marks[-1].state != "ok":
                marks = marks[-1:]  # say once what goes for both
            rows.append(
                _level_row(level_label(predictor, row["level"], language), row, marks, language)
            )
    return rows


def _crude_with_firth(
    numbers: Numbers, model: Model, language: Language, notes: NoteList
) -> dict[str, tuple[str, ...]]:
    """Marks of the crude fits that needed Firth's method, by predictor."""
    return {
        fit["predictor"]: fit_marks(fit, numbers.study, language, notes)
        for fit in numbers.rows("fits")
        if fit["model"] == model.name
        and fit["model_kind"] == "crude"
        and fit["estimator"] == "firth"
    }


def adjusted_fit(numbers: Numbers, model: Model) -> StoredRow:
    """What is stored of the adjusted fit of a model."""
    fits = (row for row in numbers.rows("fits") if row["model"] == model.name)
    return next(row for row in fits if row["model_kind"] == "adjusted")


def _level_row(label: str, row: StoredRow, marks: list[Mark], language: Language) -> ForestRow:
    pupils, events = number(row["n_pupils"]), number(row["n_events"])
    return ForestRow(
        label=label,
        heading=False,
        n=count_cell(row, "n_pupils", language).text,
        events=share_cell(events, float("nan"), language).text,
        counts_suppressed=pupils != pupils,
        marks=tuple(marks),
    )


def _mark(
    kind: str,
    row: StoredRow,
    numbers: Numbers,
    language: Language,
    notes: NoteList,
    extra: tuple[str, ...] | None,
) -> Mark:
    cell = estimate_cell(row, language, numbers.study, notes)
    state: MarkState = "ok"
    if row["status"] == "reference":
        state = "reference"
    elif cell.state:
        state = cell.state
    letters = sorted(set(cell.marks + (extra or () if state == "ok" else ())))
    text = cell.text + raised(tuple(letters))
    if state == "reference":
        text = say("cell.reference", language)
    return Mark(
        kind="crude" if kind == "crude" else "adjusted",
        state=state,
        text=text,
        odds_ratio=number(row["odds_ratio"]),
        low=number(row["ci_low"]),
        high=number(row["ci_high"]),
    )
