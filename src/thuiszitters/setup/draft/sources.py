"""Every file, and every sheet of a workbook, looked at; what stops a draft at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.io import existing_file
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.likeness import Likenesses
from thuiszitters.intake.header import looks_like_value
from thuiszitters.intake.reading import file_kind
from thuiszitters.intake.service_numbers import bsn_problem
from thuiszitters.intake.typed_text import as_cell
from thuiszitters.intake.workbook import sheet_names, sheet_rows
from thuiszitters.plan.cohort import FileSpec
from thuiszitters.setup.draft.files import FileLook, look_at_file, take_unique_column
from thuiszitters.setup.draft.keys import adopt_keys


def look_at_sources(
    root: Path, paths: Sequence[str], codebook: Codebook | None, likenesses: Likenesses | None
) -> list[FileLook]:
    """What every file is; of a workbook with several sheets, what every sheet is.

    Raises
    ------
    DataError
        When a file cannot be read, holds citizen service numbers, or no identifiers.
    """
    looks: list[FileLook] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found = [
                look_at_file(root, path, codebook, likenesses, sheet)
                for sheet in _sheets(root, path)
            ]
        except DataError as error:
            problems.extend(error.problems)
            continue
        problems += [
            bsn_problem(look.path, column.name)
            for look in found
            for column in look.looks
            if column.personal == "bsn"
        ]
        looks += found
    raise_problems(problems, DataError)
    if not any(look.with_role("pupil_id") for look in looks):
        # The others are tied to that one by their values, so that it is asked once.
        about = ("sex", "birth_date", "age_years", "outcome", "days")
        likely = sorted(looks, key=lambda look: not look.with_role(*about))
        any(take_unique_column(look) for look in likely)
    adopt_keys(looks)
    for path in dict.fromkeys(look.path for look in looks):
        found = [look for look in looks if look.path == path]
        if not any(look.with_role("pupil_id") for look in found):
            problems.append(_no_identifier(found[0]))
    raise_problems(problems, DataError)
    return looks


def _sheets(root: Path, path: str) -> Iterator[str | None]:
    """The sheets of a workbook that hold a table; None for its only one, and for other files."""
    place = existing_file(root, path)
    if file_kind(place) != "excel":
        yield None
        return
    names = sheet_names(place, path)
    tables = [name for name in names if _is_table(place, FileSpec(path, (), sheet=name))]
    if len(tables) > 1 or (tables and tables != names[:1]):
        yield from tables
    else:
        yield None


def _is_table(place: Path, spec: FileSpec) -> bool:
    """Whether a sheet has two rows with more than one cell: a note has not."""
    rows = sheet_rows(place, spec)
    return sum(sum(bool(as_cell(cell)) for cell in row) > 1 for row in rows[:50]) > 1


def _no_identifier(look: FileLook) -> Problem:
    names = [column.name for column in look.looks[:20]]
    advice = "Give it a name such as leerlingnummer, or write the cohort file by hand"
    if any(map(looks_like_value, names)):
        # The first row may be a pupil, of whom nothing is shown.
        names, advice = [], "Put a row with the names of the columns above the data"
    return Problem(look.path, "no column looks like an identifier", ", ".join(names), advice)
