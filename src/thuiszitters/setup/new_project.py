"""A project folder for whoever has no clone: configuration, example data and a Snakefile."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thuiszitters.base.errors import DataError, PlanError, Problem
from thuiszitters.base.shipped import shipped

#: What is copied, and its name in the new folder.
PARTS = {
    "Snakefile": "Snakefile",
    "config": "config",
    "profiles": "profiles",
    "data/README.md": "data/README.md",
    "data/examples": "data/examples",
    "results/README.md": "results/README.md",
    "docs/new_cohort.md": "docs/new_cohort.md",
    ".gitignore": ".gitignore",
}


def new_project(folder: str | Path) -> list[Path]:
    """Copy the skeleton of a project to a new folder.

    Parameters
    ----------
    folder
        It must not exist yet, or be empty.

    Returns
    -------
    list of Path
        Every file that was made.

    Raises
    ------
    PlanError
        When there is something in the folder already.
    DataError
        When it cannot be written.
    """
    target = Path(folder)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            found = "there is something here already"
            raise PlanError(Problem(str(folder), found, "a new name, or an empty folder"))
        with _gone_when_it_fails(target):
            for source, name in PARTS.items():
                _copy(shipped(source), target / name)
    except OSError as error:
        reason = (_first_cause(error).strerror or "unknown reason").lower()
        found = f"the project cannot be written here ({reason})"
        raise DataError(Problem(str(folder), found, advice="Name another folder")) from error
    return sorted(path for path in target.rglob("*") if path.is_file())


@contextmanager
def _gone_when_it_fails(target: Path) -> Iterator[None]:
    """Half a project would be taken for a whole one, and stand in the way of the next try."""
    was_there = target.exists()
    try:
        yield
    except BaseException:
        for made in target.iterdir() if target.is_dir() else ():
            if made.is_dir():
                shutil.rmtree(made, ignore_errors=True)
            else:
                made.unlink(missing_ok=True)
        if target.is_dir() and not was_there:
            target.rmdir()
        raise


def _first_cause(error: OSError) -> OSError:
    """What the system said: a folder is copied to its end, and its errors come as one."""
    if isinstance(error, shutil.Error) and error.args and error.args[0]:
        said = str(error.args[0][0][2])
        return OSError(0, said.partition("] ")[2].partition(":")[0] or said)
    return error


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)
