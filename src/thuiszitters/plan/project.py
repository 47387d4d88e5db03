"""All configuration of a project, read and checked as one thing.

Every file is first held against its schema, then filled with defaults, then checked for
meaning. All problems of all files are raised together.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from thuiszitters.base.errors import AnalysisError, PlanError, Problem, nearest_name, raise_problems
from thuiszitters.base.faults import sentence_or_raise
from thuiszitters.base.io import existing_file, part_files
from thuiszitters.base.shipped import shipped
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.earlier import released_files
from thuiszitters.plan.narrowing import (
    absent_optional,
    kept_inside,
    narrowed_plan,
    not_measured_problems,
)
from thuiszitters.plan.outcome import definition_problems
from thuiszitters.plan.outcome_column import same_column_problems
from thuiszitters.plan.plain_values import plain_value_problems
from thuiszitters.plan.questions import question_problems
from thuiszitters.plan.reading import plan_spec
from thuiszitters.plan.same_pupils import cohorts_of_same_pupils
from thuiszitters.plan.schema import schema_problems, with_defaults
from thuiszitters.plan.simulation import simulated_cohorts, simulated_files
from thuiszitters.plan.writable import unwritable_problems

CONFIG = "config/config.yaml"
OUTCOMES = "config/outcomes.yaml"
DISCLOSURE = "config/disclosure.yaml"
SIMULATION = "config/simulation.yaml"
_NO_PROJECT = "Run this in the folder of a project; thuiszitters new makes one"


def load_project(root: str | Path, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Read and check everything under ``config/``.

    Parameters
    ----------
    root
        The project folder.
    changes
        What a command line changes in config.yaml.

    Returns
    -------
    dict
        The content of config.yaml, and under ``cohort`` one entry per cohort that runs:
        its ``file``, ``plan``, ``outcome`` (definition or None), ``disclosure`` profile,
        ``same_pupils`` (other cohorts of the same file) and ``inputs`` (paths by use);
        under ``jobs`` in how many jobs each of them is counted; under
        ``simulation`` one entry per synthetic cohort. Plain
        values only, so that a workflow can compare slices.

    Raises
    ------
    PlanError
        With every problem of every file.
    """
    reader = _Reader(Path(root))
    main = reader.checked(CONFIG, "config", changes)
    named = {
        "outcome": reader.checked(OUTCOMES, "outcomes"),
        "disclosure": reader.checked(DISCLOSURE, "disclosure"),
    }
    simulation = simulated_cohorts(reader.checked(SIMULATION, "simulation"))
    reader.written = simulated_files(simulation)
    reader.problems += definition_problems(named["outcome"], OUTCOMES)
    raise_problems(reader.problems, PlanError)
    cohorts = {name: _cohort(name, named, reader) for name in main["cohorts"]}
    raise_problems(reader.problems, PlanError)
    for part in cohorts.values():
        if part is not None:
            part["seed"] = main["seed"]
    jobs = {name: _jobs(part, main["parts"], reader) for name, part in cohorts.items() if part}
    return {**main, "cohort": cohorts, "jobs": jobs, "simulation": simulation}


def _jobs(part: Mapping[str, Any], parts: "int | str", reader: "_Reader") -> int:
    """In how many jobs a cohort is counted."""
    return (
        parts
        if isinstance(parts, int)
        else len(reader.parts([part["file"]["files"]["pupils"]["path"]]))
    )


def load_project_or_exit(root: str | Path, changes: Mapping[str, Any]) -> dict[str, Any]:
    """`load_project` for a Snakefile: problems become sentences on the terminal, and exit 1.

    A question of a draft that is still open is such a problem: its words would be published. So is
    a folder that cannot be written.
    """
    try:
        project = load_project(root, changes)
        raise_problems(_open_questions(Path(root), project), PlanError)
        raise_problems(unwritable_problems(root, project["cohorts"]), PlanError)
        return project
    except AnalysisError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None
    except Exception as error:
        print(sentence_or_raise(error), file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None


def _open_questions(root: Path, project: Mapping[str, Any]) -> list[Problem]:
    """Questions in the cohort files that run, and in their plans."""
    asked: dict[Problem, None] = {}
    for name, part in project["cohort"].items():
        plan = part["file"]["plan"]
        for path in (f"config/cohorts/{name}.yaml", f"config/plans/{plan}.yaml"):
            asked |= dict.fromkeys(question_problems(root, path, name))
    return list(asked)


class _Reader:
    """Reads files against their schemas and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.written: frozenset[str] = frozenset()
        self._seen: dict[str, Any] = {}

    def checked(
        self, path: str, schema_name: str, changes: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Content of a file with defaults filled in; an empty mapping when it has problems."""
        if path in self._seen:
            return dict(self._seen[path])
        self._seen[path] = {}
        schema = read_yaml(shipped(f"workflow/schemas/{schema_name}.schema.yaml"))
        try:
            found = read_yaml(self.root / path)
        except AnalysisError as error:
            here = "" if (self.root / "config").is_dir() else _NO_PROJECT
            inside = (Problem(path, p.found, p.allowed, p.advice or here) for p in error.problems)
            self.problems.extend(inside)
            return {}
        plain = plain_values({**found, **(changes or {})} if isinstance(found, dict) else found)
        problems = plain_value_problems(plain, path) or schema_problems(plain, schema, path)
        self.problems.extend(problems)
        if not problems:
            self._seen[path] = with_defaults(plain, schema, schema)
        return dict(self._seen[path])

    def meant(self, check: Any, content: Mapping[str, Any], name: str) -> None:
        """Collect the problems of meaning that building the objects brings up."""
        try:
            check(content, name)
        except AnalysisError as error:
            self.problems.extend(error.problems)

    def parts(self, paths: Sequence[str]) -> list[str]:
        """Files, and the parts of folders: a folder does not look new when a part of it is."""
        places = ((path, self.root / path) for path in paths)
        return [
            part
            for path, place in places
            for part in (
                [f"{path}/{file.relative_to(place).as_posix()}" for file in part_files(place)]
                if place.is_dir()
                else []
            )
            or [path]
        ]

    def find(self, inputs: Mapping[str, list[str]]) -> None:
        """Collect the files that are not there; the workflow itself writes the simulated ones."""
        for path in (path for paths in inputs.values() for path in paths):
            if path not in self.written:
                try:
                    existing_file(self.root, path)
                except AnalysisError as error:
                    put = "Put the file there, or correct the path in the cohort file"
                    self.problems += [replace(p, advice=p.advice or put) for p in error.problems]

    def released(self, folders: Sequence[str], path: str) -> list[str]:
        """Files of earlier releases; a folder that holds none is collected as a problem."""
        files: list[str] = []
        for folder in folders:
            try:
                files += released_files(self.root, folder)
            except AnalysisError as error:
                where = f"{path}: earlier_releases"
                self.problems += [replace(p, where=where) for p in error.problems]
        return files

    def choose(self, options: Mapping[str, Any], name: str, where: str) -> dict[str, Any] | None:
        """The named entry of a file, or a problem that lists the names there are."""
        if name in options:
            return dict(options[name])
        allowed = ", ".join(options)
        advice = nearest_name(name, list(options))
        self.problems.append(Problem(where, f'found "{name}"', allowed, advice))
        return None


def _cohort(
    name: str, named: Mapping[str, Mapping[str, Any]], reader: _Reader
) -> dict[str, Any] | None:
    """One cohort with the plan, the outcome definition and the disclosure profile it names."""
    path = f"config/cohorts/{name}.yaml"
    if not (reader.root / path).exists():
        known = sorted(file.stem for file in (reader.root / "config/cohorts").glob("*.yaml"))
        found = f'there is no file {path} for the cohort "{name}"'
        advice = nearest_name(name, known)
        reader.problems.append(Problem(f"{CONFIG}: cohorts", found, ", ".join(known), advice))
        return None
    file = reader.checked(path, "cohort")
    if not file:
        return None
    reader.meant(cohort_spec, file, name)
    whole = _plan(file["plan"], path, reader)
    disclosure = reader.choose(named["disclosure"], file["disclosure"], f"{path}: disclosure")
    left_out, inside = file["not_measured"], []
    if whole:
        left_out = [*left_out, *(x for x in absent_optional(whole, file) if x not in left_out)]
        reader.problems += not_measured_problems(left_out, whole, path)
        reader.problems += same_column_problems(file, whole, path)
        inside = [name for name in kept_inside(whole, disclosure) if name not in left_out]
    plan = narrowed_plan(whole, [*left_out, *inside]) if whole else {}
    definition = file["outcome"].get("definition")
    outcome = definition and reader.choose(
        named["outcome"], definition, f"{path}: outcome.definition"
    )
    codebook = plan.get("codebook")
    inputs = {
        "source": reader.parts([part["path"] for part in file["files"].values()]),
        "codebook": [f"config/codebooks/{codebook}.csv"] if codebook else [],
        "holidays": [file["holidays"]] if file.get("holidays") else [],
    }
    reader.find(inputs)
    inputs["earlier"] = reader.released(file.get("earlier_releases", ()), path)
    return {
        "file": file,
        "plan": plan,
        "not_measured": _labels(whole, left_out),
        "kept_inside": _labels(whole, inside),
        "outcome": outcome or None,
        "definitions": dict(named["outcome"]) if definition else {},
        "disclosure": disclosure,
        "same_pupils": cohorts_of_same_pupils(reader.root, name, file, disclosure),
        "inputs": inputs,
    }


def _labels(plan: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    known = plan.get("predictors", {})
    return {name: known[name]["label"] for name in names if name in known}


def _plan(name: str, cohort_path: str, reader: _Reader) -> dict[str, Any]:
    """The plan that a cohort names; an empty mapping when it has problems."""
    path = f"config/plans/{name}.yaml"
    known = sorted(file.stem for file in (reader.root / "config/plans").glob("*.yaml"))
    if name not in known:  # a name with steps to another folder is none
        found, advice = f'there is no file {path} for the plan "{name}"', nearest_name(name, known)
        problem = Problem(f"{cohort_path}: plan", found, ", ".join(known), advice)
        reader.problems.append(problem)
        return {}
    plan = reader.checked(path, "plan")
    if plan:
        reader.meant(plan_spec, plan, name)
    return plan
