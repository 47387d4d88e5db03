"""Does a flexible learner see more than the model: cross-validated, in the same folds."""

from collections.abc import Iterable

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import no_number
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_complete_only,
    note_without_clusters,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: Measures of a learner, in the order of the columns.
_MEASURES = ("auc", "auc_difference", "calibration_slope", "calibration_intercept", "brier")
_INTERVAL = ("estimate", "low", "high")


def learners_table(numbers: Numbers, language: Language) -> Table:
    """One row per learner, then what shuffling a factor costs boosted trees."""
    study, notes = numbers.study, NoteList()
    stored = records(numbers.more["learners"])
    rows = [
        _learner(name, [row for row in stored if row["learner"] == name], language)
        for name in dict.fromkeys(row["learner"] for row in stored)
    ]
    costs = [row for row in stored if row["measure"] == "importance"]
    if costs:
        rows.append(Row((Cell(say("table.learners.shuffled", language)), *[EMPTY] * 5), "section"))
    for row in costs:
        label = study.predictors[row["predictor"]].label.in_language(language)
        rows.append(Row((Cell(label), EMPTY, _cell(row, language, sign=-1.0), *[EMPTY] * 3)))
    said = conclusion(stored, language)
    notes.general(said)
    notes.general(say("table.learners.note", language))
    note_complete_only(notes, numbers, language)
    note_without_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.learners.learner", language), numeric=False),
        *(
            Column(name, say(f"table.learners.{name}", language), parts=parts)
            for name, parts in zip(_MEASURES, (_INTERVAL, _INTERVAL, *[("",)] * 3), strict=True)
        ),
    )
    title = say("table.learners.title", language)
    long = numbers.more["learners"]
    return Table("learners", language, title, columns, tuple(rows), tuple(notes), long)


def conclusion(stored: Iterable[StoredRow], language: Language) -> str:
    """Whether the model misses something, in one sentence; nothing where that was suppressed."""
    for row in stored:
        if row["measure"] == "auc_difference" and row["learner"] == "boosting":
            low, high = number(row["ci_low"]), number(row["ci_high"])
            if low == low and row["sentence"]:
                ends = number_format.between(low, high, number_format.fit_index, language)
                return say(f"table.learners.said.{row['sentence']}", language, interval=ends)
    return ""


def _learner(name: str, rows: list[StoredRow], language: Language) -> Row:
    found = {row["measure"]: row for row in rows}
    cells = [
        _cell(found[measure], language) if measure in found else EMPTY for measure in _MEASURES
    ]
    return Row((Cell(say(f"table.learners.name.{name}", language)), *cells))


def _cell(row: StoredRow, language: Language, *, sign: float = 1.0) -> Cell:
    value, low, high = (number(row[key]) for key in ("estimate", "ci_low", "ci_high"))
    if value != value:
        return no_number(row, language)
    printed = number_format.fit_index(sign * value, language)
    if low != low:
        return Cell(printed, (value,))
    first, last = sorted((sign * low, sign * high))
    between = number_format.between(first, last, number_format.fit_index, language)
    return Cell(f"{printed} ({between})", (sign * value, first, last))
