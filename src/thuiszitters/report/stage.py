"""The stage write_report: numbers in a folder become reports in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.figures.draw import draw_figures
from thuiszitters.io import write_text
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language
from thuiszitters.report.write import write_report


def write_all_reports(
    numbers_folder: Path, languages: Sequence[Language], out_folder: Path
) -> None:
    """Write every report as ``<audience>.<language>.html``."""
    numbers = read_numbers(numbers_folder)
    for language in languages:
        figures = draw_figures(numbers, language)
        page = write_report(numbers, figures, language)
        write_text(out_folder / f"research.{language}.html", page)
