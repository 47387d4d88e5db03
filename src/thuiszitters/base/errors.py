"""What a user meets when something is wrong: sentences, all of them at once.

Every error a user can cause is an `AnalysisError` that carries one `Problem` per
thing to mend. A message names places (file, key, column, row numbers), never a
pupil's values.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Signs that a terminal obeys, or that turn the order of what is read; a line feed is none. The
#: last range is how Python holds bytes of a file name that are no text, which cannot be printed.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and what to do about it.

    Attributes
    ----------
    where
        File, and within it the dotted key, sheet, column or row numbers.
    found
        What was found there, as a sentence without a full stop.
    allowed
        What would have been accepted; empty when there is nothing to list.
    advice
        What to do, as a sentence without a full stop; empty when `allowed` says enough.

    Examples
    --------
    >>> print(Problem("config.yaml: seed", "a text", "a whole number of 0 or more"))
    config.yaml: seed: a text. Allowed: a whole number of 0 or more.
    """

    where: str
    found: str
    allowed: str = ""
    advice: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.found}"]
        if self.allowed:
            parts.append(f"Allowed: {self.allowed}")
        if self.advice:
            parts.append(self.advice)
        said = " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts)
        return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", said)


class AnalysisError(Exception):
    """Something a user can mend; `problems` lists every part of it.

    Parameters
    ----------
    problems
        One or more problems, in the order they should be read.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        listed = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems: tuple[Problem, ...] = listed
        super().__init__("\n".join(str(problem) for problem in listed))


class PlanError(AnalysisError):
    """The configuration, a cohort file or a plan cannot be used as written."""


class DataError(AnalysisError):
    """A file with data cannot be read, or holds what the cohort file does not allow."""


class EstimationError(AnalysisError):
    """A model cannot be fitted to these data at all."""


class DisclosureError(AnalysisError):
    """A result may not leave the restricted folder."""


def nearest_name(name: str, allowed: Sequence[str]) -> str:
    """Advice naming the closest spelling, or nothing when none is close.

    Examples
    --------
    >>> nearest_name("sead", ["seed", "cohorts"])
    'Did you mean "seed"?'
    >>> nearest_name("xyz", ["seed"])
    ''
    """
    folded = {candidate.casefold(): candidate for candidate in allowed}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return f'Did you mean "{folded[close[0]]}"?' if close else ""


def raise_problems(problems: Sequence[Problem], kind: type[AnalysisError]) -> None:
    """Raise one error for all `problems`; do nothing when there are none."""
    if problems:
        raise kind(problems)
