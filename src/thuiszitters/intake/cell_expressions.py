"""Expressions of the database for cells as text, as they are read from a file in memory."""

from typing import Any

from thuiszitters.base import sql
from thuiszitters.base.arrays import holds_texts

#: What stands around a text and does not belong to it.
_SPACE = "".join(chr(sign) for sign in range(0x3001) if chr(sign).isspace())


def text_expression(cell: str, kind: Any, decimal: str = ".") -> str:
    """A cell as `text_column` writes it: whole numbers without a sign, dates as yyyy-mm-dd."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_boolean(kind):
        return f"CAST(CAST({cell} AS TINYINT) AS VARCHAR)"
    if pa.types.is_floating(kind):
        whole = f"{cell} = trunc({cell}) AND abs({cell}) < 1e15"
        text = f"replace(CAST({cell} AS VARCHAR), '.', {sql.text(decimal)})"
        return f"CASE WHEN {whole} THEN CAST(CAST({cell} AS BIGINT) AS VARCHAR) ELSE {text} END"
    if pa.types.is_decimal(kind):
        return f"replace(CAST({cell} AS VARCHAR), '.', {sql.text(decimal)})"
    if pa.types.is_timestamp(kind):
        return f"CAST(CAST({cell} AS DATE) AS VARCHAR)"
    if holds_texts(kind):
        return trimmed(cell)
    return f"CAST({cell} AS VARCHAR)"


def trimmed(cell: str) -> str:
    """A text without the space around it; most texts have none, which is quick to see."""
    bare = f"regexp_matches({cell}, '^[!-~](.*[!-~])?$')"
    return f"CASE WHEN {bare} THEN {cell} ELSE trim({cell}, {sql.text(_SPACE)}) END"
