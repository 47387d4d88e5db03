"""Constructs of a proposed plan: what the recorded codes stand for."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thuiszitters.base.text import Text
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.spelling import Spelling
from thuiszitters.plan.cohort import LocalCode
from thuiszitters.setup.draft.code_cells import recorded_codes
from thuiszitters.setup.draft.columns import SHOWN_FROM
from thuiszitters.setup.draft.files import FileLook
from thuiszitters.setup.draft.yaml_text import flow

#: Beginning of a code of CAP-J to what it is about; other lists have topics of their own.
_TOPICS = {
    "A1": "internalising",
    "A2": "externalising",
    "A5": "peers",
    "C": "cognition",
    "D4": "parents",
    "X40": "parents",
    "X3": "agencies",
    "D": "home",
    "E102": "peers",
    "E2": "peers",
}

#: Names are cut between words; a plan allows forty signs.
LONGEST_NAME = 30


@dataclass(frozen=True)
class Construct:
    """One construct.

    Attributes
    ----------
    except_codes
        Codes below it whose definition contains the outcome.
    """

    name: str
    label: Text
    code: str
    except_codes: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        found = (topic for start, topic in _TOPICS.items() if self.code.startswith(start))
        return next(found, "other")

    def lines(self) -> Iterator[str]:
        yield f"{self.name}:"
        yield f"  label: {flow({'nl': self.label.nl, 'en': self.label.en})}"
        yield f"  codes: [{self.code}]"
        if self.except_codes:
            yield f"  except_codes: [{', '.join(self.except_codes)}] # they contain the outcome"


def proposed_constructs(
    found: FileLook, codebook: Codebook, local: Mapping[str, LocalCode]
) -> tuple[list[Construct], list[str]]:
    """A construct per column of a wide file; of another file, per group of the list.

    Returns
    -------
    list, list
        The constructs, and the codes that became none with the reason.
    """
    counts = _counts(found, Spelling(codebook))
    constructs: dict[str, Construct] = {}
    left_out = []
    for code in sorted(counts if found.layout == "wide" else _groups(counts, codebook)):
        label = local[code].label if code in local else _label(code, codebook)
        below = codebook.covered(codebook.resolve([code])) or {code}
        adjacent = {other for other in below if _adjacent(other, codebook)}
        rows = sum(count for other, count in counts.items() if other in below - adjacent)
        if label is None:
            left_out.append(f"the code {code}, which has no label")
        elif code in adjacent:
            left_out.append(f"the code {code}, absence is part of its definition")
        elif rows < SHOWN_FROM:
            left_out.append(f"the code {code}, fewer than {SHOWN_FROM} pupils have it")
        else:
            name = _name(label.en, constructs)
            constructs[name] = Construct(name, label, code, tuple(sorted(adjacent)))
    return list(constructs.values()), left_out


def _counts(found: FileLook, spelling: Spelling) -> Counter[str]:
    """Rows per recorded code."""
    if found.layout != "wide":
        separators = found.code_separators if found.layout == "cell" else ()
        names = (found.with_role("code")[0].name, *found.more_codes)
        parts = [recorded_codes(found.columns[name], separators, spelling) for name in names]
        return sum(parts, start=Counter())
    yes = {value for value, meaning in found.wide.meanings.items() if meaning == "yes"}
    counts: Counter[str] = Counter()
    for name, code in found.code_columns.items():
        values = found.columns[name].counts
        counts[code] += sum(int(n) for value, n in values.items() if str(value) in yes)
    return counts


def _groups(counts: Counter[str], codebook: Codebook) -> set[str]:
    """Groups of the list that the codes belong to; a code without one stands for itself."""
    found = set()
    for code in counts:
        above = [
            other for other in codebook.upward(code) if codebook.by_code[other].level == "group"
        ]
        found.add(above[0] if above else code)
    return {code for code in found if len(code) > 1}


def _label(code: str, codebook: Codebook) -> Text | None:
    known = codebook.by_code.get(code)
    return known.label if known is not None and known.label.nl and known.label.en else None


def _adjacent(code: str, codebook: Codebook) -> bool:
    known = codebook.by_code.get(code)
    return known is not None and known.outcome_adjacent != "no"


def _name(label: str, taken: Mapping[str, Construct]) -> str:
    """A name that a plan allows, made of the English label."""
    words = [word for word in re.findall(r"[a-z]+", label.lower()) if len(word) > 2]
    while len("_".join(words)) > LONGEST_NAME:
        words.pop()
    name = "_".join(words) or "problem"
    while name in taken:
        name += "_2"
    return name
