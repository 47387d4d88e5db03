"""How wide text is, and where to break it."""

import functools
from collections.abc import Sequence

from matplotlib.font_manager import FontProperties, findfont, get_font

from thuiszitters.figures.style import TEXT_SIZE

_UNIT = 100.0
_RAISED = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def raised(letters: Sequence[str]) -> str:
    """Note letters as raised signs, which every output can show as plain text.

    Examples
    --------
    >>> raised(("a", "b"))
    'ᵃ ᵇ'
    """
    return " ".join(letters).translate(_RAISED)


@functools.cache
def _advance(sign: str, weight: str) -> float:
    """Width of one sign, as a part of the size of the letters."""
    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    if not font.get_char_index(ord(sign)):
        return 1.0  # a sign the font does not have, such as a Chinese one, is a square
    font.set_size(_UNIT, 72)
    return float(font.load_char(ord(sign)).linearHoriAdvance) / 65536 / _UNIT


def width_inches(text: str, weight: str = "normal", size: float = TEXT_SIZE) -> float:
    """Width of one line in inches; kerning is left out, which errs on the wide side."""
    return sum(_advance(sign, weight) for sign in text) * size / 72


def wrapped(text: str, width: float, weight: str = "normal") -> list[str]:
    """Lines of at most `width` inches; a word that is longer by itself is cut with a hyphen."""
    lines, line = [], ""
    for word in _words(text, width, weight):
        candidate = f"{line} {word}" if line else word
        if line and width_inches(candidate, weight) > width:
            lines.append(line)
            line = word
        else:
            line = candidate
    return [*lines, line]


def _words(text: str, width: float, weight: str) -> Sequence[str]:
    words: list[str] = []
    for word in text.split():
        rest = word
        while width_inches(rest, weight) > width and len(rest) > 2:
            cut = next(
                size
                for size in range(len(rest) - 1, 0, -1)
                if size == 1 or width_inches(f"{rest[:size]}-", weight) <= width
            )
            words.append(f"{rest[:cut]}-")
            rest = rest[cut:]
        words.append(rest)
    return words
