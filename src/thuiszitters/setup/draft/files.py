"""What one file seems to be: pupils, classifications in some layout, or absences."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.intake.layouts import code_columns
from thuiszitters.intake.raw import RawTable
from thuiszitters.intake.reading import file_kind, read_raw
from thuiszitters.intake.statistics_file import column_labels
from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.columns import Look, look_at_column
from thuiszitters.setup.draft.header_row import find_header_row
from thuiszitters.setup.draft.wide import WideValues, wide_values

#: From this share of different identifiers on, a file has one row per pupil.
_UNIQUE = 0.999
#: A code of a cohort's own, as it may stand above a column.
LOCAL_CODE = re.compile(r"X\d{2,}")
_CELL_SEPARATORS = (";", ",", "|", "/", " ")


@dataclass
class FileLook:
    """One file, as it looks.

    Attributes
    ----------
    tables
        Canonical tables that it can become; a wide file is pupils and classifications.
    layout
        Layout of its classifications.
    code_columns, wide
        Of a wide layout: column to code, and what the values of these columns mean.
    unknown_codes
        Texts in the code column that are not in the list, with how often they occur.
    """

    path: str
    raw: RawTable
    looks: list[Look]
    tables: tuple[str, ...]
    header_row: int = 1
    layout: str = "long"
    code_separator: str = ";"
    code_columns: dict[str, str] = field(default_factory=dict)
    wide: WideValues = field(default_factory=WideValues)
    unknown_codes: dict[str, int] = field(default_factory=dict)

    def with_role(self, *roles: str) -> list[Look]:
        return [look for look in self.looks if look.role in roles and not look.personal]


def look_at_file(root: Path, path: str, codebook: Codebook | None) -> FileLook:
    """Work out what a file is.

    Raises
    ------
    DataError
        When it cannot be read at all.
    """
    spec = FileSpec(path=path, columns=())
    kind = file_kind(root / path) if (root / path).exists() else "csv"
    header_row = find_header_row(root, spec)
    raw = read_raw(root, replace(spec, header_row=header_row))
    names = _column_labels(root / path, spec, kind)
    wide = _wide_columns(raw, codebook, names)
    looks = [
        look_at_column(
            name,
            raw.cells[name],
            codebook,
            label=names.get(name, ""),
            labels=raw.value_labels.get(name),
            iso=name in raw.iso_dates,
        )
        for name in map(str, raw.cells)
        if name not in wide
    ]
    found = FileLook(path, raw, looks, (), header_row, code_columns=wide)
    _one_per_role(found)
    _settle_codes(found, codebook)
    found.tables = _tables(found)
    return found


def _column_labels(path: Path, spec: FileSpec, kind: str) -> dict[str, str]:
    if kind not in ("spss", "stata"):
        return {}
    return column_labels(path, spec, "spss" if kind == "spss" else "stata")


def _wide_columns(
    raw: RawTable, codebook: Codebook | None, names: dict[str, str]
) -> dict[str, str]:
    """Columns that are named by a code or its label, in their name or in their label.

    Beside them a column such as X301 holds a code of the cohort's own.
    """
    found = code_columns(raw.header, FileSpec(raw.where, ()), codebook)
    if codebook is None:
        return found
    labels = tuple(names.get(name, name) for name in raw.header)
    by_label = code_columns(labels, FileSpec(raw.where, ()), codebook)
    for name, label in zip(raw.header, labels, strict=True):
        first = label.split(" ")[0].strip(":.-")
        known = (first in codebook and len(first) > 1) or LOCAL_CODE.fullmatch(first)
        code = by_label.get(label) or (first if known else "")
        if code:
            found.setdefault(name, code)
    if all(LOCAL_CODE.fullmatch(code) for code in found.values()):
        return {}
    return {name: code for name, code in found.items() if name in raw.cells}


def _one_per_role(found: FileLook) -> None:
    """A role belongs to one column: the one that has more different values for an identifier."""
    for role, count in Counter(look.role for look in found.looks if look.role).items():
        if count > 1:
            rivals = [look for look in found.looks if look.role == role]
            best = max(rivals, key=lambda look: look.distinct_share if role == "pupil_id" else 0.0)
            for look in rivals:
                if look is not best:
                    look.role = ""
                    look.questions.append(f'Is this "{role}"? Another column was taken for it.')


def _settle_codes(found: FileLook, codebook: Codebook | None) -> None:
    """The column with codes, its layout, and the codes that are not in the list."""
    if codebook is None:
        return
    if found.code_columns:
        found.layout = "wide"
        found.wide = wide_values(found.raw, found.code_columns)
        return
    candidates = [look for look in found.looks if look.kind == "text" and not look.personal]
    for look in sorted(candidates, key=lambda look: -look.code_share):
        if look.code_share >= 0.5 or look.role == "code":
            _settle_code_column(found, look, codebook)
            return
        if separator := _cell_separator(found.raw.cells[look.name], codebook):
            found.layout, found.code_separator, look.role = "cell", separator, "code"
            _count_unknown(
                found, found.raw.cells[look.name].str.split(separator).explode(), codebook
            )
            return


def _settle_code_column(found: FileLook, look: Look, codebook: Codebook) -> None:
    for other in found.with_role("code"):
        other.role = ""
    look.role = "code"
    cells = found.raw.cells[look.name]
    separator = _cell_separator(cells, codebook)
    if separator:
        found.layout, found.code_separator = "cell", separator
        cells = cells.str.split(separator).explode()
    _count_unknown(found, cells, codebook)


def _count_unknown(found: FileLook, cells: "pd.Series[str]", codebook: Codebook) -> None:
    counts = cells.fillna("").str.strip().value_counts()
    found.unknown_codes = {
        str(text): int(count) for text, count in counts.items() if text and text not in codebook
    }


def _cell_separator(cells: "pd.Series[str]", codebook: Codebook) -> str:
    """The sign between codes when cells hold several; empty when they do not."""
    for separator in _CELL_SEPARATORS:
        several = cells[cells.str.contains(separator, regex=False)]
        parts = several.str.split(separator).explode().str.strip()
        if len(parts) and parts.isin(list(codebook.by_code)).mean() > 0.5:
            return separator
    return ""


def _tables(found: FileLook) -> tuple[str, ...]:
    """Which canonical tables the file can become, by the roles of its columns."""
    identifier = found.with_role("pupil_id")
    one_row_each = bool(identifier) and identifier[0].distinct_share > _UNIQUE
    about = bool(found.with_role("sex", "birth_date", "age_years", "outcome", "days"))
    if found.with_role("code") or found.code_columns:
        return ("pupils", "classifications") if one_row_each and about else ("classifications",)
    if found.with_role("start_date") and found.with_role("end_date"):
        return ("absences",)
    return ("pupils",)
