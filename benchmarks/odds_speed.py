"""How long `thuiszitters odds` takes beside a plain script, as ratios of whole processes.

Usage: ``python benchmarks/odds_speed.py [repeats]``
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
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
    Task("100,000 pupils", 100_000, tuple("abcdefghijk")),
)


def write_table(task: Task, path: Path) -> None:
    """Write a table of numbers, yes/no and groups with a modest effect of each."""
    rng = np.random.default_rng(SEED)
    columns: dict[str, object] = {}
    risk = np.full(task.n_pupils, -1.3)
    for place, name in enumerate(task.predictors):
        if place < 4:
            values = rng.normal(size=task.n_pupils).round(3)
        elif place < 9:
            values = rng.integers(0, 2, task.n_pupils)
        else:
            columns[name] = rng.choice(["east", "north", "south"], task.n_pupils)
            continue
        columns[name] = values
        risk = risk + 0.1 * values
    outcome = rng.random(task.n_pupils) < 1.0 / (1.0 + np.exp(-risk))
    pd.DataFrame({"y": outcome.astype(int), **columns}).to_csv(path, index=False)


def seconds(command: list[str]) -> float:
    """Wall time of a process that must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - start


def measure(task: Task, folder: Path, repeats: int) -> tuple[float, float]:
    """Median seconds of ours and of the plain script, run in turn."""
    table, names = folder / f"{task.n_pupils}.csv", ",".join(task.predictors)
    write_table(task, table)
    program = [sys.executable, "-m", "thuiszitters.cli", "odds", str(table), "--outcome", "y"]
    ours = [*program, "--predictors", names, "--out", str(folder / "ours")]
    script = str(ROOT / "benchmarks/plain_script.py")
    plain = [sys.executable, script, str(table), "y", names, str(folder / "plain")]
    for command in (ours, plain):  # once to fill the caches of the disk
        seconds(command)
    pairs = [(seconds(ours), seconds(plain)) for _ in range(repeats)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def main(repeats: int) -> None:
    """Measure every task and print a line for each."""
    print(f"{'task':<16}{'odds':>8}{'plain':>8}{'ratio':>8}{'limit':>8}")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for task in TASKS:
            ours, plain = measure(task, Path(folder), repeats)
            line = f"{task.name:<16}{ours:>7.2f}s{plain:>7.2f}s{ours / plain:>8.2f}"
            print(f"{line}{LIMITS[task.name]:>7.1f}s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS)
