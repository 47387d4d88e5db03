"""Identifiers of pupils: written alike everywhere, and digested."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

from thuiszitters.base.errors import DataError, Problem

#: Environment variable with the folder of key files; without it a folder of the user's own.
KEY_FOLDER = "THUISZITTERS_KEYS"
DEFAULT_KEY_FOLDER = "~/.config/thuiszitters/keys"
KEY_BYTES = 32
#: 80 bits: among 30 million pupils two digests meet with a chance of 4 in 10 billion.
DIGEST_BYTES = 10
#: How a spreadsheet writes an identifier that it took for a number: ``1.0`` or ``1e5``.
AS_NUMBER = r"\d+([.,]0+|([.,]\d+)?[eE]\+?\d+)"


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
