"""A table as a notebook and a terminal show it."""

import io
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from thuiszitters.tables.table import Table

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table to look at and to put in a paper; Jupyter shows it as a table.

    Attributes
    ----------
    table
        Its cells with the unrounded numbers behind them.

    Examples
    --------
    >>> import thuiszitters as th
    >>> from thuiszitters.verify.cases import shipped_cases
    >>> fit = th.odds_ratios(shipped_cases()[1].request.data, formula="absent20 ~ male")
    >>> fit.table("jama").to_frame().iloc[:, -2].tolist()
    ['', '', '1 (reference)', '1.41 (0.70-2.87)']
    """

    table: Table

    def to_frame(self) -> pd.DataFrame:
        """The printed texts, one row per row of the table."""
        heads = [
            f"{column.spanner}: {column.label}" if column.spanner else column.label
            for column in self.table.columns
        ]
        texts = [[cell.text for cell in row.cells] for row in self.table.rows]
        return pd.DataFrame(texts, columns=heads)

    def to_html(self) -> str:
        """A fragment of a page."""
        from thuiszitters.tables.html import html_fragment

        return html_fragment(self.table)

    def to_latex(self) -> str:
        """Text for a LaTeX document."""
        from thuiszitters.tables.latex import latex_text

        return latex_text(self.table)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __str__(self) -> str:
        return printed(lambda console: _print(self.table, console))

    def __repr__(self) -> str:
        return str(self)


def printed(show: Callable[["Console"], None]) -> str:
    """What a terminal without colours would show."""
    from rich.console import Console

    from thuiszitters.odds.output import PIPED_WIDTH

    target = io.StringIO()
    seen = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH
    show(Console(file=target, width=seen, color_system=None, soft_wrap=False))
    lines = target.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def html_of(tables: Sequence[Table], below: Sequence[str]) -> str:
    """Tables with sentences below them."""
    from html import escape

    from thuiszitters.tables.html import html_fragment

    said = "".join(f"<p>{escape(one)}</p>" for one in below)
    return "\n".join((*map(html_fragment, tables), said))


def _print(table: Table, console: "Console") -> None:
    from thuiszitters.odds.terminal import print_table

    print_table(table, console, plot="adjusted")
