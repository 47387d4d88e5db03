"""What one file seems to be: pupils, classifications in some layout, or absences."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from thuiszitters.base import engine
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.likeness import Likenesses
from thuiszitters.codebook.spelling import Spelling
from thuiszitters.intake.reading import file_kind
from thuiszitters.intake.scan import scan_source, steady
from thuiszitters.intake.statistics_file import column_labels, declared_missing
from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.code_cells import cell_separators, unknown_codes
from thuiszitters.setup.draft.code_columns import CodeColumns, find_code_columns
from thuiszitters.setup.draft.columns import Look, look_at_column
from thuiszitters.setup.draft.counts import ColumnCounts, column_counts
from thuiszitters.setup.draft.header_row import find_header_row, refuse_record
from thuiszitters.setup.draft.wide import WideValues, wide_values

#: From this share of different identifiers on, a file has one row per pupil.
_UNIQUE = 0.999
#: Rows from which a column of different values is no chance.
_ENOUGH_ROWS = 20
#: From this share of codes on, a further column holds codes and nothing else.
_CODES_ALONE = 0.9


@dataclass
class FileLook:
    """One file, as it looks.

    Attributes
    ----------
    facts, columns
        What was found out about the file, and the values of its columns.
    tables
        Canonical tables that it can become; a wide file is pupils and classifications.
    layout
        Layout of its classifications.
    by_code, wide
        Of a wide layout: columns that stand for codes, and what their values mean.
    user_missing
        Column to the number of cells that the file itself declares as missing.
    more_codes
        Columns beside the one with codes that hold further codes.
    unknown_codes
        Texts in the code column that are not in the list, with how often they occur.
    """

    path: str
    facts: Mapping[str, str]
    columns: Mapping[str, ColumnCounts]
    looks: list[Look]
    tables: tuple[str, ...]
    header_row: int = 1
    sheet: str | None = None
    layout: str = "long"
    code_separators: tuple[str, ...] = (";",)
    more_codes: tuple[str, ...] = ()
    by_code: CodeColumns = field(default_factory=CodeColumns)
    user_missing: dict[str, int] = field(default_factory=dict)
    wide: WideValues = field(default_factory=WideValues)
    unknown_codes: dict[str, int] = field(default_factory=dict)

    @property
    def named(self) -> str:
        """The file, and its sheet where it has several."""
        return self.path if self.sheet is None else f'{self.path}, sheet "{self.sheet}"'

    @property
    def code_columns(self) -> dict[str, str]:
        return self.by_code.codes

    def with_role(self, *roles: str) -> list[Look]:
        return [look for look in self.looks if look.role in roles and not look.personal]


def look_at_file(
    root: Path,
    path: str,
    codebook: Codebook | None,
    likenesses: Likenesses | None = None,
    sheet: str | None = None,
) -> FileLook:
    """Work out what a file, or one sheet of a workbook, is.

    Parameters
    ----------
    likenesses
        The code list with its synonyms, to recognise labels in other words.

    Raises
    ------
    DataError
        When it cannot be read at all.
    """
    spec = FileSpec(path=path, columns=(), sheet=sheet)
    kind = file_kind(root / path)
    header_row = find_header_row(root, spec)
    spec = replace(spec, header_row=header_row)
    names = _column_labels(root / path, spec, kind)
    with (
        engine.database(root) as connection,
        engine.working_folder(root) as folder,
        steady(root, spec),
    ):
        cells = scan_source(connection, root, spec, None, "cells", folder)
        columns = column_counts(connection, cells, spec)
    if kind in ("csv", "excel"):
        refuse_record(columns, path, header_row)
    by_code = find_code_columns(cells, columns, codebook, likenesses, names)
    looks = [
        look_at_column(
            name,
            column,
            codebook,
            label=names.get(name, ""),
            labels=cells.value_labels.get(name),
            iso=name in cells.iso_dates,
        )
        for name, column in columns.items()
        if name not in by_code.codes
    ]
    found = FileLook(path, cells.facts, columns, looks, (), header_row, sheet, by_code=by_code)
    if kind == "spss":
        found.user_missing = declared_missing(root / path, spec)
    _one_per_role(found)
    _settle_codes(found, codebook, cells.value_labels)
    settle_tables(found)
    return found


def _column_labels(path: Path, spec: FileSpec, kind: str) -> dict[str, str]:
    if kind not in ("spss", "stata"):
        return {}
    return column_labels(path, spec, "spss" if kind == "spss" else "stata")


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


def _settle_codes(
    found: FileLook, codebook: Codebook | None, labels: Mapping[str, Mapping[str, str]]
) -> None:
    """The column with codes, its layout, and the codes that are not in the list."""
    if codebook is None:
        return
    if found.code_columns:
        found.layout = "wide"
        found.wide = wide_values(found.columns, found.code_columns, labels)
        return
    spelling = Spelling(codebook)
    candidates = [look for look in found.looks if look.kind == "text" and not look.personal]
    for look in sorted(candidates, key=lambda look: -look.code_share):
        column = found.columns[look.name]
        separators = cell_separators(column, spelling)
        if look.code_share < 0.5 and look.role != "code" and not separators:
            continue
        for other in found.with_role("code"):
            other.role = ""
        look.role = "code"
        found.more_codes = tuple(
            other.name
            for other in candidates
            if other is not look and other.code_share >= _CODES_ALONE
        )
        if separators or found.more_codes:
            found.layout = "cell"
            found.code_separators = separators or found.code_separators
        for name in (look.name, *found.more_codes):
            for text, count in unknown_codes(found.columns[name], separators, spelling).items():
                found.unknown_codes[text] = found.unknown_codes.get(text, 0) + count
        return


def take_unique_column(found: FileLook) -> bool:
    """Take the first column with another value in every row for the identifier, and ask.

    For a file none of whose columns is called one; a number with decimals, a date, or a column of
    fewer than twenty rows proves nothing.
    """
    for look in found.looks:
        column = found.columns[look.name]
        if (
            not look.role
            and not look.personal
            and look.kind != "date"
            and look.decimal == ""
            and column.n_distinct == column.n_filled == column.n_rows >= _ENOUGH_ROWS
            and not column.first.str.contains(".", regex=False).any()
        ):
            look.role, look.kind = "pupil_id", "text"
            look.questions = ["Is this who a pupil is? Every row has another value."]
            settle_tables(found)
            return True
    return False


def settle_tables(found: FileLook) -> None:
    """Which canonical tables the file can become, by the roles of its columns."""
    identifier = found.with_role("pupil_id")
    one_row_each = bool(identifier) and identifier[0].distinct_share > _UNIQUE
    about = bool(found.with_role("sex", "birth_date", "age_years", "outcome", "days"))
    if not identifier:
        found.tables = ()
    elif found.with_role("code") or found.code_columns:
        both = one_row_each and about
        found.tables = ("pupils", "classifications") if both else ("classifications",)
    elif found.with_role("start_date") and found.with_role("end_date", "hours"):
        found.tables = ("absences",)
    else:
        found.tables = ("pupils",) if one_row_each else ()
