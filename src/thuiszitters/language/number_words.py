"""Small counts in words, as running text has them."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format

#: Dutch writes numbers to twenty in words (CBS, Rijksoverheid), English journals those below ten.
_WORDS: dict[Language, tuple[str, ...]] = {
    "nl": (
        "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
        "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien",
        "negentien", "twintig",
    ),
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}  # fmt: skip


def in_words(n: float, language: Language) -> str:
    """A count for running text; in numerals where that is the custom, or where it is none.

    Examples
    --------
    >>> in_words(7, "nl"), in_words(7, "en"), in_words(12, "en"), in_words(0, "nl")
    ('zeven', 'seven', '12', '0')
    """
    words = _WORDS[language]
    if float(n).is_integer() and 1 <= n <= len(words):
        return words[int(n) - 1]
    return number_format.count(n, language)
