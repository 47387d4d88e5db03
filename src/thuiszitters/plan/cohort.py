"""A cohort file: where the data are, how columns and values map, which outcome applies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from thuiszitters.base.text import Text

TableName = Literal["pupils", "classifications", "absences"]
ColumnKind = Literal["text", "number", "date", "yes_no"]
Layout = Literal["long", "wide", "cell"]
Unknown = Literal["refuse", "count"]
Unclassified = Literal["zero", "missing"]

#: Order in which the three tables are read and named.
TABLE_NAMES: tuple[TableName, ...] = ("pupils", "classifications", "absences")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """Where one canonical column comes from, and what its values mean.

    Attributes
    ----------
    name
        Name in the canonical table.
    source
        Name in the file; None when every row gets `constant`.
    kind
        What the values are; fixed for the columns the project knows, chosen for others.
    meanings
        Value in the file to value in the table; empty keeps values as they are.
    missing
        Values in the file that mean "not known". An empty cell always does.
    date_formats
        Formats tried in this order, such as ``dd-mm-yyyy``; empty takes those of the file.
    constant
        Value of every row when the file has no such column.
    keep
        True keeps a column although it looks like a name, an address or the like.
    """

    name: str
    source: str | None
    kind: ColumnKind = "text"
    meanings: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    date_formats: tuple[str, ...] = ()
    constant: str | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One file with data.

    Attributes
    ----------
    path
        Relative to the project folder.
    format, encoding, separator
        Declared, or ``detect``.
    decimal
        Decimal sign of numbers, ``,`` or ``.``.
    sheet, header_row
        Excel only: name of the sheet and row of the column names (first row is 1).
    labels
        SPSS and Stata only: True reads the label of a value, False the value itself.
    layout
        Classifications only: ``long`` has one row per pupil and code, ``wide`` one column per
        code, ``cell`` one cell with several codes.
    code_columns
        Layout wide: column in the file to code.
    code_values, code_missing
        Layout wide: value in the file to yes or no, and values that mean "not known".
    code_separators
        Layout cell: the signs between two codes.
    more_codes
        Layout cell: columns beside the one with codes that hold further codes.
    """

    path: str
    columns: tuple[ColumnSpec, ...]
    format: str = "detect"
    encoding: str = "detect"
    separator: str = "detect"
    decimal: str = "."
    date_formats: tuple[str, ...] = ("yyyy-mm-dd",)
    sheet: str | None = None
    header_row: int = 1
    labels: bool = False
    layout: Layout = "long"
    code_columns: tuple[tuple[str, str], ...] = ()
    code_values: tuple[tuple[str, str], ...] = (("1", "yes"), ("0", "no"))
    code_missing: tuple[str, ...] = ()
    code_separators: tuple[str, ...] = (";",)
    more_codes: tuple[str, ...] = ()

    def column(self, name: str) -> ColumnSpec | None:
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class LocalCode:
    """A code of the cohort's own, beside the code list; it starts with X."""

    code: str
    label: Text
    parent: str | None = None
    outcome_adjacent: bool = False


@dataclass(frozen=True, slots=True)
class DerivedColumn:
    """A column made from one or two others by bins, a table or a difference, never an expression.

    Attributes
    ----------
    minus
        Column whose value is taken off that of `source`; the difference is a number, and bins
        may follow. None where there is one column only.
    order
        Values of both columns from low to high, where they are words: the difference is that of
        their places.
    bins
        Lower bounds of the bins, rising; bin i holds values from bounds[i] to below
        bounds[i + 1], the last bin has no upper bound.
    labels
        One name per bin.
    table
        Value to value; a value that is not listed becomes `otherwise`.
    otherwise
        None makes an unlisted value a problem.
    """

    name: str
    source: str
    bins: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    table: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None
    minus: str | None = None
    order: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns it is made from."""
        return (self.source,) if self.minus is None else (self.source, self.minus)


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """Pupils outside these bounds or values are left out, and counted under `name`."""

    name: str
    label: Text
    column: str
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()
    keep_missing: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeSpec:
    """Where the outcome comes from.

    Attributes
    ----------
    kind
        ``spells`` applies `definition` to the absences, ``recorded`` takes a column with
        yes and no, ``count`` compares a number with `threshold`.
    """

    kind: Literal["spells", "recorded", "count"]
    definition: str | None = None
    column: str | None = None
    threshold: float | None = None
    strict: bool = False
    label: Text | None = None
    meaning: Text | None = None
    phrase: Text | None = None


@dataclass(frozen=True, slots=True)
class CohortSpec:
    """A cohort file, whole and checked.

    Attributes
    ----------
    reference_date
        Day on which age is taken (completed years).
    extraction_date
        Day the data were taken from the source system; open spells last until then.
    unclassified
        A pupil without any classification has none of the problems (``zero``), or it is not
        known which ones (``missing``).
    unknown_pupils, unknown_codes
        Rows about a pupil that is not in the pupils table, or with a code that is not in the
        code list, are refused, or left out and counted.
    pseudonymise
        True replaces identifiers by keyed digests before anything is written.
    identifier_width
        Identifiers of digits are filled up with zeros to this width, in every table.
    holidays
        Path of a file with school holidays, or None.
    codebook_version
        Version of the code list in which the codes were recorded; None for a list without.
    earlier_releases
        Folders with copies of what was released before about the same pupils.
    """

    name: str
    title: Text
    description: Text
    source: Text
    synthetic: bool
    plan: str
    disclosure: str
    files: tuple[tuple[TableName, FileSpec], ...]
    outcome: OutcomeSpec
    reference_date: date | None = None
    extraction_date: date | None = None
    unclassified: Unclassified = "zero"
    unknown_pupils: Unknown = "refuse"
    unknown_codes: Unknown = "refuse"
    eligibility: tuple[EligibilityRule, ...] = ()
    local_codes: tuple[LocalCode, ...] = ()
    derived: tuple[DerivedColumn, ...] = ()
    holidays: str | None = None
    pseudonymise: bool = True
    identifier_width: int | None = None
    codebook_version: str | None = None
    earlier_releases: tuple[str, ...] = ()

    def file(self, table: TableName) -> FileSpec | None:
        return dict(self.files).get(table)


def plain_values(value: Any) -> Any:
    """The same value with text keys, and dates as text, as a schema can check it.

    YAML reads ``1: girl``, ``no: 0`` and ``2021-07-31`` as a number, a truth value and a
    date; a cohort file means the words that stand there.

    Examples
    --------
    >>> plain_values({2: "girl", True: date(2021, 7, 31)})
    {'2': 'girl', 'yes': '2021-07-31'}
    """
    if isinstance(value, Mapping):
        return {as_word(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_values(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def as_word(value: Any) -> str:
    """A scalar of a YAML file as the word that was meant."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
