"""Identifiers of pupils: written alike everywhere, no citizen service numbers, digested."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from thuiszitters.errors import DataError, Problem

#: Environment variable with the folder of key files; without it a folder of the user's own.
KEY_FOLDER = "THUISZITTERS_KEYS"
DEFAULT_KEY_FOLDER = "~/.config/thuiszitters/keys"
KEY_BYTES = 32
#: 80 bits: among 30 million pupils two digests meet with a chance of 4 in 10 billion.
DIGEST_BYTES = 10
#: From these shares on, a column of nine digits is taken for citizen service numbers (BSN).
#: Of other nine-digit numbers, 1 in 11 passes the test.
NINE_DIGIT_SHARE = 0.8
DIGITS = 9
#: So many distinct numbers settle it.
MOST_TESTED = 10_000
PASSING_SHARE = 0.9
#: Numbers that must be rewritten to be tested convince only when so many are different.
FEWEST_REWRITTEN = 10
_SENTINELS = ("000000000", "999999999")
#: How a spreadsheet writes an identifier that it took for a number: ``1.0`` or ``1e5``.
AS_NUMBER = r"\d+([.,]0+|([.,]\d+)?[eE]\+?\d+)"
_ELEVEN = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])


def passes_eleven_test(numbers: Iterable[str]) -> "np.typing.NDArray[np.bool_]":
    """Which texts of nine digits pass the test of a citizen service number.

    Examples
    --------
    >>> passes_eleven_test(["111222333", "123456789"]).tolist()
    [True, False]
    """
    digits = np.array([[int(sign) for sign in number] for number in numbers]).reshape(-1, 9)
    return np.asarray((digits @ _ELEVEN) % 11 == 0)


def looks_like_bsn(cells: "pd.Series[str]") -> bool:
    """Whether a column holds citizen service numbers: nine digits, and the eleven-test.

    Dots, spaces and dashes between the digits do not hide them, nor does a zero in front that a
    spreadsheet took away.
    """
    if _holds_bsn(cells):
        return True
    sample = cells[cells != ""].iloc[:MOST_TESTED]
    plain = sample.str.replace(r"[.,]0+$", "", regex=True).str.replace(r"[.\s-]", "", regex=True)
    # Eight digits alone are more often a date; what few values do by chance proves nothing.
    short = plain.str.fullmatch(r"\d{8}").fillna(False).astype(bool)
    return plain.nunique() >= FEWEST_REWRITTEN and _holds_bsn(plain.where(~short, "0" + plain))


def _holds_bsn(cells: "pd.Series[str]") -> bool:
    nine = cells.str.len() == DIGITS
    return mostly_bsn(int(nine.sum()), int((cells != "").sum()), lambda: cells[nine].unique())


def mostly_bsn(n_nine: int, n_filled: int, numbers: Callable[[], Iterable[str]]) -> bool:
    """Whether a column holds mainly texts of nine signs, and these are citizen service numbers.

    Parameters
    ----------
    n_nine, n_filled
        Cells with nine signs, and cells that are not empty.
    numbers
        Different texts of nine signs; asked for when there are enough of them.
    """
    if not n_nine or n_nine < NINE_DIGIT_SHARE * n_filled:
        return False
    found = pd.Series(list(numbers()), dtype="str")
    found = found[found.str.fullmatch(r"\d{9}") & ~found.isin(_SENTINELS)]
    if len(found) == 0:
        return False
    return bool(passes_eleven_test(found[:MOST_TESTED]).mean() >= PASSING_SHARE)


def bsn_problem(where: str, column: str) -> Problem:
    """What is said about such a column; the run stops."""
    return Problem(
        f'{where}: column "{column}"',
        "this looks like citizen service numbers (BSN): nine digits that pass the eleven-test",
        "a pseudonym, such as the number of the pupil in the school's own administration",
        "Nothing was written. Have the supplier replace the numbers, and delete this file",
    )


def padded_expression(identifier: str, width: int | None) -> str:
    """Identifiers of digits filled up with zeros to one width; others stay as they are.

    Examples
    --------
    >>> import duckdb
    >>> query = f"SELECT {padded_expression('x', 4)} FROM (VALUES ('17'), ('00178'), ('a')) v(x)"
    >>> [row[0] for row in duckdb.sql(query).fetchall()]
    ['0017', '00178', 'a']
    """
    if width is None:
        return identifier
    short = f"regexp_full_match({identifier}, '[0-9]+') AND length({identifier}) < {width}"
    return f"CASE WHEN {short} THEN lpad({identifier}, {width}, '0') ELSE {identifier} END"


def padding_advice(width: int) -> str:
    """Advice when unknown identifiers are known ones with more or fewer leading zeros."""
    return (
        "They are the same when leading zeros are left out: "
        f'set "identifier_width: {width}" in the cohort file'
    )


def digests(identifiers: Any, key: bytes) -> Any:
    """Keyed digests (BLAKE2b) in place of identifiers; equal ones stay equal.

    Parameters
    ----------
    identifiers
        Arrow texts, none missing.

    Examples
    --------
    >>> import pyarrow as pa
    >>> len(digests(pa.array(["001", "001"]), b"secret").unique())
    1
    """
    import pyarrow as pa

    # The block with the key is hashed once, and every identifier goes on from there.
    keyed = hashlib.blake2b(key=key, digest_size=DIGEST_BYTES)
    found = []
    for identifier in identifiers.cast(pa.large_binary()).to_pylist():
        digest = keyed.copy()
        digest.update(identifier)
        found.append(digest.hexdigest())
    return pa.array(found, type=pa.string())


def cohort_key(cohort: str, root: Path) -> bytes:
    """The secret key of a cohort, made on first use and readable by its owner only.

    Raises
    ------
    DataError
        When the key folder lies inside the project, or the key cannot be read or made.
    """
    folder = Path(os.environ.get(KEY_FOLDER) or DEFAULT_KEY_FOLDER).expanduser()
    path = folder / f"{cohort}.key"
    if folder.resolve().is_relative_to(root.resolve()):
        raise DataError(
            Problem(
                KEY_FOLDER,
                "the folder with keys lies inside the project",
                "a folder outside it, which is not shared with the results",
            )
        )
    try:
        return _existing_or_new(path)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        found = f'the key of the cohort "{cohort}" cannot be read or made ({reason})'
        advice = f"Set {KEY_FOLDER} to a folder of your own"
        raise DataError(Problem(KEY_FOLDER, found, advice=advice)) from error


def _existing_or_new(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(KEY_BYTES))
    return bytes.fromhex(path.read_text(encoding="ascii").strip())
