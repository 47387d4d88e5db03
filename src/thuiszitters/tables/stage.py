"""The stage make_tables: numbers in a folder become tables in a folder."""

from collections.abc import Sequence
from pathlib import Path

from thuiszitters.io import write_bytes, write_text
from thuiszitters.numbers import read_numbers
from thuiszitters.plan.text import Language
from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.html import html_page
from thuiszitters.tables.latex import latex_text
from thuiszitters.tables.make import make_tables


def make_all_tables(
    numbers_folder: str | Path, languages: Sequence[Language], out_folder: str | Path
) -> None:
    """Write every table as csv, HTML, Excel, Word and LaTeX.

    ``<name>.csv`` has no language; the others are ``<name>.<language>.<format>``.
    """
    from thuiszitters.tables.excel import excel_bytes
    from thuiszitters.tables.word import word_bytes

    numbers, out = read_numbers(Path(numbers_folder)), Path(out_folder)
    for language in languages:
        for name, table in make_tables(numbers, language).items():
            write_text(out / f"{name}.{language}.html", html_page(table))
            write_text(out / f"{name}.{language}.tex", latex_text(table))
            write_bytes(out / f"{name}.{language}.xlsx", excel_bytes(table))
            write_bytes(out / f"{name}.{language}.docx", word_bytes(table))
            write_text(out / f"{name}.csv", csv_text(table))
