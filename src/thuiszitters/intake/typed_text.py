"""Values of files that know types, written as the text a CSV file would hold."""

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd


def as_cell(value: Any, decimal: str = ".") -> str:
    """One value as text: nothing is empty, a date is yyyy-mm-dd, true and false are 1 and 0.

    Examples
    --------
    >>> [as_cell(value, ",") for value in ("a ", 1.0, 2.5, True, None, date(2020, 9, 1))]
    ['a', '1', '2,5', '1', '', '2020-09-01']
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | np.bool_):
        return "1" if value else "0"
    if isinstance(value, int | np.integer):
        return str(value)
    if isinstance(value, float | np.floating):
        return number_cell(float(value), decimal)
    if isinstance(value, datetime):
        return "" if pd.isna(value) else value.date().isoformat()
    return "" if value is None or value is pd.NaT else str(value).strip()


def number_cell(value: float, decimal: str = ".") -> str:
    """A number as the shortest text that gives it back, whole numbers without a sign.

    Examples
    --------
    >>> number_cell(7.25, ","), number_cell(10.0), number_cell(float("nan"))
    ('7,25', '10', '')
    """
    if np.isnan(value):
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace(".", decimal)


def is_day(value: Any) -> bool:
    """Whether a value is a date of the format itself."""
    return isinstance(value, date) and not pd.isna(value)
