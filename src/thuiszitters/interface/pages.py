"""A report of released numbers as one page."""

from pathlib import Path
from tempfile import TemporaryDirectory

from thuiszitters.base.errors import PlanError, Problem, nearest_name, raise_problems
from thuiszitters.base.text import LANGUAGES
from thuiszitters.figures.stage import draw_all_figures, read_figures
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.html import html_page
from thuiszitters.report.trace import commit_line, numbers_digest
from thuiszitters.report.write import make_document
from thuiszitters.results.read import read_numbers


def report_page(numbers: Path, audience: str, language: str) -> str:
    """The HTML of one report; it is made from the folder of released numbers and nothing else."""
    raise_problems(
        [
            Problem(where, f'found "{found}"', ", ".join(allowed), nearest_name(found, allowed))
            for where, found, allowed in (
                ("audience", audience, AUDIENCES),
                ("language", language, LANGUAGES),
            )
            if found not in allowed
        ],
        PlanError,
    )
    chosen = next(one for one in AUDIENCES if one == audience)
    spoken = next(one for one in LANGUAGES if one == language)
    with TemporaryDirectory(prefix="thuiszitters-") as folder:
        draw_all_figures(numbers, [spoken], folder)
        figures = read_figures(folder, spoken)
        digest = numbers_digest(numbers)
        commit = commit_line(spoken)
        read = read_numbers(numbers)
        return html_page(make_document(read, figures, spoken, chosen, digest, commit))
