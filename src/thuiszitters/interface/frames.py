"""Frames of any library as the columns that the command line reads from a file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.intake.raw import rows_text
from thuiszitters.odds.counted import count_records
from thuiszitters.odds.number_texts import number_text
from thuiszitters.odds.table import Table
from thuiszitters.odds.typed import columns_from_arrow, name_problems

#: What messages call a frame, which has no name of its own.
FRAME = "frame"
_ALLOWED = "a pandas, polars or Arrow table, or the path of a file"


def table_of(frame: object, wanted: Sequence[str]) -> Table:
    """The wanted columns of a frame.

    Parameters
    ----------
    frame
        A pandas DataFrame, or any table with the Arrow C stream interface (polars, pyarrow,
        DuckDB). Names of columns are taken as text.

    Raises
    ------
    DataError
        When it is no frame, a column is not there, or holds what cannot be used.

    Examples
    --------
    >>> import pandas as pd
    >>> list(table_of(pd.DataFrame({"y": [0, 1, 1]}), ["y"]).columns["y"].texts)
    ['0', '1']
    """
    arrow = _pandas(frame, wanted) if isinstance(frame, pd.DataFrame) else _stream(frame, wanted)
    columns = columns_from_arrow(FRAME, arrow, wanted)
    return count_records(Table(FRAME, arrow.num_rows, columns, _named_rows))


def _named_rows(places: Sequence[int], total: int) -> str:
    """Rows by their place, counted from 1."""
    return rows_text([place + 1 for place in places], total)


def _stream(frame: object, wanted: Sequence[str]) -> pa.Table:
    if not hasattr(frame, "__arrow_c_stream__"):
        found = f"a value of type {type(frame).__name__}"
        raise DataError(Problem(FRAME, found, _ALLOWED))
    try:
        arrow = pa.table(frame)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:  # a single column streams as well
        found = f"a value of type {type(frame).__name__}, which has no columns"
        raise DataError(Problem(FRAME, found, _ALLOWED)) from error
    raise_problems(name_problems(FRAME, arrow.column_names, wanted), DataError)
    return pa.table({name: _plain(arrow[name]) for name in wanted})


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column with texts in the one form that is read; categories as texts in their order."""
    kind = column.type
    if kind == pa.string_view():
        return column.cast(pa.large_string())
    if not pa.types.is_dictionary(kind):
        return column
    whole = column.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    words = pa.array([_word(value) for value in whole.dictionary.to_pylist()], pa.string())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(whole.indices, words)])


def _pandas(frame: pd.DataFrame, wanted: Sequence[str]) -> pa.Table:
    names = [str(name) for name in frame.columns]
    raise_problems(name_problems(FRAME, names, wanted), DataError)
    columns, problems = {}, []
    for name in wanted:
        series = frame.iloc[:, names.index(name)]
        if isinstance(series.dtype, pd.CategoricalDtype):
            series = _with_words(series)
        try:
            columns[name] = pa.chunked_array([pa.Array.from_pandas(series)])
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            problems.append(_refused(name, "holds values of more than one type"))
        except OverflowError:
            problems.append(_refused(name, "holds a whole number of more than 64 bits"))
        except UnicodeError:
            problems.append(_refused(name, "holds a text that Unicode does not allow"))
    raise_problems(problems, DataError)
    return pa.table(columns)


def _refused(name: str, found: str) -> Problem:
    allowed = "numbers, texts, categories or true/false"
    return Problem(f'{FRAME}: column "{name}"', found, allowed)


def _with_words(series: "pd.Series[Any]") -> "pd.Series[Any]":
    """Categories as texts in their own order; whoever makes categories means groups."""
    words = [_word(value) for value in series.cat.categories]
    codes = series.cat.codes.to_numpy()
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(words, dtype="object")))


def _word(value: object) -> str:
    """A value as the command line would read it from a file.

    Examples
    --------
    >>> _word(True), _word(2.0), _word("a ")
    ('true', '2', 'a')
    """
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    if isinstance(value, int | float | np.integer | np.floating):
        return number_text(float(value))
    return str(value).strip()
