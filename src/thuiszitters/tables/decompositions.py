"""How much of an association is shared with another predictor, on two scales."""

from collections.abc import Callable, Sequence

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.language.labels import unit_label
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import missing_cell
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_complete_only,
    note_without_clusters,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_PARTS = ("total", "direct", "indirect")
_PRINTERS: dict[str, Callable[[float, Language], str]] = {
    "log_odds": number_format.statistic,
    "risk_difference": number_format.points,
}


def decompositions_table(numbers: Numbers, language: Language) -> Table:
    """Total, direct and shared part by level, for each method."""
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    stored = records(numbers.more["decompositions"])
    for own in _groups(stored, ("decomposition", "model", "method", "through")):
        through = study.predictors[own[0]["through"]].label.in_language(language)
        method = say(f"table.decompositions.method.{own[0]['method']}", language)
        title = say("table.decompositions.head", language, through=through, method=method)
        rows.append(Row((Cell(title), *[EMPTY] * 4), "section"))
        contrasts = _groups(own, ("predictor", "level"))
        rows += [_row(mine, numbers, language, notes) for mine in contrasts]
    notes.general(say("table.decompositions.note", language))
    notes.general(say("table.decompositions.assumptions", language))
    opposite = [contrast_label(row, study, language) for row in opposite_contrasts(stored)]
    if opposite:
        notes.general(say("table.decompositions.opposite", language, contrasts="; ".join(opposite)))
    note_complete_only(notes, numbers, language)
    note_without_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    level = number_format.level_percentage(study.estimation.level, language)
    columns = [Column("label", say("table.odds_ratios.label", language), numeric=False)]
    parts = tuple(say(f"table.risks.{key}", language) for key in ("estimate", "low", "high"))
    columns += [
        Column(part, say(f"table.decompositions.{part}", language, level=level), parts=parts)
        for part in _PARTS
    ]
    columns.append(Column("share", say("table.decompositions.share", language)))
    return Table(
        "decompositions",
        language,
        say("table.decompositions.title", language),
        tuple(columns),
        tuple(rows),
        tuple(notes),
        numbers.more["decompositions"],
    )


def _groups(stored: Sequence[StoredRow], keys: tuple[str, ...]) -> list[list[StoredRow]]:
    """Rows that agree in some columns, in the order in which they appear.

    A number has no level, which is stored as a missing value: missing values are alike here.
    """
    groups: dict[tuple[str, ...], list[StoredRow]] = {}
    for row in stored:
        place = tuple(str(row[key]) if present(row[key]) else "" for key in keys)
        groups.setdefault(place, []).append(row)
    return list(groups.values())


def _row(mine: Sequence[StoredRow], numbers: Numbers, language: Language, notes: NoteList) -> Row:
    label = contrast_label(mine[0], numbers.study, language)
    by_part = {str(row["part"]): row for row in mine}
    cells = [_cell(by_part[part], numbers, language, notes) for part in _PARTS]
    share = number(by_part["indirect"]["share"])
    last = Cell(number_format.NO_NUMBER, state="none")
    if share == share:
        last = Cell(number_format.percentage(share, language), (share,))
    return Row((Cell(label), *cells, last))


def contrast_label(row: StoredRow, study: Study, language: Language) -> str:
    """The predictor and its level; of a number, the step that is compared."""
    predictor = study.predictors[row["predictor"]]
    if present(row["level"]):
        return predictor.named(str(row["level"]), language)
    return f"{predictor.label.in_language(language)}, {unit_label(predictor, language)}"


def opposite_contrasts(stored: Sequence[StoredRow]) -> list[StoredRow]:
    """Contrasts whose direct part has another sign on the log odds scale than on that of risks."""
    found = []
    for rows in _groups(stored, ("decomposition", "predictor", "level")):
        direct = [row for row in rows if row["part"] == "direct"]
        signs = {number(row["estimate"]) > 0 for row in direct if number(row["estimate"])}
        known = all(number(row["estimate"]) == number(row["estimate"]) for row in direct)
        if known and len(signs) > 1:
            found.append(direct[0])
    return found


def _cell(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    values = tuple(number(row[key]) for key in ("estimate", "low", "high"))
    if values[0] != values[0]:
        return missing_cell(row, language, numbers.study, notes)
    printer = _PRINTERS[str(row["scale"])]
    ends = number_format.between(values[1], values[2], printer, language)
    marks = notes.mark(explain(str(row["reason"] or ""), language, numbers.study))
    return Cell(f"{printer(values[0], language)} ({ends})", values, marks=marks)
