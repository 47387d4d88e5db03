"""The whole workflow on registers of several sizes: time and memory of every rule."""

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from measured import ENVIRONMENT
from register import write_register

from thuiszitters.setup.new_project import new_project

_RULES = ("read_source", "build_cohort", "count_patterns", "describe_cohort", "fit_models")
_RULES += ("translate_effects", "validate_models", "release_results")


def register_lines(sizes: Sequence[int]) -> Iterator[str]:
    """A table with a row per rule and two columns per register."""
    found = [_run(size) for size in sizes]
    yield "## The workflow on a register, by rule\n"
    yield f"Made by `benchmarks/register.py`: {', '.join(f'{size:,}' for size in sizes)} pupils.\n"
    heads = [f"{size:,}: seconds on the clock | processor seconds | peak MB" for size in sizes]
    yield f"| rule | {' | '.join(heads)} |"
    yield "|---" * (1 + 3 * len(sizes)) + "|"
    for rule in _RULES:
        cells = [cell for run in found for cell in run.get(rule, ("", "", ""))]
        yield f"| {rule} | {' | '.join(cells)} |"
    walls = " | ".join(f"{run['all'][0]} | | " for run in found)
    yield f"| the whole workflow | {walls}|\n"
    yield from (f"{run['failed'][0]}\n" for run in found if "failed" in run)


def _run(n_pupils: int) -> dict[str, tuple[str, ...]]:
    """Rule to seconds, processor seconds and peak memory, as Snakemake wrote them down."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place) / "project"
        new_project(project)
        write_register(project, n_pupils)
        command = [sys.executable, "-m", "snakemake", "--cores", "1", "register"]
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own workflow
            [*command, "--config", "cohorts=[register]"],
            cwd=project,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        found = {"all": (f"{time.perf_counter() - start:.0f}",)}
        if done.returncode:
            end = (done.stderr.strip().splitlines() or ["no output"])[-1]
            found["failed"] = (
                f"The register of {n_pupils:,} pupils did not get to its end: {end}",
            )
        return found | {path.stem: _of_rule(path) for path in project.glob("logs/register/*.tsv")}


def _of_rule(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8") as stream:
        row = next(csv.DictReader(stream, delimiter="\t"))
    return tuple(f"{float(row[name]):,.1f}" for name in ("s", "cpu_time", "max_rss"))
