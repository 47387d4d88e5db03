"""The command `draft`: a first cohort file from files that nobody described."""

import re
from collections.abc import Sequence
from pathlib import Path

from thuiszitters.base.errors import PlanError, Problem, nearest_name
from thuiszitters.base.io import write_text
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import read_codebooks
from thuiszitters.setup.draft.draft import Drafted, draft_files

#: The plan that a cohort is drafted for unless another is named.
DEFAULT_PLAN = "niet_thuis_geven"


def draft(
    files: Sequence[str],
    name: str | None,
    plan: str = DEFAULT_PLAN,
    new_plan: str | None = None,
    root: str | Path = ".",
) -> Drafted:
    """The text of a cohort file for these files; a new plan is written to its place.

    Parameters
    ----------
    name
        Of the cohort; the folder of the first file, or the file itself, when left out.
    plan
        Name of the plan it is meant for; its code list recognises the codes.
    new_plan
        Name of a plan to propose from the files; it must not exist yet.
    root
        Project folder.
    """
    path = Path(root) / f"config/plans/{plan}.yaml"
    if not path.is_file():
        plans = sorted(file.stem for file in path.parent.glob("*.yaml"))
        advice = nearest_name(plan, plans) or "Run this in the project folder"
        found = f'there is no plan "{plan}" here'
        raise PlanError(Problem("config/plans", found, ", ".join(plans), advice))
    target = Path(root) / f"config/plans/{new_plan}.yaml"
    if new_plan is not None:
        _refuse_plan_name(new_plan, target)
    codebook = (read_yaml(path) or {}).get("codebook")
    listed = [Path(root) / f"config/codebooks/{codebook}.csv"] if codebook else []
    drafted = draft_files(
        files,
        read_codebooks(listed),
        name=name or _name_from(Path(files[0])),
        root=root,
        plan=new_plan or plan,
        propose=new_plan is not None,
    )
    if drafted.plan is not None:
        write_text(target, drafted.plan)
    return drafted


def _refuse_plan_name(name: str, target: Path) -> None:
    where = f"config/plans/{name}.yaml"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        allowed = "small letters, digits and underscores"
        raise PlanError(Problem(where, "this is no name for a plan", allowed))
    if target.exists():
        advice = f"Choose another name, or map the files onto it with --plan {name}"
        raise PlanError(Problem(where, "there is a plan of this name already", advice=advice))


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
