"""Reading what was released before."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.base.io import read_json, read_table
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.system.counts import Group, Quantity
from thuiszitters.results.former_names import table_of_now
from thuiszitters.results.records import of_this_version, read_record

#: Rules that hide a count for the sake of another one; releases of now do not name rules, and
#: what they alone leave too narrow cannot be what they protected (`earlier_suppressed.exposed`).
HELPERS = ("secondary", "difference")


def read_earlier(files: Sequence[str]) -> tuple[Earlier, ...]:
    """The earlier releases that some files belong to, one per folder.

    Parameters
    ----------
    files
        Tables and the ``release.json`` of each, from `released_files`.
    """
    folders: dict[Path, list[Path]] = {}
    for file in map(Path, files):
        folders.setdefault(file.parent, []).append(file)
    return tuple(_release(folder, found) for folder, found in folders.items())


def _release(folder: Path, files: Sequence[Path]) -> Earlier:
    name = folder.parent.name if folder.name == "numbers" else folder.name
    content = read_json(folder / "release.json")
    found = {file.stem: read_table(file) for file in files if file.suffix == ".parquet"}
    with of_this_version(folder):
        record = read_record(content)
        tables = dict(table_of_now(stem, table) for stem, table in found.items())
        hidden = tuple(
            Quantity(Group(entry["universe"], entry["predictor"], entry["level"]), entry["measure"])
            for entry in record.get("suppressed_counts", ())
            if entry.get("rule") not in HELPERS
        )
        return Earlier(name, tables, int(record.get("rules", {}).get("round_to", 1)), hidden)
