"""The code list: levels, roll-up, ranges, and the nearest code for one that is unknown."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook.code import Code
from thuiszitters.codebook.versions import (
    require_version,
    split_by_version,
    versions_of,
    whereabouts,
)
from thuiszitters.plan.cohort import CohortSpec, LocalCode

_RANGE = re.compile(r"^([A-Za-z]+)(\d+)\s*-\s*([A-Za-z]+)?(\d+)$")
_NUMBERED = re.compile(r"^([A-Za-z]+)(\d+)$")


@dataclass(frozen=True)
class Codebook:
    """A code list with its hierarchy.

    Attributes
    ----------
    codes
        Codes of the chosen version, or of a list without versions.
    version
        The version that was chosen; None for a list without versions, and before the choice.
    elsewhere
        Codes that only other versions hold.

    Examples
    --------
    >>> from thuiszitters.base.text import Text
    >>> axis = Code("A", "axis", None, Text("Functioneren", "Functioning"), "verified")
    >>> group = Code("A100", "group", "A", Text("Emoties", "Emotions"), "verified")
    >>> rubric = Code("A103", "rubric", "A100", Text("Stemming", "Mood"), "verified")
    >>> book = Codebook("example", (axis, group, rubric))
    >>> book.upward("A103")
    ('A103', 'A100', 'A')
    >>> sorted(book.resolve(["A100-A199"]))
    ['A100', 'A103']
    """

    name: str
    codes: tuple[Code, ...]
    version: str | None = None
    elsewhere: tuple[Code, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}

    @property
    def title(self) -> str:
        """The list as a sentence names it, with its version."""
        return f'{f"version {self.version} of " if self.version else ""}the code list "{self.name}"'

    @property
    def versions(self) -> tuple[str, ...]:
        """Every version of the list, the earliest first, before one was chosen."""
        return versions_of(self.codes + self.elsewhere)

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def upward(self, code: str) -> tuple[str, ...]:
        """The code itself and everything above it, in that order."""
        path = [code]
        while (parent := self.by_code[path[-1]].parent) is not None:
            path.append(parent)
        return tuple(path)

    def resolve(self, entries: Iterable[str]) -> frozenset[str]:
        """Codes named by `entries`, in which a range such as ``A100-A104`` may stand.

        A range holds every code of the list with the same letters and a number between
        the two ends, at whatever level.
        """
        found: set[str] = set()
        for entry in entries:
            ends = range_ends(entry)
            found |= {entry} & self.by_code.keys() if ends is None else self._between(*ends)
        return frozenset(found)

    def _between(self, letters: str, first: int, last: int) -> set[str]:
        return {code for code in self.by_code if _is_between(code, letters, first, last)}

    def other_codes(self, entry: str) -> tuple[str, ...]:
        """Codes of other versions that an entry of a construct names."""
        ends = range_ends(entry)
        found = (
            other.code
            for other in self.elsewhere
            if (other.code == entry if ends is None else _is_between(other.code, *ends))
        )
        return tuple(dict.fromkeys(found))

    def covered(self, codes: frozenset[str]) -> frozenset[str]:
        """Every code that counts as one of `codes`: those codes and all below them."""
        return frozenset(code for code in self.by_code if codes & set(self.upward(code)))

    def nearest(self, code: str) -> str:
        """Advice naming the code that was probably meant, with its label.

        A code of another version is named as such, with what replaced it.
        The spelling of codes is compared first, then that of the labels in both languages.
        """
        if other_version := self.other_version(code):
            return other_version
        labels = {
            label: entry.code
            for entry in self.codes
            for label in (entry.label.nl, entry.label.en)
            if label
        }
        folded = {label.casefold(): label for label in labels}
        close = difflib.get_close_matches(code.casefold(), list(folded), n=1, cutoff=0.75)
        if len(code) > 5 and close:
            return self._did_you_mean(labels[folded[close[0]]])
        trimmed = re.sub(r"[\s.\-_]", "", code).upper()
        if trimmed in self.by_code:
            return self._did_you_mean(trimmed)
        near = difflib.get_close_matches(trimmed, list(self.by_code), n=8, cutoff=0.6)
        if not near:
            return ""
        # Two digits the wrong way round are likelier than another digit or letter.
        swapped = [
            other for other in near if other[0] == trimmed[0] and sorted(other) == sorted(trimmed)
        ]
        swapped.sort(key=lambda other: sum(a != b for a, b in zip(other, trimmed, strict=True)))
        return self._did_you_mean((swapped or near)[0])

    def _did_you_mean(self, code: str) -> str:
        return f"Did you mean {self.by_code[code].named()}?"

    def other_version(self, code: str) -> str:
        """Which other versions have a code, and what replaced it; empty when none has."""
        return whereabouts(code, self.codes, self.elsewhere)

    def for_cohort(self, spec: CohortSpec) -> "Codebook":
        """The version in which a cohort was coded, with the codes of its own."""
        where = f"config/cohorts/{spec.name}.yaml"
        return self.in_version(spec.codebook_version, where).with_local(spec.local_codes, where)

    def in_version(self, version: str | None, where: str) -> "Codebook":
        """The codes and labels of one version; the others become `elsewhere`.

        Raises
        ------
        DataError
            When the list has versions and none is chosen, or one that it does not have.
        """
        require_version(self.name, version, self.versions, where)
        if version is None:
            return self
        held, others = split_by_version(self.codes, version)
        return replace(self, codes=held, version=version, elsewhere=others)

    def with_local(self, local: Sequence[LocalCode], where: str) -> "Codebook":
        """The same list with the cohort's own codes.

        Raises
        ------
        DataError
            When a local code is already in the list, does not start with X, or has an
            unknown parent.
        """
        raise_problems(list(_local_problems(self, local, where)), DataError)
        own = tuple(
            Code(
                code=entry.code,
                level="local",
                parent=entry.parent,
                label=entry.label,
                evidence="own",
                outcome_adjacent="yes" if entry.outcome_adjacent else "no",
                source=where,
            )
            for entry in local
        )
        return replace(self, codes=self.codes + own)


def range_ends(entry: str) -> tuple[str, int, int] | None:
    """Letters, first and last number of a range; None when `entry` is a single code.

    Examples
    --------
    >>> range_ends("A100-A104")
    ('A', 100, 104)
    >>> range_ends("A103") is None
    True
    """
    match = _RANGE.match(entry.strip())
    if match is None or (match[3] is not None and match[3] != match[1]):
        return None
    return match[1], int(match[2]), int(match[4])


def _is_between(code: str, letters: str, first: int, last: int) -> bool:
    match = _NUMBERED.match(code)
    return bool(match and match[1] == letters and first <= int(match[2]) <= last)


def entry_problems(
    entries: Iterable[str], codebook: Codebook, where: str, *, needed: bool = False
) -> list[Problem]:
    """Entries of a construct that name no code of the list, in whatever version.

    One plan serves cohorts that were coded in different versions, so a code of another one is
    no mistake, unless it leaves nothing where codes are `needed`.
    """
    listed = list(entries)
    problems = [
        Problem(
            where,
            f'"{entry}" is not a code of the list "{codebook.name}", nor a range that holds one',
            advice=codebook.nearest(entry),
        )
        for entry in listed
        if not codebook.resolve([entry]) and not codebook.other_codes(entry)
    ]
    if needed and not problems and not codebook.resolve(listed):
        found = f"{codebook.title} has none of these codes"
        others = [code for entry in listed for code in codebook.other_codes(entry)]
        told = codebook.other_version(others[0]) if len(others) == 1 else ""
        problems.append(Problem(where, found, advice=told or "Add the codes of that version"))
    return problems


def _local_problems(
    codebook: Codebook, local: Sequence[LocalCode], where: str
) -> Iterable[Problem]:
    for entry in local:
        here = f"{where}: local_codes.{entry.code}"
        if not re.fullmatch(r"X[A-Za-z0-9_]+", entry.code):
            yield Problem(here, "a local code starts with X", "X and then letters or digits")
        if entry.code in codebook:
            yield Problem(here, f'this code is already in the list "{codebook.name}"')
        if entry.parent is not None and entry.parent not in codebook:
            found = f'the parent "{entry.parent}" is not in the list "{codebook.name}"'
            yield Problem(f"{here}.parent", found, advice=codebook.nearest(entry.parent))
