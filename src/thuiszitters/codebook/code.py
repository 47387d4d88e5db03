"""One code of a code list, and the words a list may use about it."""

from dataclasses import dataclass

from thuiszitters.base.text import Text

LEVELS = ("axis", "group", "rubric", "local")
#: How sure a label is: seen on a page of the list's owner, seen only in a reference from
#: another page, implied by the numbering, from memory, or the cohort's own.
EVIDENCE = ("verified", "cross_reference", "gap", "memory", "own")
ADJACENT = ("no", "partly", "yes")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the list.

    Attributes
    ----------
    level
        ``axis``, ``group``, ``rubric``, or ``local`` for a code of the cohort's own.
    parent
        Code one level up; None at the top.
    evidence
        How sure the label is; see `EVIDENCE`.
    outcome_adjacent
        ``yes`` when absence or being sent away is part of the definition, ``partly`` when it
        is one of its signs.
    versions
        Versions of the list that hold the code with this label; empty for all of them.
    replaced_by
        Codes that took its place in a later version.
    """

    code: str
    level: str
    parent: str | None
    label: Text
    evidence: str
    outcome_adjacent: str = "no"
    source: str = ""
    versions: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()

    def named(self) -> str:
        """The code between quotation marks, with its label where it has one."""
        return f'"{self.code}"' + (f" ({self.label.nl})" if self.label.nl else "")
