"""Where a result goes: the terminal, or files in a folder."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from thuiszitters.base.errors import PlanError, Problem, raise_problems
from thuiszitters.base.io import name_problems
from thuiszitters.base.text import Text
from thuiszitters.odds.plotter import Plotter
from thuiszitters.odds.request import DEFAULT_FORMATS, OddsRequest

if TYPE_CHECKING:
    from rich.console import Console

    from thuiszitters.odds.result import OddsResult
    from thuiszitters.tables.table import Table

#: Format of a table to the module and function that write it, as text or as bytes.
WRITERS = {
    "csv": ("thuiszitters.tables.csv", "csv_text"),
    "html": ("thuiszitters.tables.html", "html_page"),
    "tex": ("thuiszitters.tables.latex", "latex_text"),
    "docx": ("thuiszitters.tables.word", "word_bytes"),
    "xlsx": ("thuiszitters.tables.excel", "excel_bytes"),
}
#: Formats that are text, and can be printed when there is no folder to write to.
TEXTS = ("csv", "json", "html", "tex")
#: Width of a table when its reader is a file or another program.
PIPED_WIDTH = 140
_COMPLETE = Text(nl="alleen volledige rijen", en="complete rows only")


def check_output(request: OddsRequest) -> None:
    """Refuse before anything is read what could not be handed over.

    Raises
    ------
    PlanError
        When a format cannot be shown without a folder.
    """
    problems = []
    if request.out is None:
        if len(request.formats) > 1:
            found = "several formats and no folder to write them to"
            problems.append(Problem("--format", found, advice="Name a folder with --out"))
        elif request.formats and request.formats[0] not in TEXTS:
            found = f"{request.formats[0]} cannot be printed on a terminal"
            problems.append(Problem("--format", found, advice="Name a folder with --out"))
    if request.out is not None:
        problems += name_problems(str(request.out))
        above = (one for one in (request.out, *request.out.parents) if one.exists())
        nearest = next(above, None)
        if nearest is not None and not nearest.is_dir():
            problems.append(Problem("--out", f"{nearest} is a file", "a folder, or a new name"))
    raise_problems(problems, PlanError)


def hand_over(result: "OddsResult", plotter: Plotter | None = None) -> None:
    """Print the result, or print its table and write the files that were asked for."""
    request = result.request
    if request.out is None and request.formats:
        sys.stdout.write(_printed(result, request.formats[0]))
    elif request.out is None:
        _show(result, odds_tables(result))
    else:
        _write(result, request.out, plotter or Plotter())


def begin_plot(plotter: Plotter, result: "OddsResult") -> None:
    """Have the forest plot of a result drawn, which needs its models and nothing made of them."""
    from thuiszitters.odds.record import as_numbers

    plotter.begin(as_numbers(result), result.request.language)


def _write(result: "OddsResult", folder: Path, plotter: Plotter) -> None:
    """Show every table, and write it in every format asked for, with the forest plot."""
    from thuiszitters.base.outlet import write_together

    language = result.request.language
    if not plotter.has_begun:
        begin_plot(plotter, result)
    tables = odds_tables(result)
    _show(result, tables)
    content = table_files(result, tables)
    figure = plotter.figure()
    content[f"forest.{language}.svg"] = figure.svg
    content[f"forest.{language}.png"] = figure.png
    content |= _further_figures(result)
    for file in write_together(folder, content):
        print(file, file=sys.stderr)  # noqa: T201 - the user's terminal


def _further_figures(result: "OddsResult") -> dict[str, str | bytes]:
    """Figures beside the forest plot, by file name."""
    if not result.further:
        return {}
    from thuiszitters.figures.curves import curve_plots
    from thuiszitters.figures.style import WIDTH
    from thuiszitters.figures.subgroups import subgroups_plot
    from thuiszitters.odds.record import as_numbers

    numbers, language = as_numbers(result), result.request.language
    content: dict[str, str | bytes] = {}
    for made in (subgroups_plot(numbers, language), *curve_plots(numbers, language, (WIDTH,))):
        if made is not None:
            content[f"{made.name}.{language}.svg"] = made.svg
            content[f"{made.name}.{language}.png"] = made.png
    return content


def table_files(result: "OddsResult", tables: "Sequence[Table]") -> dict[str, str | bytes]:
    """Name of a file to what is in it, for every format the request names."""
    from thuiszitters.odds.json_form import json_text

    language, files = result.request.language, dict[str, str | bytes]()
    for form in result.request.formats or DEFAULT_FORMATS:
        if form == "json":
            files["odds.json"] = json_text(result)
            continue
        for table in tables:
            name = f"{table.name}.csv" if form == "csv" else f"{table.name}.{language}.{form}"
            files[name] = _written(table, form)
    return files


def odds_tables(result: "OddsResult") -> "list[Table]":
    """The odds ratios, and the risks where they were asked for, as tables."""
    from thuiszitters.odds.record import as_numbers
    from thuiszitters.odds.risk_table import risk_table
    from thuiszitters.tables.journal import without_p_values
    from thuiszitters.tables.odds_ratios import odds_ratio_table
    from thuiszitters.tables.table import Note

    language = result.request.language
    table = odds_ratio_table(as_numbers(result), language)
    said = [Note(one.said(language)) for one in result.notices if one.for_readers]
    tables = [replace(table, notes=(*table.notes, *said))]
    if result.complete is not None:
        beside = odds_ratio_table(as_numbers(result.complete), language)
        title = f"{beside.title}: {_COMPLETE.in_language(language)}"
        tables.append(replace(beside, name="odds_ratios_complete", title=title))
    if "subgroups" in result.further:
        from thuiszitters.tables.subgroups import subgroups_table

        tables.append(subgroups_table(as_numbers(result), language))
    if "curves" in result.further:
        from thuiszitters.tables.curves import curves_table

        tables.append(curves_table(as_numbers(result), language))
    if "group_risks" in result.further:
        from thuiszitters.tables.group_risks import group_risks_table

        tables.append(group_risks_table(as_numbers(result), language))
    if not result.request.p_values:
        tables = [without_p_values(table) for table in tables]
    return [*tables, risk_table(result)] if result.risks else tables


def _written(table: "Table", form: str) -> str | bytes:
    module, name = WRITERS[form]
    write: Callable[[Table], str | bytes] = getattr(import_module(module), name)
    return write(table)


def _printed(result: "OddsResult", form: str) -> str:
    from thuiszitters.odds.json_form import json_text

    if form == "json":
        return json_text(result)
    return str(_written(odds_tables(result)[0], form))


def _show(result: "OddsResult", tables: "Sequence[Table]") -> None:
    from rich.console import Console

    console = Console(soft_wrap=False)
    if not console.is_terminal:
        console = Console(width=PIPED_WIDTH, soft_wrap=False)
    print_result(result, tables, console)


def print_result(result: "OddsResult", tables: "Sequence[Table]", console: "Console") -> None:
    """Print tables of a result, and after them how well the model fits."""
    from thuiszitters.odds.record import as_numbers
    from thuiszitters.odds.terminal import print_measures, print_table
    from thuiszitters.tables.model_fit import model_fit_table

    for table in tables:
        print_table(table, console, plot="ratio" if table.name == "risks" else "adjusted")
    if result.complete is None:
        print_measures(model_fit_table(as_numbers(result), result.request.language), console)
