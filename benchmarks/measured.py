"""Whole processes in turn: seconds on the clock and of the processor, and peak memory."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: One thread of linear algebra: with two, small matrices wait for each other.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock and of the processor, and peak memory in MB of one process.

    Peak memory is that of the largest process among the command and those it waited for.
    """

    wall: float
    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Several runs of one command."""

    name: str
    runs: tuple[Spent, ...]

    def middle(self, what: str) -> float:
        return statistics.median(getattr(run, what) for run in self.runs)

    def spread(self, what: str) -> tuple[float, float]:
        values = [getattr(run, what) for run in self.runs]
        return min(values), max(values)


def spent(command: Sequence[str], folder: Path) -> Spent:
    """Run a command that must succeed.

    Raises
    ------
    RuntimeError
        When it does not, with the end of what it said.
    """
    log, answer = folder / "output.txt", folder / "used.json"
    small = [sys.executable, "-I", "-S", str(Path(__file__).with_name("used.py")), str(answer)]
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - our own scripts
            [*small, *command],
            env=ENVIRONMENT,
            cwd=folder,
            stdout=output,
            stderr=output,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(log.read_text(errors="replace")[-500:])
    return Spent(**json.loads(answer.read_text()))


def in_turn(
    commands: Mapping[str, Sequence[str]], folder: Path, repeats: int
) -> tuple[list[Measured], dict[str, str]]:
    """Every command in turn, after one run each that is not counted.

    Returns
    -------
    tuple
        What was measured, and why others could not run.
    """
    runs: dict[str, list[Spent]] = {name: [] for name in commands}
    failed: dict[str, str] = {}
    for turn in range(repeats + 1):
        for name, command in commands.items():
            if name in failed:
                continue
            try:
                one = spent(command, folder)
            except RuntimeError as error:
                failed[name] = (str(error).strip().splitlines() or ["no output"])[-1]
                continue
            if turn:
                runs[name].append(one)
    measured = [Measured(name, tuple(found)) for name, found in runs.items() if name not in failed]
    return measured, failed
