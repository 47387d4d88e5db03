"""`make bench`: ours beside other programs, as whole processes in turn, written to results.md.

Usage: ``python benchmarks/bench.py [--repeats 5] [--tasks NAME ...] [--peers PYTHON]``

No task takes more than some minutes. With ``--tasks`` the parts of other tasks stay as an earlier
run wrote them. It never fails for being slow. A program that is not installed is named, not
measured.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from bars import draw
from kept import parts_of, with_bars
from measured import Measured, in_turn
from register_rules import TITLE, register_lines
from tasks import TASKS, Task

HERE = Path(__file__).parent
RESULTS, FIGURE = HERE / "results.md", HERE / "results.svg"


def measure(
    task: Task, peers: str, repeats: int, programs: Sequence[str]
) -> tuple[list[Measured], dict[str, str]]:
    """What the programs of a task cost, and why some could not run."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        task.write(folder)
        commands = task.commands(folder, peers)
        if programs:
            commands = {name: one for name, one in commands.items() if name in programs}
        return in_turn(commands, folder, repeats)


def lines_of(
    task: Task, measured: list[Measured], failed: Mapping[str, str], circumstances: str
) -> Iterator[str]:
    """The table of one task."""
    yield f"## {task.title}\n"
    yield f"{circumstances}\n"
    if task.note:
        yield f"{task.note}\n"
    yield f"| program | seconds | processor seconds | peak MB | ratio to {task.yardstick} |"
    yield "|---|---|---|---|---|"
    by = next((one for one in measured if one.name == task.yardstick), None)
    yield from (_row(one, by) for one in measured)
    yield ""
    yield from (f"*{name}* was not measured: {why}\n" for name, why in failed.items())


def _row(one: Measured, by: Measured | None) -> str:
    cells = [_with_spread(one, "wall"), _with_spread(one, "processor")]
    ratio = "" if by is None else f"{one.middle('processor') / by.middle('processor'):.2f}"
    return f"| {one.name} | {' | '.join(cells)} | {one.middle('peak'):,.0f} | {ratio} |"


def _with_spread(one: Measured, what: str) -> str:
    low, high = one.spread(what)
    return f"{one.middle(what):.2f} ({low:.2f}-{high:.2f})"


def machine(versions: Mapping[str, str]) -> Iterator[str]:
    """What was measured, and on what."""
    yield "# What the work costs\n"
    yield "Written by `make bench`. Whole processes, in turn, after one run each that is not"
    yield "counted; between brackets the least and the most. Ratios are of processor seconds, which"
    yield "other work on the machine disturbs least; a load above the number of processors means"
    yield "that there was such work, and that seconds on the clock say little.\n"
    yield f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors;"
    yield f"Python {platform.python_version()},"
    yield ", ".join(f"{name} {version}" for name, version in versions.items()) + ".\n"


def _versions(peers: str) -> dict[str, str]:
    """Versions of the packages that take part, those of the other programs as they report them."""
    ours = ("thuiszitters", "numpy", "scipy", "pandas", "pyarrow", "duckdb")
    found = {name: metadata.version(name) for name in ours}
    for name in ("statsmodels", "scikit-learn", "glum"):
        ask = f"from importlib.metadata import version; print(version({name!r}))"
        said = subprocess.run([peers, "-c", ask], capture_output=True, text=True, check=False)  # noqa: S603
        if not said.returncode:
            found[name] = said.stdout.strip()
    if shutil.which("Rscript"):
        ask = "cat(paste(R.version$major, R.version$minor, sep = '.'))"
        found["R"] = subprocess.run(  # noqa: S603
            ["Rscript", "-e", ask],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    return found


def main() -> None:
    """Measure what was asked for and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--tasks", nargs="+", choices=[*TASKS, "register"])
    parser.add_argument("--programs", nargs="+", default=[], help="only these of every task")
    parser.add_argument("--peers", default=sys.executable, help="Python of the other programs")
    parser.add_argument("--pupils", type=int, nargs="+", default=[50_000, 5_000_000])
    given = parser.parse_args()
    kept = parts_of(RESULTS)
    parts = {}
    for name in [*TASKS, "register"]:
        title = TITLE if name == "register" else TASKS[name].title
        if given.tasks and name not in given.tasks:
            parts |= {title: kept[title]} if title in kept else {}
            continue
        print(name, flush=True)  # noqa: T201 - the user's terminal
        parts[title] = list(_part(name, given))
    draw(with_bars(parts), FIGURE)
    written = [line for part in parts.values() for line in part]
    lines = [*machine(_versions(given.peers)), *written]
    text = "\n".join([*lines, "![Processor seconds per program](results.svg)", ""])
    RESULTS.write_text(text, encoding="utf-8")
    print(RESULTS)  # noqa: T201 - the user's terminal


def _part(name: str, given: argparse.Namespace) -> Iterator[str]:
    """What is written about one task, with how busy the machine was."""
    busy = os.getloadavg()[1]
    if name == "register":
        title, *lines = register_lines(given.pupils)
        yield from (title, f"{_circumstances(busy, 1)}\n", *lines)
        return
    task = TASKS[name]
    repeats = min(given.repeats, task.repeats)
    measured, failed = measure(task, given.peers, repeats, given.programs)
    yield from lines_of(task, measured, failed, _circumstances(busy, repeats))


def _circumstances(busy: float, repeats: int) -> str:
    """How often a task was measured, and how busy the machine was before and after."""
    runs = "one run" if repeats == 1 else f"medians of {repeats} runs"
    return f"Measured as {runs}; load {busy:.1f} before and {os.getloadavg()[1]:.1f} after."


if __name__ == "__main__":
    main()
