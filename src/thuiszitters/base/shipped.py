"""Files that come with the program: the workflow, its schemas, what a new project begins with."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
#: Where a wheel holds what stands beside ``src/`` in a clone.
_IN_WHEEL = _PACKAGE / "_shipped"


def shipped(path: str | Path) -> Path:
    """The place of a file of the repository, in a clone or in an installed wheel.

    Parameters
    ----------
    path
        As seen from the root of the repository; an absolute path stays as it is.

    Examples
    --------
    >>> shipped("workflow/schemas/plan.schema.yaml").is_file()
    True
    """
    inside = _IN_WHEEL / path
    return inside if inside.exists() else _PACKAGE.parents[1] / path
