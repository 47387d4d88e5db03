"""How Excel shows a number: as the table prints it, from the number behind it."""

import re
from dataclasses import dataclass

from thuiszitters.base.text import Language
from thuiszitters.tables.table import Cell, Column

_NUMBER = re.compile(r"[−-]?\d[\d.,]*")
_P = '[<0.001]"<0.001";[>0.999]">0.999";0.000'
_PARTS = {"%": "0.0%", "n": "#,##0"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What to multiply a value by, and the format of Excel."""

    factor: float
    number_format: str


def shown_as(cell: Cell, column: Column, part: str, language: Language) -> Shown:
    """Read from the printed text how its numbers are scaled and rounded.

    Examples
    --------
    >>> shown_as(Cell("3,2", (0.032,)), Column("d", "points"), "", "nl")
    Shown(factor=100.0, number_format='0.0')
    >>> shown_as(Cell("21.5%", (0.215,)), Column("r", "risk"), "", "en").number_format
    '0.0%'
    """
    if part in _PARTS:
        return Shown(1.0, _PARTS[part])
    if column.key in ("p", "q") or column.key.endswith("_p"):
        return Shown(1.0, _P)
    match = _NUMBER.search(cell.text)
    if match is None or not cell.values:
        return Shown(1.0, "General")
    digits, printed = _read(match.group().rstrip(".,"), language)
    decimals = f"0.{'0' * digits}" if digits else "#,##0"
    if cell.text[match.end() :].startswith("%"):
        return Shown(1.0, f"{decimals if digits else '0'}%")
    value = cell.values[0]
    if abs(value * 100 - printed) < abs(value - printed):
        return Shown(100.0, decimals)
    return Shown(1.0, decimals)


def _read(text: str, language: Language) -> tuple[int, float]:
    """Decimals of a printed number, and its value."""
    comma = "," if language == "nl" else "."
    grouping = "." if language == "nl" else ","
    plain = text.replace("−", "-").replace(grouping, "").replace(comma, ".")
    return len(plain.partition(".")[2]), float(plain)
