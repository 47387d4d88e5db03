"""The stage make_tables: numbers in a folder become tables in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.io import write_text
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language
from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.html import html_page
from thuiszitters.tables.make import make_tables


def make_all_tables(
    numbers_folder: str | Path, languages: Sequence[Language], out_folder: str | Path
) -> None:
    """Write every table as ``<name>.csv`` and ``<name>.<language>.html``."""
    numbers, out = read_numbers(Path(numbers_folder)), Path(out_folder)
    for language in languages:
        for name, table in make_tables(numbers, language).items():
            write_text(out / f"{name}.{language}.html", html_page(table))
            write_text(out / f"{name}.csv", csv_text(table))
