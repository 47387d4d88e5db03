"""Draw tables, ask R once for all of them, and compare."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz_r.compare import Compared, Key, compare
from fuzz_r.ours import our_numbers
from fuzz_r.tables import Drawn, as_json, draw

SEED = 20261127
PACKAGES = ("jsonlite", "brglm2", "sandwich", "clubSandwich", "mice")
REFERENCE = Path(__file__).with_name("reference.R")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was compared, and tables without an answer of R, with its reason."""

    compared: tuple[Compared, ...]
    without: tuple[tuple[int, str], ...]


def what_is_absent() -> str:
    """Why R cannot be asked, as a sentence; empty when it can."""
    if shutil.which("Rscript") is None:
        return "R is not installed (no Rscript), so nothing was compared."
    asked = ", ".join(f'"{name}"' for name in PACKAGES)
    script = f"cat(setdiff(c({asked}), rownames(installed.packages())))"
    absent = _output_of(["-e", script]).split()
    if not absent:
        return ""
    return f"R has no package {', '.join(absent)}, so nothing was compared."


def run(n_tables: int, seed: int = SEED, only: Sequence[int] = ()) -> Outcome:
    """Compare so many tables, or those with the numbers of `only`."""
    drawn = [draw(number, seed) for number in (only or range(n_tables))]
    with TemporaryDirectory() as folder:
        answers = _ask(drawn, Path(folder))
    compared: list[Compared] = []
    without = []
    for table in drawn:
        theirs = answers[table.number]
        if isinstance(theirs, str):
            without.append((table.number, theirs))
        else:
            compared += compare(table.number, table.shape, our_numbers(table), theirs)
    return Outcome(tuple(compared), tuple(without))


def _ask(drawn: Sequence[Drawn], folder: Path) -> dict[int, dict[Key, float] | str]:
    """R's numbers by table, in one process."""
    given, answered = folder / "tables.json", folder / "answers.json"
    given.write_text(json.dumps([as_json(table) for table in drawn]), encoding="utf-8")
    _output_of([str(REFERENCE), str(given), str(answered)])
    return {
        int(one["number"]): _numbers(one["found"])
        for one in json.loads(answered.read_text(encoding="utf-8"))
    }


def _output_of(arguments: Sequence[str]) -> str:
    """What R prints."""
    command = ["Rscript", "--vanilla", *arguments]
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return found.stdout


def _numbers(found: dict[str, Any]) -> dict[Key, float] | str:
    if "failed|" in found:
        return f"R stopped: {found['failed|']}"
    if "skipped|" in found:
        return "columns that determine one another, or one outcome only"
    return {
        (kind, name): float(value)
        for key, value in found.items()
        for kind, name in [key.split("|", 1)]
        if value not in ("NA", None)
    }
