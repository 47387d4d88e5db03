"""Registers of several sizes: draft, check, and every rule of the whole workflow."""

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from measured import Spent, spent
from register import write_register

from thuiszitters.setup.new_project import new_project

TITLE = "A register: commands, and the workflow by rule"
#: Commands that are run once, before the workflow.
_COMMANDS = {
    "draft": ("draft", "data/raw/register/pupils", "data/raw/register/absences", "--name", "new"),
    "check": ("check", "register"),
}
_RULES = ("read_source", "build_cohort", "count_patterns", "describe_cohort", "fit_models")
_RULES += ("translate_effects", "validate_models", "release_results", "draw_figures")
_RULES += ("make_tables", "write_report")


def register_lines(sizes: Sequence[int]) -> Iterator[str]:
    """A table with a row per command or rule and three columns per register."""
    found = [_run(size) for size in sizes]
    yield f"## {TITLE}\n"
    made = f"{', '.join(f'{size:,}' for size in sizes)} pupils"
    yield f"Made by `benchmarks/register.py`: {made}; the workflow with two cores.\n"
    heads = [f"{size:,}: seconds on the clock | processor seconds | peak MB" for size in sizes]
    yield f"| command or rule | {' | '.join(heads)} |"
    yield "|---" * (1 + 3 * len(sizes)) + "|"
    for step in (*_COMMANDS, *_RULES):
        cells = [cell for run in found for cell in run.get(step, ("", "", ""))]
        yield f"| {step} | {' | '.join(cells)} |"
    cells = [cell for run in found for cell in run.get("all", ("", "", ""))]
    yield f"| the whole workflow | {' | '.join(cells)} |\n"
    yield from (f"{run['failed'][0]}\n" for run in found if "failed" in run)


def _run(n_pupils: int) -> dict[str, tuple[str, ...]]:
    """Seconds, processor seconds and peak memory per command, and per rule by Snakemake."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place) / "project"
        new_project(project)
        write_register(project, n_pupils)
        commands = {name: _of_command(given, project) for name, given in _COMMANDS.items()}
        command = [sys.executable, "-m", "snakemake", "--cores", "2", "register"]
        found: dict[str, tuple[str, ...]] = {}
        try:
            found["all"] = _cells(spent([*command, "--config", "cohorts=[register]"], project))
        except RuntimeError as error:
            end = (str(error).strip().splitlines() or ["no output"])[-1]
            found["failed"] = (
                f"The register of {n_pupils:,} pupils did not get to its end: {end}",
            )
        return (
            found
            | commands
            | {path.stem: _of_rule(path) for path in project.glob("logs/register/*.tsv")}
        )


def _of_command(given: Sequence[str], project: Path) -> tuple[str, ...]:
    """One run of a command of ours in the project."""
    return _cells(spent([sys.executable, "-m", "thuiszitters.cli", *given], project))


def _cells(one: Spent) -> tuple[str, ...]:
    return f"{one.wall:,.1f}", f"{one.processor:,.1f}", f"{one.peak:,.1f}"


def _of_rule(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8") as stream:
        row = next(csv.DictReader(stream, delimiter="\t"))
    return tuple(f"{float(row[name]):,.1f}" for name in ("s", "cpu_time", "max_rss"))
