"""The folders in which earlier releases are kept."""

import os
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem, nearest_name

RESULTS = "results"
#: What a release holds at least, to be compared with.
NEEDED = ("characteristics.parquet", "estimates.parquet", "flow.parquet", "release.json")


def released_files(root: str | Path, folder: str) -> list[str]:
    """Files of an earlier release, as paths from the project folder.

    Parameters
    ----------
    root
        The project folder.
    folder
        A copy of ``results/<cohort>``, or of the ``numbers`` in it.

    Raises
    ------
    DataError
        When there is no such folder, it holds no release, or the next run would overwrite it.
    """
    place = Path(root) / folder
    # `Path.resolve` fails where links go round.
    real, results = Path(os.path.realpath(place)), Path(os.path.realpath(Path(root, RESULTS)))
    if results in (real, *real.parents):
        found = "every run writes results anew, so this is no earlier release"
        advice = "Copy the folder to data/earlier, and name the copy"
        raise DataError(Problem(folder, found, advice=advice))
    if not place.is_dir():
        beside = (
            sorted(item.name for item in place.parent.glob("*")) if place.parent.is_dir() else []
        )
        advice = nearest_name(place.name, beside)
        advice = advice or "Put a copy of results/<cohort>/numbers there, or take the line out"
        raise DataError(Problem(folder, f'there is no folder "{folder}"', advice=advice))
    numbers = place / "numbers" if (place / "numbers").is_dir() else place
    missing = [name for name in NEEDED if not (numbers / name).is_file()]
    if missing:
        found = f'the folder "{folder}" holds no release: {", ".join(missing)} is not in it'
        raise DataError(Problem(folder, found, advice="Name a copy of results/<cohort>/numbers"))
    files = [*sorted(numbers.glob("*.parquet")), numbers / "release.json"]
    return [(Path(folder) / file.relative_to(place)).as_posix() for file in files]
