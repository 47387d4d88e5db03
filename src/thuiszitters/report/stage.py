"""The stage write_report: numbers and figures in folders become reports in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.figures.stage import read_figures
from thuiszitters.io import read_json, write_bytes, write_text
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.html import html_page
from thuiszitters.report.index import index_page
from thuiszitters.report.write import make_document
from thuiszitters.study import study_from


def write_all_reports(
    numbers_folder: str | Path,
    figures_folder: str | Path,
    languages: Sequence[Language],
    out_folder: str | Path,
) -> None:
    """Write every report as ``<audience>.<language>``, as HTML, PDF and Word."""
    from thuiszitters.report.typst import pdf_bytes
    from thuiszitters.report.word import docx_bytes

    numbers, out = read_numbers(Path(numbers_folder)), Path(out_folder)
    for language in languages:
        figures = read_figures(figures_folder, language)
        for audience in AUDIENCES:
            document = make_document(numbers, figures, language, audience)
            name = f"{audience}.{language}"
            write_text(out / f"{name}.html", html_page(document))
            write_bytes(out / f"{name}.pdf", pdf_bytes(document))
            write_bytes(out / f"{name}.docx", docx_bytes(document))


def write_index(
    cohorts: Sequence[str], languages: Sequence[Language], results_folder: str | Path
) -> None:
    """Write ``index.html`` of a results folder, with links to every cohort's reports."""
    results = Path(results_folder)
    studies = {
        cohort: study_from(read_json(results / cohort / "numbers" / "study.json"))
        for cohort in cohorts
    }
    write_text(results / "index.html", index_page(studies, languages))
