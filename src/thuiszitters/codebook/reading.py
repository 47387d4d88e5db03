"""Reading a code list from CSV, with every row that cannot be used."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem, nearest_name, raise_problems
from thuiszitters.base.text import Text
from thuiszitters.codebook.code import ADJACENT, EVIDENCE, LEVELS, Code
from thuiszitters.codebook.codes import Codebook

COLUMNS = (
    "code",
    "level",
    "parent",
    "label_nl",
    "label_en",
    "evidence",
    "outcome_adjacent",
    "source",
)
#: Columns that a list of one version can do without.
OPTIONAL = ("source", "versions", "replaced_by")


def read_codebook(path: Path, name: str) -> Codebook:
    """Read a code list from CSV (comma, UTF-8) with the columns of `COLUMNS`.

    Raises
    ------
    DataError
        With every row that cannot be used.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise DataError(Problem(str(path), f"the code list cannot be read ({reason})")) from error
    except UnicodeDecodeError as error:
        raise DataError(Problem(str(path), "the code list is not a text file in UTF-8")) from error
    return codebook_from_text(content, name, str(path))


def read_codebooks(paths: Sequence[str | Path]) -> Codebook | None:
    """The code list at the only path there is; None when a plan uses no codes."""
    return read_codebook(Path(paths[0]), Path(paths[0]).stem) if paths else None


def codebook_from_text(content: str, name: str, where: str) -> Codebook:
    """The code list in the text of a CSV file; `where` names it in messages."""
    reader = csv.DictReader(io.StringIO(content))
    header = reader.fieldnames or []
    missing = [column for column in COLUMNS if column not in header and column not in OPTIONAL]
    raise_problems(
        [
            Problem(
                where,
                f'the column "{column}" is missing',
                ", ".join(COLUMNS),
                nearest_name(column, list(header)),
            )
            for column in missing
        ],
        DataError,
    )
    rows = list(reader)
    codes = tuple(
        Code(
            code=(row["code"] or "").strip(),
            level=row["level"] or "",
            parent=(row["parent"] or "").strip() or None,
            label=Text(nl=row["label_nl"] or "", en=row["label_en"] or ""),
            evidence=row["evidence"] or "",
            outcome_adjacent=row["outcome_adjacent"] or "",
            source=row.get("source") or "",
            versions=_names(row.get("versions")),
            replaced_by=_names(row.get("replaced_by")),
        )
        for row in rows
    )
    raise_problems(_list_problems(codes, where), DataError)
    return Codebook(name=name, codes=codes)


def _names(cell: str | None) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[\s,;]+", cell or "") if name)


def _list_problems(codes: Sequence[Code], where: str) -> list[Problem]:
    problems: list[Problem] = []
    known: dict[str, list[int]] = {}
    for row, code in enumerate(codes, start=2):
        here = f"{where}: row {row}"
        if not code.code:
            problems.append(Problem(here, "the code is empty"))
        for earlier in known.get(code.code, []) if code.code else []:
            if _meet(code, codes[earlier - 2]):
                found = f'the code "{code.code}" already stands in row {earlier}'
                problems.append(Problem(here, found))
                break
        known.setdefault(code.code, []).append(row)
        for column, value, allowed in (
            ("level", code.level, LEVELS),
            ("evidence", code.evidence, EVIDENCE),
            ("outcome_adjacent", code.outcome_adjacent, ADJACENT),
        ):
            if value not in allowed:
                found = f'the value "{value}" is unknown'
                problems.append(Problem(f"{here}, column {column}", found, ", ".join(allowed)))
    return problems + _parent_problems(codes, where) + _replacement_problems(codes, known, where)


def _meet(one: Code, other: Code) -> bool:
    """Whether two rows about the same code stand in one version."""
    return not one.versions or not other.versions or bool(set(one.versions) & set(other.versions))


def _replacement_problems(
    codes: Sequence[Code], known: Mapping[str, list[int]], where: str
) -> list[Problem]:
    return [
        Problem(
            f"{where}: row {row}, column replaced_by",
            f'the code "{other}", which replaces "{code.code}", is not in the list',
        )
        for row, code in enumerate(codes, start=2)
        for other in code.replaced_by
        if other not in known
    ]


def _parent_problems(codes: Sequence[Code], where: str) -> list[Problem]:
    """Parents that are missing or lead in a circle, in some version of the list."""
    problems: dict[Problem, None] = {}
    for version in dict.fromkeys(name for code in codes for name in code.versions) or [""]:
        held = {
            row: code
            for row, code in enumerate(codes, start=2)
            if not code.versions or version in code.versions
        }
        problems |= dict.fromkeys(_parent_problems_in(held, version, where))
    return list(problems)


def _parent_problems_in(held: Mapping[int, Code], version: str, where: str) -> list[Problem]:
    parents = {code.code: code.parent for code in held.values()}
    problems = []
    for row, code in held.items():
        seen, above = {code.code}, code.parent
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above is not None:
            there = f" in version {version}" if version else ""
            fault = (
                "leads back to the code itself" if above in seen else f"is not in the list{there}"
            )
            found = f'the parent "{above}" of "{code.code}" {fault}'
            problems.append(Problem(f"{where}: row {row}, column parent", found))
    return problems
