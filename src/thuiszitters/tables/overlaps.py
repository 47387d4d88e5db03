"""How much of an association overlaps with another predictor, on two scales."""

from collections.abc import Callable

from thuiszitters import numerals
from thuiszitters.language import explain, say
from thuiszitters.plan.text import Language
from thuiszitters.results.read import Numbers, number
from thuiszitters.tables.cells import StoredRow, masked_cell, records, withheld
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_complete_only,
    note_without_clusters,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_PARTS = ("total", "direct", "indirect")
_PRINTERS: dict[str, Callable[[float, Language], str]] = {
    "log_odds": numerals.log_odds,
    "risk_difference": numerals.points,
}


def overlaps_table(numbers: Numbers, language: Language) -> Table:
    """Total, direct and shared part by level, for each method."""
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    stored = records(numbers.more["overlaps"])
    for head in _distinct(stored, ("overlap", "model", "method", "through")):
        own = [row for row in stored if all(row[key] == value for key, value in head.items())]
        through = study.predictors[head["through"]].label.in_language(language)
        method = say(f"table.overlaps.method.{head['method']}", language)
        title = say("table.overlaps.head", language, through=through, method=method)
        rows.append(Row((Cell(title), *[EMPTY] * 4), "section"))
        for place in _distinct(own, ("predictor", "level")):
            mine = [row for row in own if all(row[key] == value for key, value in place.items())]
            rows.append(_row(mine, numbers, language, notes))
    notes.general(say("table.overlaps.note", language))
    note_complete_only(notes, numbers, language)
    note_without_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    level = numerals.level_percentage(study.estimation.level, language)
    columns = [Column("label", say("table.odds_ratios.label", language), numeric=False)]
    parts = tuple(say(f"table.risks.{key}", language) for key in ("estimate", "low", "high"))
    columns += [
        Column(part, say(f"table.overlaps.{part}", language, level=level), parts=parts)
        for part in _PARTS
    ]
    columns.append(Column("share", say("table.overlaps.share", language)))
    return Table(
        "overlaps",
        language,
        say("table.overlaps.title", language),
        tuple(columns),
        tuple(rows),
        tuple(notes),
        numbers.more["overlaps"],
    )


def _distinct(stored: list[dict[str, object]], keys: tuple[str, ...]) -> list[dict[str, str]]:
    """Distinct combinations of text columns, in the order in which they appear."""
    seen: dict[tuple[str, ...], None] = {}
    for row in stored:
        seen.setdefault(tuple(str(row[key]) for key in keys))
    return [dict(zip(keys, values, strict=True)) for values in seen]


def _row(
    mine: list[dict[str, object]], numbers: Numbers, language: Language, notes: NoteList
) -> Row:
    predictor = numbers.study.predictors[str(mine[0]["predictor"])]
    level = str(mine[0]["level"])
    label = predictor.named(level if level in predictor.levels else None, language)
    by_part = {str(row["part"]): row for row in mine}
    cells = [_cell(by_part[part], numbers, language, notes) for part in _PARTS]
    share = number(by_part["indirect"]["share"])
    last = Cell(numerals.NO_NUMBER, state="none")
    if share == share:
        last = Cell(numerals.percentage(share, language), (share,))
    return Row((Cell(label), *cells, last))


def _cell(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Cell:
    values = tuple(number(row[key]) for key in ("estimate", "low", "high"))
    if values[0] != values[0]:
        if withheld(row):
            return masked_cell(row, language, numbers.study, notes)
        marks = notes.mark(explain(str(row["reason"] or ""), language, numbers.study))
        return Cell(say("cell.not_estimated", language), state="none", marks=marks)
    printer = _PRINTERS[str(row["scale"])]
    ends = numerals.between(values[1], values[2], printer, language)
    return Cell(f"{printer(values[0], language)} ({ends})", values)
