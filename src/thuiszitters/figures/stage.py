"""The stage draw_figures: numbers in a folder become figures in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.figures.draw import draw_figures
from thuiszitters.io import write_bytes, write_text
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language


def draw_all_figures(numbers_folder: Path, languages: Sequence[Language], out_folder: Path) -> None:
    """Write every figure as ``<name>.<language>.svg`` and ``.png``."""
    numbers = read_numbers(numbers_folder)
    for language in languages:
        for name, figure in draw_figures(numbers, language).items():
            write_text(out_folder / f"{name}.{language}.svg", figure.svg)
            write_bytes(out_folder / f"{name}.{language}.png", figure.png)
