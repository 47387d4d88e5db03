"""Typed codes in the table of classifications become the codes of the list that were meant."""

from thuiszitters.base import engine, sql
from thuiszitters.base.errors import Problem
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.spelling import LONGEST_TYPED, Spelling
from thuiszitters.intake.incoming import Incoming


def respell(arrived: Incoming, codebook: Codebook) -> None:
    """Write codes as the list does, and note how many rows had them otherwise.

    A text that may be two codes of the list is a problem. What is no code at all stays as it is,
    for the check of unknown codes.

    Parameters
    ----------
    arrived
        The table of classifications.
    codebook
        The list with the cohort's own codes.
    """
    unknown = (
        f"CAST(code AS VARCHAR) NOT IN {sql.texts(codebook.by_code)} "
        f"AND length(CAST(code AS VARCHAR)) <= {LONGEST_TYPED}"
    )
    query = f"SELECT DISTINCT CAST(code AS VARCHAR) FROM {arrived.table} WHERE {unknown} ORDER BY 1"
    spelling, meant = Spelling(codebook), {}
    for text in engine.column_values(arrived.connection, query):
        found = spelling.meant(text)
        if len(found) == 1:
            meant[text] = found[0]
        elif found:
            _ask(arrived, text, found)
    if meant:
        _write(arrived, meant)


def _ask(arrived: Incoming, text: str, found: tuple[str, ...]) -> None:
    rows = arrived.rows_text(f"CAST(code AS VARCHAR) = {sql.text(text)}")
    arrived.problems.append(
        Problem(
            arrived.place("code"),
            f'"{text}" may be {" or ".join(found)} ({rows})',
            "one of these codes, as the list writes it",
            "Correct the file",
        )
    )


def _write(arrived: Incoming, meant: dict[str, str]) -> None:
    import pyarrow as pa

    connection, table = arrived.connection, arrived.table
    names = {"written": list(meant), "meant": list(meant.values())}
    connection.register("respelled", pa.table(names))
    (count,) = engine.one_row(
        connection,
        f"SELECT count(*) FROM {table} WHERE CAST(code AS VARCHAR) IN {sql.texts(meant)}",
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS "
        f"SELECT t.* REPLACE (coalesce(r.meant, CAST(t.code AS VARCHAR)) AS code) "
        f"FROM {table} t LEFT JOIN respelled r ON CAST(t.code AS VARCHAR) = r.written"
    )
    connection.unregister("respelled")
    arrived.respelled["code"] = count
