"""Identifiers of pupils: written alike everywhere, and digested."""

import hashlib
import os
import secrets
from pathlib import Path

import numpy as np
import pandas as pd

from thuiszitters.base.errors import DataError, Problem

#: Environment variable with the folder of key files; without it a folder of the user's own.
KEY_FOLDER = "THUISZITTERS_KEYS"
DEFAULT_KEY_FOLDER = "~/.config/thuiszitters/keys"
KEY_BYTES = 32
#: 80 bits: among 30 million pupils two digests meet with a chance of 4 in 10 billion.
DIGEST_BYTES = 10
_AS_NUMBER = r"\d+([.,]0+|([.,]\d+)?[eE]\+?\d+)"


def written_as_number(identifiers: "pd.Series[str]") -> "np.typing.NDArray[np.bool_]":
    """Identifiers that a spreadsheet turned into a number: ``1.0`` or ``1e5``."""
    return identifiers.str.fullmatch(_AS_NUMBER).fillna(False).to_numpy(dtype=bool)


def padded(identifiers: "pd.Series[str]", width: int | None) -> "pd.Series[str]":
    """Identifiers of digits filled up with zeros to one width; others stay as they are.

    Examples
    --------
    >>> padded(pd.Series(["17", "0017", "a"], dtype="str"), 4).tolist()
    ['0017', '0017', 'a']
    """
    if width is None:
        return identifiers
    digits = identifiers.str.fullmatch(r"\d+").fillna(False).astype(bool)
    return identifiers.where(~digits, identifiers.str.zfill(width))


def padding_advice(strangers: "pd.Series[str]", known: "pd.Series[str]") -> str:
    """Advice when unknown identifiers are known ones with more or fewer leading zeros."""
    bare = set(known.str.lstrip("0"))
    if not strangers.str.lstrip("0").isin(bare).mean() > 0.5:
        return ""
    width = int(known.str.len().max())
    return (
        "They are the same when leading zeros are left out: "
        f'set "identifier_width: {width}" in the cohort file'
    )


def digests(identifiers: "pd.Series[str]", key: bytes) -> "pd.Series[str]":
    """Keyed digests (BLAKE2b) in place of identifiers; equal ones stay equal.

    Examples
    --------
    >>> digests(pd.Series(["001", "001"], dtype="str"), b"secret").nunique()
    1
    """
    hashed = [
        hashlib.blake2b(str(text).encode(), key=key, digest_size=DIGEST_BYTES).hexdigest()
        for text in identifiers
    ]
    return pd.Series(hashed, dtype="str", index=identifiers.index)


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
