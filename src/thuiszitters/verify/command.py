"""The command `verify`: what agrees, what does not, and who says so."""

import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from thuiszitters.verify.cases import Case, shipped_cases
from thuiszitters.verify.comparison import Compared, compare, worst_of_each

_WIDTH = 120


def verify(*, everything: bool = False, as_json: bool = False) -> bool:
    """Rerun every shipped case and print the comparison.

    Parameters
    ----------
    everything
        Print every number, not only the one that differs most per quantity.

    Returns
    -------
    bool
        Whether every number agrees.
    """
    results = [(case, compare(case)) for case in shipped_cases()]
    fine = all(one.agrees for _, compared in results for one in compared)
    if as_json:
        sys.stdout.write(json.dumps([_document(*pair) for pair in results], indent=2) + "\n")
        return fine
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    for case, compared in results:
        _print_case(case, compared, console, everything=everything)
    outside = sum(not one.agrees for _, compared in results for one in compared)
    total = sum(len(compared) for _, compared in results)
    if fine:
        console.print(f"All {total} numbers agree.", style="bold")
    else:
        console.print(f"{outside} of {total} numbers do not agree.", style="bold red")
    return fine


def _print_case(
    case: Case, compared: list[Compared], console: Console, *, everything: bool
) -> None:
    console.print(Text(f"\n{case.title}", style="bold"))
    console.print(Text(f"Source: {case.source}"))
    shown = compared if everything else worst_of_each(compared)
    which = "each" if everything else "the largest difference of each kind"
    console.print(Text(f"{len(compared)} numbers; {which}:"))
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("", no_wrap=True)
    for head in ("ours", "theirs", "difference", "tolerance"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("")
    for one in shown:
        table.add_row(
            one.expected.name,
            f"{one.ours:.10g}",
            f"{one.expected.value:.10g}",
            f"{one.difference:.1e}",
            f"{one.tolerance:.0e}",
            "" if one.agrees else "differs",
        )
    console.print(table)


def _document(case: Case, compared: list[Compared]) -> dict[str, Any]:
    return {
        "case": case.name,
        "title": case.title,
        "source": case.source,
        "numbers": [
            {
                "what": one.expected.name,
                "ours": one.ours if one.ours == one.ours else None,
                "theirs": one.expected.value,
                "difference": one.difference if one.difference == one.difference else None,
                "tolerance": one.tolerance,
                "agrees": one.agrees,
            }
            for one in compared
        ],
    }
