"""What an earlier run of `make bench` wrote, so that tasks can be measured one at a time."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from measured import Measured, Spent

_ROW = re.compile(r"\| (?P<name>[^|]+) \| [^|]+ \| (?P<seconds>[\d.]+) \([^|]+\) \| [\d,]+ \|")


def parts_of(results: Path) -> dict[str, list[str]]:
    """Title of every part to its lines; nothing where nothing was written yet."""
    if not results.exists():
        return {}
    _, *parts = results.read_text(encoding="utf-8").split("\n## ")
    found = {}
    for part in parts:
        lines = f"## {part}".splitlines()
        written = [line for line in lines if not line.startswith("![")]
        found[lines[0].removeprefix("## ")] = [*"\n".join(written).rstrip().splitlines(), ""]
    return found


def with_bars(parts: Mapping[str, Sequence[str]]) -> dict[str, list[Measured]]:
    """Median processor seconds per program, read back from the tables of the parts."""
    bars = {}
    for title, lines in parts.items():
        rows = [row for line in lines if (row := _ROW.match(line))]
        bars[title] = [
            Measured(row["name"], (Spent(0.0, float(row["seconds"]), 0.0),)) for row in rows
        ]
    return bars
