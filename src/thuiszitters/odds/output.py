"""Where a result goes: the terminal, or files in a folder."""

import sys
from collections.abc import Callable
from pathlib import Path

from thuiszitters.errors import PlanError, Problem, raise_problems
from thuiszitters.odds.analysis import OddsResult
from thuiszitters.odds.json_form import json_text
from thuiszitters.odds.request import DEFAULT_FORMATS, OddsRequest

#: Formats that are text, and can be printed when there is no folder to write to.
TEXTS = ("csv", "json", "html", "tex")
#: Formats of this version.
MADE = ("csv", "json", "html")
#: Width of a table when its reader is a file or another program.
PIPED_WIDTH = 140


def check_output(request: OddsRequest) -> None:
    """Refuse before anything is read what could not be handed over.

    Raises
    ------
    PlanError
        When a format is not there, or cannot be shown without a folder.
    """
    problems = [
        Problem("--format", f"this version does not write {name}", ", ".join(MADE))
        for name in request.formats
        if name not in MADE
    ]
    if request.out is None and not problems:
        if len(request.formats) > 1:
            found = "several formats and no folder to write them to"
            problems.append(Problem("--format", found, advice="Name a folder with --out"))
        elif request.formats and request.formats[0] not in TEXTS:
            found = f"{request.formats[0]} cannot be printed on a terminal"
            problems.append(Problem("--format", found, advice="Name a folder with --out"))
    if request.out is not None and request.out.exists() and not request.out.is_dir():
        problems.append(Problem("--out", f"{request.out} is a file", "a folder, or a new name"))
    raise_problems(problems, PlanError)


def hand_over(result: OddsResult) -> None:
    """Print the result, or print its table and write the files that were asked for."""
    request = result.request
    if request.out is None and request.formats:
        sys.stdout.write(_TEXT[request.formats[0]](result))
        return
    _print(result)
    if request.out is not None:
        for file in write_files(result, request.out):
            print(file, file=sys.stderr)  # noqa: T201 - the user's terminal


def write_files(result: OddsResult, folder: Path) -> list[Path]:
    """Write the table in every format asked for, and the forest plot; gives the files."""
    from thuiszitters.figures.forest import forest_plot
    from thuiszitters.io import write_bytes, write_text
    from thuiszitters.odds.record import as_numbers

    language = result.request.language
    names = {
        "csv": "odds_ratios.csv",
        "json": "odds.json",
        "html": f"odds_ratios.{language}.html",
    }
    written = []
    for form in result.request.formats or DEFAULT_FORMATS:
        write_text(folder / names[form], _TEXT[form](result))
        written.append(folder / names[form])
    numbers = as_numbers(result)
    figure = forest_plot(numbers, numbers.study.main_model, language, "forest")
    write_text(folder / f"forest.{language}.svg", figure.svg)
    write_bytes(folder / f"forest.{language}.png", figure.png)
    return [*written, folder / f"forest.{language}.svg", folder / f"forest.{language}.png"]


def _print(result: OddsResult) -> None:
    from rich.console import Console

    from thuiszitters.odds.record import as_numbers
    from thuiszitters.odds.terminal import print_measures, print_table
    from thuiszitters.tables.model_fit import model_fit_table
    from thuiszitters.tables.odds_ratios import odds_ratio_table

    language = result.request.language
    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console = Console(width=PIPED_WIDTH, soft_wrap=False)
    numbers = as_numbers(result)
    print_table(odds_ratio_table(numbers, language), console, plot="adjusted")
    print_measures(model_fit_table(numbers, language), console)


def _csv(result: OddsResult) -> str:
    from thuiszitters.odds.record import as_numbers
    from thuiszitters.tables.csv import csv_text
    from thuiszitters.tables.odds_ratios import odds_ratio_table

    return csv_text(odds_ratio_table(as_numbers(result), result.request.language))


def _html(result: OddsResult) -> str:
    from thuiszitters.odds.record import as_numbers
    from thuiszitters.tables.html import html_page
    from thuiszitters.tables.odds_ratios import odds_ratio_table

    return html_page(odds_ratio_table(as_numbers(result), result.request.language))


_TEXT: dict[str, Callable[[OddsResult], str]] = {"csv": _csv, "json": json_text, "html": _html}
