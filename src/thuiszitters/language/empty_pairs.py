"""Combinations of levels that no pupil has, in the reader's words."""

from collections.abc import Iterable

from thuiszitters.base.text import Language
from thuiszitters.language.reasons import groups_together
from thuiszitters.results.study import Study

#: What release writes where such combinations may not be named.
SUPPRESSED = "suppressed"


def stored_pairs(values: Iterable[object]) -> tuple[str, ...]:
    """Each pair of some cells of the column ``empty_pairs`` once, as it is stored.

    Examples
    --------
    >>> stored_pairs(["a=yes & b=x; a=yes & b=y", "a=yes & b=x", "", None, "suppressed"])
    ('a=yes & b=x', 'a=yes & b=y')
    """
    texts = (value for value in values if isinstance(value, str) and value != SUPPRESSED)
    pairs = (pair for text in texts for pair in text.split("; ") if pair)
    return tuple(dict.fromkeys(pairs))


def pairs_in_words(pairs: Iterable[str], language: Language, study: Study) -> str:
    """Stored pairs as a list of labels: "‘Problem’ together with ‘Year: first’"."""
    said = []
    for pair in pairs:
        parts = [part.partition("=") for part in pair.split(" & ")]
        names, levels = (":".join(part[at] for part in parts) for at in (0, 2))
        said.append(groups_together(names, levels, language, study))
    return "; ".join(said)
