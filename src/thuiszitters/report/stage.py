"""The stage write_report: numbers and figures in folders become reports in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.figures.stage import read_figures
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
        page = write_report(numbers, read_figures(figures_folder, language), language)
        write_text(Path(out_folder) / f"research.{language}.html", page)
