"""Which characters a text file holds: byte order mark, then strict UTF-8, then Windows-1252."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem

#: Names a cohort file may use, and Python's name for each.
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "iso-8859-1": "latin-1",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: First bytes of files that are no text, and what such a file is.
_SIGNATURES = (
    (b"PK\x03\x04", "a zip file or an Excel workbook (.xlsx, .ods)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or a workbook with a password"),
    (b"PAR1", "a Parquet file"),
    (b"$FL2", "an SPSS file (.sav)"),
    (b"$FL3", "an SPSS file (.zsav)"),
    (b"<stata_dta>", "a Stata file (.dta)"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a file compressed with gzip, as .csv.gz and .rds of R are"),
    (b"BZh", "a file compressed with bzip2"),
    (b"\xfd7zXZ", "a file compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "a file compressed with Zstandard"),
    (b"7z\xbc\xaf", "a file compressed with 7-Zip"),
    (b"Rar!", "a file compressed with RAR"),
    (b"RDX", "a file of R (.RData)"),
    (b"RDA", "a file of R (.RData)"),
    (b"X\n\x00", "a file of R (.rds)"),
    (b"\x00" * 12 + b"\xc2\xea\x81\x60", "a SAS file (.sas7bdat)"),
    (b"HEADER RECORD***", "a SAS transport file (.xpt)"),
    (b"ASCII SPSS PORT ", "an SPSS transport file (.por)"),
    (b"\x00\x01\x00\x00Standard ", "an Access database"),
    *((b"\x80" + bytes([number]), "a pickle of Python") for number in range(2, 6)),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<html", "a web page, as some systems export it under the name of a workbook"),
    (b"<!doctype html", "a web page, as some systems export it under the name of a workbook"),
    (b"<?xml", "an XML file"),
    (b"{\\rtf", "a document (.rtf)"),
    *((mark, "a JSON file") for mark in (b'{"', b"{\n", b"{\r", b"[{", b"[[", b"[\n", b"[\r")),
    (b"PARE", "a Parquet file with a password"),
    (b"ARROW1", "a file of Arrow or Feather"),
    (b"SQLite format 3", "a database file"),
)
_UNPACK = "Unpack it, and name the file that was inside"
_SAVE = "Open it in the program that wrote it, and save the table as CSV, Parquet, .xlsx or .sav"
_CHUNK = 1 << 22
#: An accented letter in UTF-8, as Windows-1252 shows it: Ã and then a sign that follows no letter.
_UTF8_AS_1252 = re.compile(
    "\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2018-\u2026\u20ac]"
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that can be read whole.

    Attributes
    ----------
    encoding
        A key of `ENCODINGS`.
    size, changed
        Bytes and time of change when it was inspected.
    open_quote
        True when it holds an odd number of quotation marks.
    """

    path: Path
    encoding: str
    size: int
    changed: int
    open_quote: bool

    @property
    def codec(self) -> str:
        return ENCODINGS[self.encoding]


def signature(start: bytes) -> str:
    """What kind of file begins like this; empty when it may be text.

    Examples
    --------
    >>> signature(b"%PDF-1.7"), signature(b"nummer;geslacht")
    ('a PDF file', '')
    """
    begins = start.lstrip()[:16].lower()
    return next(
        (kind for mark, kind in _SIGNATURES if begins.startswith(mark.lower())),
        "",
    )


def inspect_text(path: Path, where: str, declared: str = "detect") -> TextFile:
    """Find the encoding of a text file, or check the declared one, reading all of it.

    Parameters
    ----------
    path
        The file.
    where
        Its name in messages.
    declared
        A key of `ENCODINGS`, or ``detect``.

    Raises
    ------
    DataError
        When the file is empty, is no text, or is not in the declared encoding.
    """
    before = path.stat()
    with path.open("rb") as stream:
        start = stream.read(16)
    if not start:
        raise DataError(Problem(where, "the file is empty (0 bytes)"))
    if kind := signature(start):
        raise DataError(
            Problem(
                where,
                f"this is not a text file but {kind}",
                "CSV: text with separators",
                _UNPACK if "compressed" in kind else _SAVE,
            )
        )
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    if declared != "detect" and marked not in (None, declared):
        raise DataError(
            Problem(
                where,
                f"the file says of itself that it is {marked}, the cohort file says {declared}",
                advice=f'Set "encoding: {marked}"',
            )
        )
    if declared == "utf-16" and marked is None:
        found = "it does not begin with the byte order mark of a file in UTF-16"
        advice = "Save the file as UTF-8, or as UTF-16 with a byte order mark"
        raise DataError(Problem(where, found, advice=advice))
    known = marked or (declared if declared != "detect" else None)
    encoding, quotes = _checked(path, where, known) if known else _guessed(path, where)
    return TextFile(path, encoding, before.st_size, before.st_mtime_ns, quotes % 2 == 1)


def _guessed(path: Path, where: str) -> tuple[str, int]:
    for encoding in ("utf-8", "windows-1252"):
        scan = _scan(path, encoding, where)
        if scan.fault_line is None:
            if scan.mixed_line is not None:
                raise DataError(
                    Problem(
                        where,
                        "some characters are UTF-8 and others Windows-1252; "
                        f"line {scan.mixed_line} holds the first in UTF-8",
                        "one encoding in the whole file",
                        "Export the file again in one go",
                    )
                )
            return encoding, scan.quotes
    raise DataError(
        Problem(
            where,
            "the characters fit neither UTF-8 nor Windows-1252",
            ", ".join(ENCODINGS),
            'Save the file as UTF-8, or set "encoding" in the cohort file',
        )
    )


def _checked(path: Path, where: str, encoding: str) -> tuple[str, int]:
    scan = _scan(path, encoding, where)
    if scan.fault_line is not None:
        raise DataError(
            Problem(
                where,
                f"line {scan.fault_line} holds characters that are not {encoding}",
                ", ".join(("detect", *ENCODINGS)),
                "One file must have one encoding; save it again, or set another encoding",
            )
        )
    return encoding, scan.quotes


@dataclass(frozen=True, slots=True)
class _Scan:
    """What reading a text file once brings.

    Attributes
    ----------
    fault_line
        Line of the first character that does not fit.
    mixed_line
        Line of the first character that is UTF-8 in a file that is not.
    """

    fault_line: int | None
    quotes: int = 0
    mixed_line: int | None = None


def _scan(path: Path, encoding: str, where: str) -> _Scan:
    """Decode the whole file; a fault is a byte that the encoding cannot hold."""
    decoder = codecs.getincrementaldecoder(ENCODINGS[encoding])()
    lines, quotes, mixed = 1, 0, None
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            try:
                decoded = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return _Scan(lines + chunk[: error.start].count(b"\n"))
            if "\x00" in decoded:
                raise DataError(_nul(where, lines + decoded[: decoded.index("\x00")].count("\n")))
            if mixed is None and encoding == "windows-1252":
                found = _UTF8_AS_1252.search(decoded)
                mixed = found and lines + decoded[: found.start()].count("\n")
            lines += decoded.count("\n")
            quotes += decoded.count('"')
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _Scan(lines)
    return _Scan(None, quotes, mixed)


def _nul(where: str, line: int) -> Problem:
    return Problem(
        where,
        f"line {line} holds a NUL, a sign that stands in no text",
        "a file that was copied whole, or one of the encodings " + ", ".join(ENCODINGS),
        "Copy or export the file again, in UTF-8",
    )
