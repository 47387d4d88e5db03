"""Cells with codes: what stands between several of them, and which texts are no code."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from thuiszitters.codebook.spelling import Spelling
from thuiszitters.setup.draft.counts import ColumnCounts

#: Signs between codes, the surest first; a space only where no other sign separates them.
_SIGNS = (";", ",", "|", "/", "\n", "+", "&", " en ", " and ")
#: From this share of codes among the pieces on, a sign separates codes.
_CODES = 0.5


def cell_separators(column: ColumnCounts, spelling: Spelling) -> tuple[str, ...]:
    """The signs between codes where cells hold several; none where they do not."""
    found: list[str] = []
    for sign in _SIGNS:
        if _separates(column, [*found, sign], sign, spelling):
            found.append(sign)
    if not found and _separates(column, [" "], " ", spelling):
        return (" ",)
    return tuple(found)


def unknown_codes(
    column: ColumnCounts, separators: Sequence[str], spelling: Spelling
) -> dict[str, int]:
    """Texts that are no code of the list, however typed, with the rows they stand in."""
    pieces = _pieces(column, separators).most_common()
    return {text: count for text, count in pieces if text and not spelling.code(text)}


def recorded_codes(
    column: ColumnCounts, separators: Sequence[str], spelling: Spelling
) -> Counter[str]:
    """Codes of the list to the rows they stand in."""
    counts: Counter[str] = Counter()
    for text, count in _pieces(column, separators).items():
        if code := spelling.code(text):
            counts[code] += count
    return counts


def _separates(
    column: ColumnCounts, separators: Sequence[str], sign: str, spelling: Spelling
) -> bool:
    texts = [str(text) for text in column.counts.index]
    several = [sign in text and not spelling.code(text) for text in texts]
    pieces = _pieces(replace(column, counts=column.counts[several]), separators)
    pieces.pop("", None)
    known = sum(count for text, count in pieces.items() if spelling.code(text))
    return known > _CODES * pieces.total()


def _pieces(column: ColumnCounts, separators: Sequence[str]) -> Counter[str]:
    """Rows of every piece between separators; without a separator, of every value."""
    pieces: Counter[str] = Counter()
    for text, count in column.counts.items():
        parts = [str(text)]
        for separator in separators:
            parts = [piece for part in parts for piece in part.split(separator)]
        for piece in parts:
            pieces[piece.strip()] += int(count)
    return pieces
