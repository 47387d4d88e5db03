"""From files nobody described to a cohort file that says what it found and what it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.likeness import Likenesses
from thuiszitters.codebook.synonyms import Synonyms, read_synonyms
from thuiszitters.intake.values import parse_date
from thuiszitters.plan.cohort import TABLE_NAMES
from thuiszitters.setup.draft.absent import absent_predictors
from thuiszitters.setup.draft.files import FileLook
from thuiszitters.setup.draft.keys import relate
from thuiszitters.setup.draft.propose import proposed_plan
from thuiszitters.setup.draft.render import rendered
from thuiszitters.setup.draft.school_year import school_year
from thuiszitters.setup.draft.sources import look_at_sources


@dataclass(frozen=True)
class Drafted:
    """What was drafted: the text of a cohort file, and of a plan when one was asked for.

    Attributes
    ----------
    has_codes
        Whether problem codes were recognised in the files.
    """

    cohort: str
    plan: str | None
    has_codes: bool


def draft_files(
    paths: Sequence[str],
    codebook: Codebook | None,
    *,
    name: str,
    root: str | Path = ".",
    plan: str = "niet_thuis_geven",
    propose: bool = False,
) -> Drafted:
    """Draft the cohort file for some files, and a plan when it is asked for.

    Parameters
    ----------
    paths
        Files, relative to `root`, in any order.
    codebook
        Code list by which codes are recognised.
    name
        Name of the cohort.
    root
        The project folder.
    plan
        Name of the analysis plan that the cohort is meant for.
    propose
        True proposes a plan of that name from the columns and the code list.

    Returns
    -------
    Drafted
        YAML with comments: the evidence for every choice, and a line that begins with
        ``# QUESTION`` for everything only the user can answer. No value that fewer than ten
        pupils share stands in it.

    Raises
    ------
    DataError
        When a file cannot be read, holds citizen service numbers, or no file has pupils.
    """
    versions = () if codebook is None else codebook.versions
    if codebook is not None and versions:
        # The version that is proposed, until the user says which one it was.
        codebook = codebook.in_version(versions[-1], name)
    synonyms = Synonyms() if codebook is None else read_synonyms(root, codebook)
    likenesses = None if codebook is None else Likenesses(codebook, synonyms)
    looks = look_at_sources(Path(root), paths, codebook, likenesses)
    tables = _assigned(looks)
    related = relate(tables)
    if "pupils" not in tables:
        raise DataError(
            Problem(
                ", ".join(paths),
                "no file has one row per pupil",
                "a file with an identifier that stands in one row only",
            )
        )
    planned = Path(root) / f"config/plans/{plan}.yaml"
    content = read_yaml(planned) if planned.exists() and not propose else {}
    last_day = _last_day(tables.get("absences"))
    cohort = rendered(
        name,
        plan,
        tables,
        last_day,
        school_year(looks, last_day, [Path(root) / path for path in paths]),
        _planned_codes(content),
        _absent(content, tables.get("classifications"), codebook),
        versions,
        synonyms.local,
        related,
        _left_out(looks, tables),
    )
    proposed = proposed_plan(name, tables, codebook, synonyms.local) if propose else None
    return Drafted(cohort, proposed, "classifications" in tables)


def _absent(
    content: dict[str, Any], found: FileLook | None, codebook: Codebook | None
) -> dict[str, str]:
    """Predictors without a column; in a long file every code could have been recorded."""
    if found is None or codebook is None or not found.code_columns or not content:
        return {}
    return absent_predictors(content, set(found.code_columns.values()), codebook)


def _planned_codes(content: dict[str, Any]) -> list[str]:
    """Local codes that the constructs of a plan use; none when there is no such plan yet."""
    constructs = content.get("constructs", {}).values()
    codes = {code for construct in constructs for code in construct.get("codes", ())}
    return sorted(code for code in codes if code.startswith("X"))


def _assigned(looks: Sequence[FileLook]) -> dict[str, FileLook]:
    """One file per canonical table: where two could be, the one with more columns."""
    tables: dict[str, FileLook] = {}
    for table in TABLE_NAMES:
        able = [look for look in looks if table in look.tables]
        if able:
            tables[table] = max(able, key=lambda look: (_told(look, table), len(look.looks)))
    return tables


def _left_out(looks: Sequence[FileLook], tables: Mapping[str, FileLook]) -> list[str]:
    """Files and sheets that became no table, with the reason."""
    used = [id(found) for found in tables.values()]
    return [
        f"{look.named}, " + ("another one fits better" if look.tables else "no table about pupils")
        for look in looks
        if id(look) not in used
    ]


def _told(look: FileLook, table: str) -> bool:
    """Whether a file with classifications has a column of codes: surer than one per problem."""
    return table != "classifications" or bool(look.with_role("code"))


def _last_day(absences: FileLook | None) -> date | None:
    """The end of the month of the last day in the spells: a first guess at the extraction."""
    if absences is None:
        return None
    days = [
        parse_date(str(text), (look.date_format,))
        for look in absences.with_role("start_date", "end_date")
        for text in absences.columns[look.name].counts.index
        if text and look.date_format
    ]
    if not days:
        return None
    following = max(days).replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
