"""The stage draw_figures: numbers in a folder become figures in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.figures.draw import draw_figures
from thuiszitters.figures.files import write_figure
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language


def draw_all_figures(
    numbers_folder: str | Path, languages: Sequence[Language], out_folder: str | Path
) -> None:
    """Write every figure in every language, with its alt text beside it."""
    numbers = read_numbers(Path(numbers_folder))
    for language in languages:
        for figure in draw_figures(numbers, language).values():
            write_figure(figure, Path(out_folder))
