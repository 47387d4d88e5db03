"""Columns of a wide file that hold one code each: by the code, by its label, or by its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from thuiszitters.codebook import Codebook
from thuiszitters.codebook.likeness import Likeness, Likenesses
from thuiszitters.codebook.spelling import Spelling
from thuiszitters.intake.layouts import code_columns
from thuiszitters.intake.scan import Cells
from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.columns import YES_NO_ROLES
from thuiszitters.setup.draft.counts import ColumnCounts
from thuiszitters.setup.draft.wide import wide_values
from thuiszitters.setup.draft.words import role_of_name

#: A code of a cohort's own, as it may stand above a column.
LOCAL_CODE = re.compile(r"X\d{2,}")
#: Roles of columns that hold answers, or that are no problem of a pupil.
_ANSWERED = frozenset([*YES_NO_ROLES, "sex", "pupil_id", "birth_date", "age_years"])
#: So many columns found by words alone make a file with codes; fewer are background.
_LEAST_BY_WORDS = 2


@dataclass(frozen=True)
class CodeColumns:
    """Columns that stand for codes.

    Attributes
    ----------
    codes
        Column to code.
    why
        The same columns to the evidence.
    by_words
        Those of them that no code or label of the list names, only words near to one.
    asked
        Columns that may stand for a code; the user decides.
    """

    codes: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    by_words: set[str] = field(default_factory=set)
    asked: dict[str, Likeness] = field(default_factory=dict)


def find_code_columns(
    cells: Cells,
    columns: Mapping[str, ColumnCounts],
    codebook: Codebook | None,
    likenesses: Likenesses | None,
    labels: Mapping[str, str],
) -> CodeColumns:
    """Match the columns of a file to the codes of a list.

    Parameters
    ----------
    cells, columns
        The file, and the values of its columns.
    likenesses
        The list with its synonyms; None leaves these out.
    labels
        Column to its label in the file, where it has one.
    """
    named = _named(cells, codebook, dict(labels))
    found = CodeColumns(named, {name: _by_name(code, codebook) for name, code in named.items()})
    if likenesses is None or codebook is None:
        return found
    matched: dict[str, Likeness] = {}
    for name in cells.kinds:
        if name in named or role_of_name(name, labels.get(name, "")) in _ANSWERED:
            continue
        if not _answers(name, columns, cells.value_labels):
            continue
        match = likenesses.nearest(labels.get(name, "")) or likenesses.nearest(name)
        if match is not None:
            matched[name] = match
    if len(named) + len(matched) < _LEAST_BY_WORDS:
        return found
    for name, match in matched.items():
        if match.sure:
            found.codes[name] = match.code
            found.by_words.add(name)
            found.why[name] = evidence(match, codebook)
        else:
            found.asked[name] = match
    return found


def evidence(match: Likeness, codebook: Codebook) -> str:
    """How a code was found, for a comment."""
    known = codebook.by_code.get(match.code)
    label = f", the list's {known.label.nl}" if known is not None and known.label.nl else ""
    return f'by the words "{match.words}"{label}, {match.score:.2f} alike'


def _by_name(code: str, codebook: Codebook | None) -> str:
    known = codebook.by_code.get(code) if codebook is not None else None
    return f"named so, {known.label.nl}" if known is not None and known.label.nl else "named so"


def _answers(
    name: str, columns: Mapping[str, ColumnCounts], labels: Mapping[str, Mapping[str, str]]
) -> bool:
    """Whether a column holds yes and no, or a mark; other columns are never taken for a code."""
    found = wide_values(columns, {name: name}, labels)
    return bool(found.meanings) and not found.open


def _named(cells: Cells, codebook: Codebook | None, names: dict[str, str]) -> dict[str, str]:
    """Columns that are named by a code or its label, in their name or in their label.

    Beside them a column such as X301 holds a code of the cohort's own.
    """
    found = code_columns(cells.header, FileSpec(cells.where, ()), codebook)
    if codebook is None:
        return found
    spelling = Spelling(codebook)
    labels = tuple(names.get(name, name) for name in cells.header)
    by_label = code_columns(labels, FileSpec(cells.where, ()), codebook)
    for name, label in zip(cells.header, labels, strict=True):
        first = label.split(" ")[0].strip(":.-")
        typed = spelling.code(label) or spelling.code(first)
        own = first if LOCAL_CODE.fullmatch(first) else ""
        code = by_label.get(label) or (typed if len(typed) > 1 else "") or own
        if code:
            found.setdefault(name, code)
    if all(LOCAL_CODE.fullmatch(code) for code in found.values()):
        return {}
    return {name: code for name, code in found.items() if name in cells.kinds}
