"""Finished results, from the folder they were made in to the folder people read."""

from collections.abc import Mapping
from pathlib import Path

from thuiszitters.base.io import files_below, write_bytes


def publish(made: Mapping[str, str], targets: Mapping[str, str]) -> None:
    """Copy every folder to the target of the same name, with the rights of a released file.

    Parameters
    ----------
    made
        Name to a folder that is complete.
    targets
        Name to the folder people read; it is there afterwards, even when it holds nothing.
    """
    for name, target in targets.items():
        Path(target).mkdir(parents=True, exist_ok=True)
        for file in files_below([made[name]]):
            place = Path(target) / Path(file).relative_to(made[name])
            write_bytes(place, Path(file).read_bytes())
