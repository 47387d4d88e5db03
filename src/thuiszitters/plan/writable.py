"""Whether a run can write where it will write, before it begins.

The workflow engine makes its folders itself, and ends in a traceback where it may not.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from thuiszitters.base.errors import Problem

#: The folders that a run writes below its project.
WRITTEN = ("results", "data/derived", "logs", ".snakemake")
#: Below these the engine writes as well, and they may be there with other rights.
_BELOW = (".snakemake/locks", ".snakemake/log", ".snakemake/metadata")


def unwritable_problems(
    root: str | Path, cohorts: Sequence[str] = (), folders: Sequence[str] = (*WRITTEN, *_BELOW)
) -> list[Problem]:
    """One problem per folder that cannot be made, or in which no file can be made.

    Parameters
    ----------
    root
        The project folder.
    cohorts
        Names of the cohorts that run; each has a folder of its own in the first two.
    folders
        As seen from `root`; where one is not there yet, the folder above it must take it.

    Examples
    --------
    >>> unwritable_problems(".", folders=["src"])
    []
    >>> [str(problem) for problem in unwritable_problems(".", folders=["README.md/a"])]
    ['README.md: this is a file, and a run writes a folder here. Move it elsewhere.']
    """
    own = [f"{folder}/{cohort}" for folder in folders[:2] for cohort in cohorts]
    found = (_problem(Path(root), folder) for folder in (*folders, *own))
    return list(dict.fromkeys(problem for problem in found if problem is not None))


def _problem(root: Path, folder: str) -> Problem | None:
    """What is wrong with a folder, or with the first folder above it that is there."""
    place = root / folder
    while not os.path.lexists(place) and place != root:
        place = place.parent
    where = place.relative_to(root).as_posix() if place != root else "the project folder"
    if not place.is_dir():
        kind = "a link that leads to no folder" if place.is_symlink() else "a file"
        found = f"this is {kind}, and a run writes a folder here"
        return Problem(where, found, advice="Move it elsewhere")
    if not os.access(place, os.W_OK | os.X_OK):
        advice = "Give yourself the right to write here, or work in a copy of the project"
        return Problem(where, "a run cannot write in this folder", advice=advice)
    return None
