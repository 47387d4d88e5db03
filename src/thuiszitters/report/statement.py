"""One thing that was done, as a methods section says it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or two about a method.

    Attributes
    ----------
    key
        Which statement of the catalogue it is.
    sources
        Keys of references.bib.
    """

    key: str
    text: str
    sources: tuple[str, ...] = ()
