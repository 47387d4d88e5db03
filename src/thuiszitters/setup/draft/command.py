"""The command `draft`: a first cohort file from files that nobody described."""

import re
from collections.abc import Sequence
from pathlib import Path

from thuiszitters.base.errors import PlanError, Problem, nearest_name
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import read_codebooks
from thuiszitters.setup.draft.draft import draft_cohort


def draft(files: Sequence[str], name: str | None, plan: str, root: str | Path = ".") -> str:
    """The text of a cohort file for these files.

    Parameters
    ----------
    name
        Of the cohort; the folder of the first file, or the file itself, when left out.
    plan
        Name of the plan it is meant for; its code list recognises the codes.
    root
        Project folder.
    """
    path = Path(root) / f"config/plans/{plan}.yaml"
    if not path.is_file():
        plans = sorted(file.stem for file in path.parent.glob("*.yaml"))
        advice = nearest_name(plan, plans) or "Run this in the project folder"
        found = f'there is no plan "{plan}" here'
        raise PlanError(Problem("config/plans", found, ", ".join(plans), advice))
    codebook = (read_yaml(path) or {}).get("codebook")
    listed = [Path(root) / f"config/codebooks/{codebook}.csv"] if codebook else []
    chosen = name or _name_from(Path(files[0]))
    return draft_cohort(files, read_codebooks(listed), name=chosen, root=root, plan=plan)


def _name_from(file: Path) -> str:
    """A name that a cohort file may have.

    Examples
    --------
    >>> _name_from(Path("data/raw/Noord 2023/leerlingen.csv")), _name_from(Path("A-1.csv"))
    ('noord_2023', 'a_1')
    """
    folder = file.parent.name
    found = file.stem if folder in {"", ".", "..", "raw", "examples", "data"} else folder
    return re.sub(r"[^a-z0-9]+", "_", found.lower()).strip("_") or "cohort"
