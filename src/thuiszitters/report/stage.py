"""The stage write_report: numbers and figures in folders become reports in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.figures.files import read_figures
from thuiszitters.io import write_text
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language
from thuiszitters.report.write import write_report


def write_all_reports(
    numbers_folder: str | Path,
    figures_folder: str | Path,
    languages: Sequence[Language],
    out_folder: str | Path,
) -> None:
    """Write every report as ``<audience>.<language>.html``."""
    numbers = read_numbers(Path(numbers_folder))
    for language in languages:
        figures = read_figures(Path(figures_folder), language)
        page = write_report(numbers, figures, language)
        write_text(Path(out_folder) / f"research.{language}.html", page)
