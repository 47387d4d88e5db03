"""The command `check`: one page about a cohort before anything is fitted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from thuiszitters.base.engine import use_settings
from thuiszitters.base.errors import PlanError, Problem
from thuiszitters.base.io import read_text
from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.plan.project import CONFIG, load_project
from thuiszitters.plan.questions import open_questions
from thuiszitters.setup.check.drift import drift_between
from thuiszitters.setup.check.page import check_page
from thuiszitters.setup.check.report import check_cohort

Report = dict[str, Any]


def check(cohort: str, against: str | None = None, root: str | Path = ".") -> tuple[Report, str]:
    """Check a cohort, and how it differs from another when one is named.

    Parameters
    ----------
    cohort, against
        Names of cohort files; they need not be listed in config.yaml.
    root
        Project folder.

    Returns
    -------
    tuple
        Plain values for machines (with ``drift`` when another cohort was named), and the page.

    Raises
    ------
    AnalysisError
        With every problem of the configuration, or of the files.
    """
    if not (Path(root) / CONFIG).is_file():
        advice = "Run this in the project folder"
        raise PlanError(Problem(CONFIG, "there is no such file here", advice=advice))
    names = [cohort] if against is None else [cohort, against]
    reports = _reports(list(dict.fromkeys(names)), Path(root))
    report, drift = reports[cohort], None
    if against is not None:
        drift = drift_between(report, reports[against])
    page = check_page(report, drift)
    return (report if drift is None else {**report, "drift": drift}), page


def _reports(names: Sequence[str], root: Path) -> dict[str, Report]:
    project = load_project(root, {"cohorts": list(names)})
    use_settings(project["memory"], project["spill"])
    return {
        name: {
            **check_cohort(
                name,
                project["cohort"][name],
                disclosure_profile(
                    project["cohort"][name]["disclosure"],
                    project["cohort"][name]["file"]["disclosure"],
                ),
                root,
            ),
            "questions": _questions(name, project["cohort"][name]["file"]["plan"], root),
        }
        for name in names
    }


def _questions(name: str, plan: str, root: Path) -> list[str]:
    """Where a question of a draft is still open, in the cohort file and in its plan."""
    return [
        f"{path}, line {question.line}: {question.text}"
        for path in (f"config/cohorts/{name}.yaml", f"config/plans/{plan}.yaml")
        for question in open_questions(read_text(root / path))
    ]
