"""The stage write_report: numbers and figures in folders become reports in a folder."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from thuiszitters.base.io import write_text
from thuiszitters.base.outlet import Outlet
from thuiszitters.base.text import Language
from thuiszitters.figures.stage import read_figures
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.fragments import (
    as_markdown,
    as_word,
    captions_fragment,
    methods_fragment,
)
from thuiszitters.report.html import html_page
from thuiszitters.report.index import index_page
from thuiszitters.report.trace import commit_line, numbers_digest
from thuiszitters.report.write import make_document
from thuiszitters.results.read import read_numbers


def write_all_reports(
    numbers_folder: str | Path,
    figures_folder: str | Path,
    languages: Sequence[Language],
    out_folder: str | Path,
) -> None:
    """Write every report as ``<audience>.<language>``, as HTML, PDF and Word.

    Beside them the texts to paste into a manuscript, ``methods.<language>`` and
    ``captions.<language>``, as Markdown and Word.
    """
    from thuiszitters.report.typst import pdf_bytes
    from thuiszitters.report.word import docx_bytes

    numbers = read_numbers(Path(numbers_folder))
    out = Outlet(out_folder, numbers.study.file_types)
    digest = numbers_digest(numbers_folder)
    with out:  # typst sets the PDF beside the other formats
        for language in languages:
            figures = read_figures(figures_folder, language)
            fragments = {"methods": methods_fragment(numbers, language)}
            for audience in AUDIENCES:
                commit = commit_line(language)
                document = make_document(numbers, figures, language, audience, digest, commit)
                if audience == "research":
                    fragments["captions"] = captions_fragment(document)
                name = f"{audience}.{language}"
                out.write(f"{name}.html", partial(html_page, document))
                out.write_beside(f"{name}.pdf", partial(pdf_bytes, document))
                out.write(f"{name}.docx", partial(docx_bytes, document))
            for name, fragment in fragments.items():
                out.write(f"{name}.{language}.md", partial(as_markdown, fragment))
                out.write(f"{name}.{language}.docx", partial(as_word, fragment, language))


def write_index(
    cohorts: Sequence[str], languages: Sequence[Language], results_folder: str | Path
) -> None:
    """Write ``index.html`` of a results folder, with links to every cohort's reports."""
    results = Path(results_folder)
    released = {cohort: read_numbers(results / cohort / "numbers") for cohort in cohorts}
    write_text(results / "index.html", index_page(released, languages))
