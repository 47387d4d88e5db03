"""Finished results, from the folder they were made in to the folder people read."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from thuiszitters.base.io import files_below, write_bytes

#: Where Snakemake keeps when a folder was finished.
_STAMP = ".snakemake_timestamp"


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


def without_stamps(folders: Iterable[str | Path]) -> None:
    """Take the workflow engine's own file out of finished folders.

    The moment it holds becomes that of the folder itself, which is where Snakemake looks when
    there is no such file: nothing is made again because of this.

    Parameters
    ----------
    folders
        Finished folders that people read.
    """
    for folder in folders:
        stamp = Path(folder) / _STAMP
        if stamp.is_file():
            finished = stamp.stat().st_mtime_ns
            stamp.unlink()
            os.utime(folder, ns=(finished, finished))
