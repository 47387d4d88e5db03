"""How a result table is declared, and how one is built from its declaration.

Every table that may leave is declared once, as a `ResultTable` in one of the ``tables_*`` modules
of this package. A column has a *disclosure role*: it says on which suppressed thing its values
depend, and so when release takes them out (`thuiszitters.release.apply`). A column that is not
declared cannot be built and a column cannot be declared without a role, so nothing leaves unjudged.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from thuiszitters.base.text import Text

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, object]


class Role(StrEnum):
    """What a value depends on, and so what it could give away.

    Beside the roles of a statistical table there are some that release needs: a method that is
    chosen because a cell is empty (METHOD), a number that gives a count back by division (RATIO) or
    tells in which range it lies (BAND), groups that are in no other table (JOINT), counts tied
    by subtraction (CHAIN), a full cross-classification (CELL), the name of an empty cell (EMPTY),
    parts of one whole that other wholes are nearly equal to (PART), a contrast with the
    share of everyone, which tells a total (FRACTION), and numbers corrected over a
    family of contrasts (FAMILY), each of which may be that of another.
    """

    KEY = "key"
    LABEL = "label"
    STATE = "state"
    STRUCTURE = "structure"
    METHOD = "method"
    COUNT = "count"
    JOINT = "joint group"
    CHAIN = "chain of counts"
    CELL = "cell"
    EMPTY = "empty combination"
    PART = "part of a whole"
    RATIO = "ratio of counts"
    BAND = "range of a count"
    CONTRAST = "contrast"
    ERROR = "error of a contrast"
    FRACTION = "fraction of a total"
    FAMILY = "family of contrasts"
    TEST = "test"
    LIKELIHOOD = "likelihood"
    DISCRIMINATION = "discrimination"
    DIAGNOSTIC = "diagnostic"
    SUMMARY = "summary"
    BY_OUTCOME = "summary by outcome"
    PUBLISHED = "published"


class Type(StrEnum):
    """How values are stored. Whole numbers are 64-bit integers, numbers doubles."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"


@functools.cache
def _dtypes() -> dict[Type, Any]:
    import pandas as pd  # a declaration needs no frames, which take 0.3 s to load

    return {
        Type.TEXT: pd.StringDtype(na_value=np.nan),
        Type.WHOLE: pd.Int64Dtype(),
        Type.NUMBER: np.dtype("float64"),
    }


class Pupils(StrEnum):
    """Whose pupils a row is about."""

    COHORT = "cohort"
    ANALYSED = "analysed"
    COMPLETE = "complete"
    OWN = "own"
    NONE = "none"


class Clusters(StrEnum):
    """What pupils in clusters (schools) do to a table."""

    UNAFFECTED = "unaffected"
    ROBUST = "robust"
    WITHOUT_LIKELIHOOD = "without likelihood"
    IGNORED = "ignored"


class Imputation(StrEnum):
    """What missing values do to a table where the plan imputes them."""

    UNAFFECTED = "unaffected"
    POOLED = "pooled"
    COMPLETE_PUPILS = "complete pupils"


#: The unit or scale of a number; empty for text and for numbers without one.
Unit = Literal[
    "", "pupils", "share", "probability", "odds ratio", "log odds", "log likelihood",
    "own unit", "own scale", "standard deviations", "risk difference", "risk ratio",
    "p-value", "test statistic", "degrees of freedom", "area under the curve",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result table.

    Attributes
    ----------
    name
        As in the file.
    type
        How its values are stored.
    role
        On what its values depend; see `Role`.
    meaning
        What it holds, in both languages.
    unit
        Unit or scale of a number.
    empty
        Whether a cell may be empty before release; a whole number may not be unless it says so.
    default
        What a row holds that does not name the column, and a release from before there was one.
    leaves
        Whether the column leaves at all. One that does not is there for release to judge by.
    neutral
        Of a METHOD column whose value is also a key: value to the value that tells no method.
        Every value becomes ``suppressed`` where nothing is given.
    chosen_in
        A key and its value: rows in which a value goes with the numbers that choose it.
    """

    name: str
    type: Type
    role: Role
    meaning: Text
    unit: Unit = ""
    empty: bool = False
    default: object = None
    leaves: bool = True
    neutral: Mapping[str, str] | None = None
    chosen_in: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table that leaves.

    Attributes
    ----------
    name
        Of the table and its file ``<name>.parquet``.
    meaning
        What a row is, in both languages.
    columns
        In the order of the file.
    pupils
        Whose pupils a row is about.
    clusters, imputation
        What pupils in clusters, and missing values, do to its numbers.
    scope
        What goes when one of its JOINT groups may not be shown: its row, every row of its model,
        or the whole table. Rows that add up to a total go together.
    largest_first
        The column by which rows are ordered; what is suppressed then leaves as the last.
    whole_only
        Whether it leaves only where nothing is suppressed, since it adds equations to another.
    """

    name: str
    meaning: Text
    columns: tuple[Column, ...]
    pupils: Pupils
    clusters: Clusters = Clusters.UNAFFECTED
    imputation: Imputation = Imputation.UNAFFECTED
    scope: Literal["row", "model", "table"] = "row"
    largest_first: str = ""
    whole_only: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return self.of_role(Role.KEY)

    @property
    def released(self) -> tuple[Column, ...]:
        """The columns that leave, in the order of the file."""
        return tuple(column for column in self.columns if column.leaves)

    def column(self, name: str) -> Column:
        """The column with a name."""
        return next(column for column in self.columns if column.name == name)

    def of_role(self, *roles: Role) -> tuple[str, ...]:
        """Names of the columns with one of these roles."""
        return tuple(column.name for column in self.columns if column.role in roles)


def build(table: ResultTable, rows: "Iterable[Row] | pd.DataFrame") -> "pd.DataFrame":
    """Build a table with the declared columns, in their order and types.

    Parameters
    ----------
    table
        The declaration.
    rows
        Rows by column name, or a frame. What a row does not name is the column's default.

    Returns
    -------
    DataFrame
        Text as ``str``, numbers as ``float64``, whole numbers as ``int64``, or as ``Int64`` where
        a cell may be empty.

    Raises
    ------
    ValueError
        For a column that is not declared, and for an empty cell where none is allowed. Both are
        faults of the program, not of its input.

    Examples
    --------
    >>> from thuiszitters.results.tables_cohort import FLOW
    >>> flow = build(FLOW, [{"step": 0, "reason": "read", "n_excluded": 0, "n_remaining": 12}])
    >>> flow[["step", "n_remaining", "status"]].to_dict("records")
    [{'step': 0, 'n_remaining': 12, 'status': 'ok'}]
    >>> build(FLOW, [{"step": 0, "pupil": "a"}])
    Traceback (most recent call last):
    ...
    ValueError: flow: the column "pupil" is not declared
    """
    import pandas as pd

    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame([dict(row) for row in rows])
    for name in frame.columns:
        if name not in table.names:
            msg = f'{table.name}: the column "{name}" is not declared'
            raise ValueError(msg)
    made = _typed(table.columns, frame)
    for column in table.columns:
        if column.type is Type.WHOLE and not column.empty:
            if made[column.name].isna().any():
                msg = f'{table.name}: "{column.name}" is a whole number and may not be empty'
                raise ValueError(msg)
            made[column.name] = made[column.name].astype("int64")
    return made


def declared(table: ResultTable, frame: "pd.DataFrame") -> "pd.DataFrame":
    """The declared columns of a frame, as release judges them; whole numbers are ``Int64``."""
    return _typed(table.columns, frame)


def released(table: ResultTable, frame: "pd.DataFrame") -> "pd.DataFrame":
    """The columns of a table that leave, in declared types; any cell may be empty.

    Whole numbers are ``Int64``. A column that is not declared does not leave.
    """
    return _typed(table.released, frame)


def _typed(columns: Sequence[Column], frame: "pd.DataFrame") -> "pd.DataFrame":
    """The columns of a frame in declared types, defaults filled in; whole numbers nullable."""
    import pandas as pd

    values = {column.name: _values(column, frame) for column in columns}
    return pd.DataFrame(values, columns=list(values), index=frame.index)


def _values(column: Column, frame: "pd.DataFrame") -> "pd.Series[Any]":
    import pandas as pd

    kind = _dtypes()[column.type]
    if column.name not in frame:
        default: pd.Series[Any] = pd.Series(column.default, index=frame.index, dtype=kind)
        return default
    values = frame[column.name]
    if column.default is not None and values.isna().any():
        values = values.where(values.notna(), column.default)
    typed: pd.Series[Any] = values if values.dtype == kind else values.astype(kind)
    return typed
