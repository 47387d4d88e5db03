"""Other cohorts of a project that are about the pupils of the same file.

Two cohorts of the same pupils are two releases of them, and what one suppresses the other may show:
a level less two others is a subtraction. Each can be compared with the other only when that is
named as an earlier release, since neither is made from the other.
"""

import filecmp
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from thuiszitters.base.errors import AnalysisError
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.disclosure import disclosure_profile

COHORTS = "config/cohorts"


def cohorts_of_same_pupils(
    root: Path, name: str, file: Mapping[str, Any], disclosure: Mapping[str, Any] | None
) -> list[str]:
    """Cohort files that name the file of pupils of this one, or a copy of it.

    Parameters
    ----------
    root
        The project folder.
    name, file
        Name and content of the cohort file.
    disclosure
        Its profile; one that suppresses nothing has nothing that another cohort could tell.

    Returns
    -------
    list
        Names of cohorts in the order of the alphabet, whether they run or not. A copy with one
        pupil more is not recognised.
    """
    if disclosure is None or not disclosure_profile(disclosure, file["disclosure"]).suppresses:
        return []
    own = _pupils(root, file)
    return [
        other.stem
        for other in sorted((root / COHORTS).glob("*.yaml"))
        if other.stem != name and _same(own, _pupils(root, _read(other)))
    ]


def _read(path: Path) -> Any:
    """Content of a cohort file; nothing where it cannot be read, which its own run will say."""
    try:
        return read_yaml(path)
    except AnalysisError:
        return None


def _pupils(root: Path, file: Any) -> Path | None:
    """Where the pupils of a cohort stand, links followed; none where the file does not say."""
    part = file
    for key in ("files", "pupils", "path"):
        part = part.get(key) if isinstance(part, Mapping) else None
    return Path(os.path.realpath(root / part)) if isinstance(part, str) else None


def _same(one: Path | None, other: Path | None) -> bool:
    if one is None or other is None:
        return False
    both = one.is_file() and other.is_file()
    return one == other or (both and filecmp.cmp(one, other, shallow=False))
