"""How long `thuiszitters odds` takes beside a plain script, as ratios of whole processes.

Usage: ``python benchmarks/odds_speed.py [repeats]``
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
SEED = 20210101
REPEATS = 5
#: Seconds on two free cores that issue 4 allows.
LIMITS = {"320 pupils": 3.0, "100,000 pupils": 4.0}


@dataclass(frozen=True, slots=True)
class Task:
    """A table and its predictors."""

    name: str
    n_pupils: int
    predictors: tuple[str, ...]


TASKS = (
    Task("320 pupils", 320, tuple("abcdefghijkl")),
    Task("100,000 pupils", 100_000, tuple("abcdefghijkl")),
)


def write_table(task: Task, path: Path) -> None:
    """Write a table of numbers, yes/no and groups with a modest effect of each."""
    rng = np.random.default_rng(SEED)
    columns: dict[str, object] = {}
    risk = np.full(task.n_pupils, -1.3)
    for place, name in enumerate(task.predictors):
        if place < 4:
            values = rng.normal(size=task.n_pupils)  # no two pupils alike, so nothing collapses
        elif place < 9:
            values = rng.integers(0, 2, task.n_pupils)
        else:
            columns[name] = rng.choice(["east", "north", "south"], task.n_pupils)
            continue
        columns[name] = values
        risk = risk + 0.1 * values
    outcome = rng.random(task.n_pupils) < 1.0 / (1.0 + np.exp(-risk))
    pd.DataFrame({"y": outcome.astype(int), **columns}).to_csv(path, index=False)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of the processor (user and system), which others do not slow."""

    wall: float
    processor: float


def spent(command: list[str]) -> Spent:
    """Time of a process that must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, used)


def median(runs: Sequence[Spent]) -> Spent:
    """Median of each clock."""
    walls, processors = zip(*((run.wall, run.processor) for run in runs), strict=True)
    return Spent(statistics.median(walls), statistics.median(processors))


def measure(task: Task, folder: Path, repeats: int) -> tuple[Spent, Spent]:
    """Median time of ours and of the plain script, run in turn."""
    table, names = folder / f"{task.n_pupils}.csv", ",".join(task.predictors)
    write_table(task, table)
    program = [sys.executable, "-m", "thuiszitters.cli", "odds", str(table), "--outcome", "y"]
    ours = [*program, "--predictors", names, "--out", str(folder / "ours")]
    script = str(ROOT / "benchmarks/plain_script.py")
    plain = [sys.executable, script, str(table), "y", names, str(folder / "plain")]
    for command in (ours, plain):  # once to fill the caches of the disk
        spent(command)
    pairs = [(spent(ours), spent(plain)) for _ in range(repeats)]
    first, second = zip(*pairs, strict=True)
    return median(first), median(second)


def main(repeats: int) -> None:
    """Measure every task and print a line for each."""
    head = f"{'task':<16}{'odds':>8}{'plain':>8}{'ratio':>8}{'limit':>8}"
    print(f"{head}{'odds cpu':>11}{'plain cpu':>11}{'ratio':>8}")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for task in TASKS:
            ours, plain = measure(task, Path(folder), repeats)
            wall = f"{ours.wall:>7.2f}s{plain.wall:>7.2f}s{ours.wall / plain.wall:>8.2f}"
            cpu = f"{ours.processor:>10.2f}s{plain.processor:>10.2f}s"
            ratio = f"{ours.processor / plain.processor:>8.2f}"
            limit = f"{LIMITS[task.name]:>7.1f}s"
            print(f"{task.name:<16}{wall}{limit}{cpu}{ratio}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS)
