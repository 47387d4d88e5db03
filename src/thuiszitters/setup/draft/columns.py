"""What one column seems to hold, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.codebook.spelling import Spelling
from thuiszitters.intake.personal import personal_kind
from thuiszitters.intake.service_numbers import bsn_evidence
from thuiszitters.intake.values import parse_date, parse_number
from thuiszitters.setup.draft.counts import ColumnCounts
from thuiszitters.setup.draft.words import (
    MISSING_NUMBERS,
    MISSING_WORDS,
    meaning_of_reason,
    meaning_of_value,
    role_of_name,
)

#: Formats that are tried on dates, the Dutch ones first.
DATE_FORMATS = (
    "dd-mm-yyyy",
    "d-m-yyyy",
    "dd/mm/yyyy",
    "d/m/yyyy",
    "dd.mm.yyyy",
    "yyyy-mm-dd",
    "yyyy/mm/dd",
    "yyyymmdd",
    "mm/dd/yyyy",
)
#: A value is shown with its count only when at least so many pupils share it.
SHOWN_FROM = 10
MOST_SHOWN = 5
_SURE = 0.95
_FEW_VALUES = 12
_SEXES, _ANSWERS = ("boy", "girl", "other"), ("yes", "no", "unknown")
#: Roles of a column that says whether there is a valid reason.
_VALID = ("authorised", "unauthorised")
YES_NO_ROLES = ("authorised", "unauthorised", "enrolled", "exempt", "main_problem", "outcome")


@dataclass
class Look:
    """One column, as it looks.

    Attributes
    ----------
    role
        Canonical column or ``outcome``, ``days``, ``code``; empty for background.
    kind
        text, number or date.
    why
        The evidence, as a comment.
    meanings, missing
        What goes into ``values`` and ``missing``.
    questions
        What only the user can answer.
    label, value_labels
        The label of the column, and those of its values, as the file has them.
    """

    name: str
    role: str
    kind: str
    why: str
    meanings: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    date_format: str = ""
    decimal: str = ""
    personal: str = ""
    distinct_share: float = 0.0
    code_share: float = 0.0
    questions: list[str] = field(default_factory=list)
    label: str = ""
    value_labels: dict[str, str] = field(default_factory=dict)


def look_at_column(
    name: str,
    column: ColumnCounts,
    codebook: Codebook | None,
    *,
    label: str = "",
    labels: dict[str, str] | None = None,
    iso: bool = False,
) -> Look:
    """Work out what a column holds from its name, its label and its values.

    Parameters
    ----------
    name, label
        Name in the file, and the label it has there.
    column
        Its values with how often each occurs.
    codebook
        Code list, to recognise codes.
    labels
        Value labels of the file.
    iso
        True when the format itself says that these are dates.
    """
    counts, share = column.counts, column.distinct_share
    look = Look(name, role_of_name(name, label), "text", "", distinct_share=share)
    look.label, look.value_labels = label, dict(labels or {})
    if bsn_evidence(column.first) == "certain":
        look.personal = "bsn"
        return look
    look.missing = _missing(counts, labels or {}, look.role)
    known = counts.drop(labels=[value for value in look.missing if value in counts])
    look.personal = "" if look.role in ("pupil_id", "site") else personal_kind(name, _texts(counts))
    if look.role == "site" and all(
        meaning_of_value((labels or {}).get(value, value), _ANSWERS) for value in known.index
    ):
        # "school_bus" holds yes and no: the word in its name does not make it a school.
        look.role = ""
    if not look.role and _reasons(known, labels or {}):
        look.role = "authorised"
    look.code_share = _code_share(known, codebook)
    look.date_format = "yyyy-mm-dd" if iso else _date_format(list(known.index), look)
    _settle_kind(look, known, iso=iso)
    _settle_meanings(look, known, labels or {})
    look.why = _evidence(look, column, label)
    return look


def _texts(counts: "pd.Series[int]") -> "pd.Series[str]":
    return pd.Series(counts.index, dtype="str")


def _missing(counts: "pd.Series[int]", labels: dict[str, str], role: str) -> list[str]:
    """Values that mean "not known", by their label or as a word."""
    found = [value for value in counts.index if labels.get(value, "").casefold() in MISSING_WORDS]
    if role not in YES_NO_ROLES:
        found += [value for value in counts.index if value.casefold() in MISSING_WORDS]
    return sorted(set(found))


def _code_share(counts: "pd.Series[int]", codebook: Codebook | None) -> float:
    if codebook is None or not counts.sum():
        return 0.0
    spelling = Spelling(codebook)
    known = [value for value in counts.index if spelling.code(value)]
    return float(counts[known].sum() / counts.sum())


def _date_format(values: Sequence[str], look: Look) -> str:
    """The first format that reads nearly every value."""
    sample = [value for value in values if any(sign.isdigit() for sign in value)][:2000]
    if not sample or len(sample) < _SURE * len(values[:2000]):
        return ""
    fitting = [form for form in DATE_FORMATS if _reads(sample, form) >= _SURE]
    if "dd/mm/yyyy" in fitting and "mm/dd/yyyy" in fitting:
        look.questions.append("Day or month first? Every value can be read both ways.")
    return fitting[0] if fitting else ""


def _reads(sample: Sequence[str], form: str) -> float:
    read = 0
    for value in sample:
        try:
            parse_date(value, (form,))
        except ValueError:
            continue
        read += 1
    return read / len(sample)


def _settle_kind(look: Look, known: "pd.Series[int]", *, iso: bool) -> None:
    if look.date_format and (iso or look.role in ("birth_date", "start_date", "end_date", "")):
        look.kind = "date"
        return
    if look.role in ("pupil_id", "site", "code", "sex") or not len(known):
        return
    labelled = len(known) <= _FEW_VALUES and all(
        value in look.value_labels for value in known.index
    )
    if not look.role and (labelled or set(known.index) <= {"0", "1"}):
        return  # numbers that stand for words
    for decimal in (",", "."):
        try:
            for value in known.index[:2000]:
                parse_number(value, decimal)
        except ValueError:
            continue
        look.kind = "number"
        look.decimal = decimal if any("," in value for value in known.index[:2000]) else ""
        return


def _reasons(known: "pd.Series[int]", labels: dict[str, str]) -> bool:
    """Whether all values are reasons of absence, valid ones and others; "yes" and "no" are not."""
    found = {meaning_of_reason(labels.get(value, value)) for value in known.index}
    return found >= {"yes", "no"} and found <= {"yes", "no", "unknown"}


def _settle_meanings(look: Look, known: "pd.Series[int]", labels: dict[str, str]) -> None:
    """Values of sex and of yes and no, by their label or as words."""
    meanings = _SEXES if look.role == "sex" else _ANSWERS
    if look.role not in ("sex", *YES_NO_ROLES):
        return
    look.kind, reasons = "text", False
    unknown: list[str] = []
    for value in known.index:
        meaning = meaning_of_value(labels.get(value, value), meanings)
        if not meaning and look.role == "authorised":
            text = labels.get(value, value)
            meaning = meaning_of_reason(text)
            # "Ongeoorloofd" says it itself; that "ZK" is a valid reason is for the user to say.
            reasons = reasons or (bool(meaning) and role_of_name(text) not in _VALID)
        if not meaning and meanings is _ANSWERS and set(known.index) <= {"0", "1"}:
            meaning = "yes" if value == "1" else "no"
        if meaning:
            look.meanings[value] = _turned(meaning) if look.role == "unauthorised" else meaning
        else:
            unknown.append(f'"{value}"' if known[value] >= SHOWN_FROM or len(value) == 1 else "")
    told = _told(unknown)
    if reasons:
        # One question for the whole list of reasons.
        told = f"Which reasons are valid ones (yes)? Correct the list below. {told}".strip()
    look.questions += [told] if told else []
    if look.role == "unauthorised":
        look.role = "authorised"


def _told(unknown: Sequence[str]) -> str:
    """Values without a known meaning; those of few pupils are not named."""
    if not unknown:
        return ""
    named = ", ".join(value for value in unknown if value) or "A value"
    verb = "has" if len(unknown) == 1 else "and other values have" if "" in unknown else "have"
    return f"{named} of this column {verb} no known meaning; add below what is not listed."


def _turned(meaning: str) -> str:
    return {"yes": "no", "no": "yes"}.get(meaning, meaning)


def _apart(counts: "pd.Series[int]") -> list[str]:
    """Numbers that often stand for not known, where they lie apart from all others.

    Examples
    --------
    >>> _apart(pd.Series(1, index=["7", "8", "9"])), _apart(pd.Series(1, index=["7", "99", "-1"]))
    ([], ['99', '-1'])
    """
    suspects = [value for value in MISSING_NUMBERS if value in counts.index]
    others = [text for text in counts.index if text not in suspects]
    numbers = pd.to_numeric(
        pd.Series(others, dtype="object").str.replace(",", "."), errors="coerce"
    )
    low, high = numbers.min(), numbers.max()
    return [value for value in suspects if not low - 1 <= float(value) <= high + 1]


def _evidence(look: Look, column: ColumnCounts, label: str) -> str:
    """The values and how often they occur, where nobody is identifiable."""
    counts = column.counts
    parts = [f'label "{label}"'] if label else []
    empty = column.n_rows - column.n_filled
    parts.append(f"{column.n_distinct} different values in {column.n_rows} rows")
    if empty:
        parts.append(f"{empty} empty")
    if look.code_share:
        parts.append(f"{look.code_share:.0%} of the values are codes of the list")
    if look.kind == "date":
        parts.append(f"dates ({look.date_format})")
    shown = counts[counts >= SHOWN_FROM]
    if look.kind == "text" and len(counts) <= _FEW_VALUES and look.role != "pupil_id":
        parts += [f'"{value}" {count}' for value, count in list(shown.items())[:MOST_SHOWN]]
    numbers = _apart(counts) if look.kind == "number" else []
    if numbers:
        look.questions.append(f"Does {' or '.join(numbers)} mean not known? Then list it here.")
    return ", ".join(parts)
