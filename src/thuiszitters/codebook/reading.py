"""Reading a code list from CSV, with every row that cannot be used."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from thuiszitters.codebook.codes import ADJACENT, EVIDENCE, LEVELS, Code, Codebook
from thuiszitters.errors import DataError, Problem, nearest_name, raise_problems
from thuiszitters.plan.text import Text

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
    missing = [column for column in COLUMNS if column not in header and column != "source"]
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
        )
        for row in rows
    )
    raise_problems(_list_problems(codes, where), DataError)
    return Codebook(name=name, codes=codes)


def _list_problems(codes: Sequence[Code], where: str) -> list[Problem]:
    problems: list[Problem] = []
    known: dict[str, int] = {}
    for row, code in enumerate(codes, start=2):
        here = f"{where}: row {row}"
        if not code.code:
            problems.append(Problem(here, "the code is empty"))
        elif code.code in known:
            first = known[code.code]
            problems.append(Problem(here, f'the code "{code.code}" already stands in row {first}'))
        known.setdefault(code.code, row)
        for column, value, allowed in (
            ("level", code.level, LEVELS),
            ("evidence", code.evidence, EVIDENCE),
            ("outcome_adjacent", code.outcome_adjacent, ADJACENT),
        ):
            if value not in allowed:
                found = f'the value "{value}" is unknown'
                problems.append(Problem(f"{here}, column {column}", found, ", ".join(allowed)))
    return problems + _parent_problems(codes, known, where)


def _parent_problems(codes: Sequence[Code], known: dict[str, int], where: str) -> list[Problem]:
    parents = {code.code: code.parent for code in codes}
    problems = []
    for row, code in enumerate(codes, start=2):
        seen, above = {code.code}, code.parent
        while above is not None and above in known and above not in seen:
            seen.add(above)
            above = parents[above]
        if above is not None:
            fault = "leads back to the code itself" if above in seen else "is not in the list"
            found = f'the parent "{above}" of "{code.code}" {fault}'
            problems.append(Problem(f"{where}: row {row}, column parent", found))
    return problems
