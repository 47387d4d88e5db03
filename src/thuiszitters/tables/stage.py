"""The stage make_tables: numbers in a folder become tables in a folder."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from thuiszitters.base.outlet import Outlet
from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.read import read_numbers
from thuiszitters.tables.csv import csv_text
from thuiszitters.tables.html import html_page
from thuiszitters.tables.journal import Journal, in_style, without_p_values
from thuiszitters.tables.latex import latex_text
from thuiszitters.tables.make import make_tables


def make_all_tables(
    numbers_folder: str | Path,
    languages: Sequence[Language],
    out_folder: str | Path,
    journal: Journal = "plain",
    p_values: bool = True,
) -> None:
    """Write every table as csv, HTML, Excel, Word and LaTeX.

    ``<name>.csv`` has no language; the others are ``<name>.<language>.<format>``. Formats that
    the disclosure profile keeps inside are left out, and so are tables without rows. One workbook,
    ``tables.<language>.xlsx``, holds all of them.

    Parameters
    ----------
    journal
        Style of intervals and p-values in what is printed.
    p_values
        Without, tables of odds ratios with intervals have none.
    """
    from thuiszitters.tables.answer_card import result_card  # which itself makes a table
    from thuiszitters.tables.excel import excel_bytes, workbook_bytes
    from thuiszitters.tables.word import word_bytes

    numbers = read_numbers(Path(numbers_folder))
    out = Outlet(out_folder, numbers.study.file_types)
    for language in languages:
        card = result_card(numbers, language, detailed=True).table
        made = {"answer": card, **make_tables(numbers, language)}
        # Without rows: nothing is missing, or the plan does not ask for it.
        kept = {name: in_style(table, journal) for name, table in made.items() if table.rows}
        if not p_values:
            kept = {name: without_p_values(table) for name, table in kept.items()}
        for name, table in kept.items():
            out.write(f"{name}.{language}.html", partial(html_page, table))
            out.write(f"{name}.{language}.tex", partial(latex_text, table))
            out.write(f"{name}.{language}.xlsx", partial(excel_bytes, table))
            out.write(f"{name}.{language}.docx", partial(word_bytes, table))
            out.write(f"{name}.csv", partial(csv_text, table))
        title = say("table.workbook", language)
        out.write(f"tables.{language}.xlsx", partial(workbook_bytes, tuple(kept.values()), title))
