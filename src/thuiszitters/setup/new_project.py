"""A project folder for whoever has no clone: configuration, example data and a Snakefile."""

import shutil
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
        for source, name in PARTS.items():
            _copy(shipped(source), target / name)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        found = f"the project cannot be written here ({reason})"
        raise DataError(Problem(str(folder), found, advice="Name another folder")) from error
    return sorted(path for path in target.rglob("*") if path.is_file())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)
