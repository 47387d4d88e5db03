"""Who the pupils are, by outcome."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records, suppressed
from thuiszitters.results.study import Predictor
from thuiszitters.tables.cells import count_cell, no_number, predictor_cell, share_cell
from thuiszitters.tables.general_notes import add_general_notes, note_outcome, note_suppressed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: Marks the row with the totals in characteristics.parquet.
ALL = "__all__"

#: Rows of a table that a page has room for beside its notes.
_ROWS_OF_A_PAGE = 45


def characteristics_parts(numbers: Numbers, language: Language) -> tuple[Table, ...]:
    """The table as a report has it: the predictors of its confirmatory models, then the others.

    One table where all of it goes on a page.
    """
    whole = characteristics_table(numbers, language)
    study = numbers.study
    models = {study.main_model.name: study.main_model}
    models |= {name: one for name, one in study.models.items() if one.role == "confirmatory"}
    first = {name for model in models.values() for name in model.predictors}
    others = set(study.predictors) - first
    if len(whole.rows) <= _ROWS_OF_A_PAGE or not others:
        return (replace(whole, name="characteristics_main"),)
    return tuple(
        characteristics_table(numbers, language, named, f"characteristics_{part}")
        for part, named in (("main", first), ("other", others))
    )


def characteristics_table(
    numbers: Numbers,
    language: Language,
    named: Collection[str] | None = None,
    name: str = "characteristics",
) -> Table:
    """Counts, percentages and standardised differences for every predictor, or for those named."""
    stored = records(numbers.characteristics)
    totals = next(row for row in stored if row["predictor"] == ALL)
    rows, notes = [_total_row(totals, language)], NoteList()
    for one, predictor in numbers.study.predictors.items():
        own = [row for row in stored if row["predictor"] == one]
        if not own or (named is not None and one not in named):
            continue
        label = predictor_cell(predictor, language, notes)
        rows.append(Row((label, *[EMPTY] * 5), "group"))
        known = _known(own, totals)
        for row in own:
            if _implied(row, predictor):
                continue
            if row["row"] == "number":
                rows.append(_number_row(row, language))
            elif row["row"] == "missing":
                label = Cell(say("word.missing", language))
                rows.append(_count_row(label, row, _pair(totals), language))
            else:
                label = Cell(level_label(predictor, row["level"], language))
                mirrored = _mirrored(row, predictor)
                rows.append(_count_row(label, row, known, language, mirrored=mirrored))
    note_outcome(notes, numbers.study, language)
    notes.general(say("table.characteristics.note_percent", language))
    notes.general(say("table.characteristics.note_difference", language))
    note_suppressed(rows, notes, language)
    add_general_notes(notes, numbers.study, language)
    other = name == "characteristics_other"
    title = say(f"table.characteristics.{'title_other' if other else 'title'}", language)
    return Table(
        name=name,
        language=language,
        title=title,
        columns=_columns(language),
        rows=tuple(rows),
        notes=tuple(notes),
        stored=lambda: numbers.characteristics,
    )


def _implied(row: StoredRow, predictor: Predictor) -> bool:
    """Whether a row is that of the pupils who merely do not have it: the rest of the total."""
    return row["row"] == "level" and row["level"] == "no" and predictor.plain


def _mirrored(row: StoredRow, predictor: Predictor) -> bool:
    """Whether the difference of a level is that of the only other level, with the other sign."""
    return row["level"] == predictor.reference and len(predictor.levels) == 2


def _columns(language: Language) -> tuple[Column, ...]:
    n_percent = ("n", "%")
    return (
        Column("label", say("table.characteristics.label", language), numeric=False),
        Column("all", say("table.characteristics.all", language), parts=n_percent),
        Column("events", say("table.characteristics.events", language), parts=n_percent),
        Column("non_events", say("table.characteristics.non_events", language), parts=n_percent),
        Column("share", say("table.characteristics.share", language)),
        Column("difference", say("table.characteristics.difference", language)),
    )


def _pair(row: StoredRow) -> tuple[float, float]:
    return number(row["n_pupils"]), number(row["n_events"])


def _known(own: list[dict[str, object]], totals: StoredRow) -> tuple[float, float]:
    """Pupils, and pupils with the outcome, for whom the predictor is known."""
    missing = [_pair(row) for row in own if row["row"] == "missing"]
    pupils, events = _pair(totals)
    gone = missing[0] if missing else (0.0, 0.0)
    return pupils - gone[0], events - gone[1]


def _total_row(totals: StoredRow, language: Language) -> Row:
    pupils, events = _pair(totals)
    if np.isnan(pupils) or np.isnan(events):
        first = count_cell(totals, "n_pupils", language)
        cells = [first, no_number(totals, language), no_number(totals, language)]
        share = no_number(totals, language)
    else:
        cells = [
            Cell(number_format.count(value, language), (value, float("nan")))
            for value in (pupils, events, pupils - events)
        ]
        share = Cell(number_format.percentage(events / pupils, language), (events / pupils,))
    return Row((Cell(say("word.all_pupils", language)), *cells, share, EMPTY), "total")


def _count_row(
    label: Cell,
    row: StoredRow,
    known: tuple[float, float],
    language: Language,
    *,
    mirrored: bool = False,
) -> Row:
    pupils, events = _pair(row)
    with_outcome = share_cell(events, known[1], language)
    without = share_cell(pupils - events, known[0] - known[1], language)
    share = no_number(row, language)
    if pupils > 0 and not np.isnan(events):
        share = Cell(number_format.percentage(events / pupils, language), (events / pupils,))
    cells = (share_cell(pupils, known[0], language), with_outcome, without, share)
    difference = EMPTY if mirrored else _difference(row, language)
    return Row((label, *cells, difference))


def _number_row(row: StoredRow, language: Language) -> Row:
    groups = (("mean", "sd"), ("mean_events", "sd_events"), ("mean_non_events", "sd_non_events"))
    cells = []
    for mean_key, sd_key in groups:
        mean, deviation = number(row[mean_key]), number(row[sd_key])
        if np.isnan(mean):
            cells.append(no_number(row, language))
        else:
            printed = (number_format.mean(mean, language), number_format.mean(deviation, language))
            cells.append(Cell("{} ({})".format(*printed), (mean, deviation)))
    header = Cell(say("word.mean_sd", language))
    return Row((header, *cells, EMPTY, _difference(row, language)))


def _difference(row: StoredRow, language: Language) -> Cell:
    value = number(row["standardised_difference"])
    if np.isnan(value):
        return (
            no_number(row, language)
            if suppressed(row)
            else Cell(number_format.NO_NUMBER, state="none")
        )
    return Cell(number_format.standardised_difference(value, language), (value,))
