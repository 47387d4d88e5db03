"""Types of arrays, named once, and conversions between them."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]


def holds_texts(kind: Any) -> bool:
    """Whether a type of Arrow is one of its types of text.

    Examples
    --------
    >>> import pyarrow as pa
    >>> holds_texts(pa.string()), holds_texts(pa.string_view()), holds_texts(pa.int64())
    (True, True, False)
    """
    import pyarrow as pa

    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(test(kind) for test in tests)


def from_arrow(values: Any, kind: type[np.number[Any]]) -> npt.NDArray[Any]:
    """Numbers of a column of Arrow, not copied where they stand in one piece.

    Arrow's own `to_numpy` loads pandas first, which takes as much memory as millions of pupils.

    Parameters
    ----------
    values
        Chunked array of numbers that are stored as `kind`.
    kind
        Of floats an empty cell is NaN; whole numbers may have none.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from_arrow(pa.chunked_array([[0.5, None], [], [2.0]]), np.float64).tolist()
    [0.5, nan, 2.0]
    """
    if values.num_chunks == 1 and not values.null_count:
        return _piece_of_arrow(values.chunk(0), np.dtype(kind))
    made, start = np.empty(len(values), dtype=kind), 0
    for chunk in values.iterchunks():
        piece = made[start : start + len(chunk)]
        piece[:] = _piece_of_arrow(chunk, piece.dtype)
        if chunk.null_count:
            bits = np.frombuffer(chunk.buffers()[0], dtype=np.uint8)
            known = np.unpackbits(bits, bitorder="little")[chunk.offset :][: len(chunk)]
            piece[known == 0] = np.nan
        start += len(chunk)
    return made


def _piece_of_arrow(piece: Any, kind: "np.dtype[Any]") -> npt.NDArray[Any]:
    """What a piece holds, whatever it is in empty cells."""
    if not len(piece):
        return np.empty(0, dtype=kind)
    start = piece.offset * kind.itemsize
    return np.frombuffer(piece.buffers()[1], dtype=kind, count=len(piece), offset=start)


def as_places(codes: Ints) -> npt.NDArray[np.intp]:
    """Whole numbers as places in an array, which numpy counts and repeats by.

    Python in a browser has places of 32 bits, and numpy does not turn 64 bits into them by itself.

    Examples
    --------
    >>> np.bincount(as_places(np.array([0, 2, 2])))
    array([1, 0, 2])
    """
    return codes.astype(np.intp, copy=False)


def compact(positions: npt.NDArray[np.signedinteger[Any]], size: int | None = None) -> Ints:
    """Positions in half the memory, which holds as long as there are fewer than 2**31 of them.

    Parameters
    ----------
    size
        Of what they are positions in; in something small they take a byte each.

    Examples
    --------
    >>> compact(np.array([0, 5, -1])).dtype.name, compact(np.array([0, 5, -1]), 6).dtype.name
    ('int32', 'int8')
    """
    if size is not None and size <= np.iinfo(np.int8).max:
        return positions.astype(np.int8)
    if len(positions) >= np.iinfo(np.int32).max:
        return positions
    return positions.astype(np.int32)
