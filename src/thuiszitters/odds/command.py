"""The command as it is lived: questions where there is someone to answer, notices, a result."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from thuiszitters.base.text import Language, Text
from thuiszitters.odds.output import begin_plot, check_output, hand_over
from thuiszitters.odds.plotter import Plotter
from thuiszitters.odds.request import OddsRequest

if TYPE_CHECKING:
    from thuiszitters.odds.result import OddsResult

_QUESTION = Text(
    nl="{column} heeft {count} hele getallen ({values}). Zijn dat codes van groepen?",
    en="{column} has {count} whole numbers ({values}). Are these codes of groups?",
)

_BUSY = Text(
    nl="{n} coëfficiënten worden geschat, elk met een interval; dat kan minuten duren.",
    en="Fitting {n} coefficients, each with an interval; that can take minutes.",
)


def answer(request: OddsRequest) -> None:
    """Run a request from its file to the terminal or its folder.

    Raises
    ------
    AnalysisError
        With every problem of the first stage that has one.
    """
    check_output(request)
    if request.out is None:
        hand_over(_result(request))
        return
    with Plotter() as plotter:
        hand_over(_result(request, partial(begin_plot, plotter)), plotter)


def _result(
    request: OddsRequest, fitted_first: Callable[["OddsResult"], None] | None = None
) -> "OddsResult":
    """The result of a request, its notices said."""
    from thuiszitters.odds.analysis import run_odds  # slow to load: the plotter comes first

    someone = sys.stdin.isatty() and sys.stderr.isatty()
    ask = partial(_ask, request.language) if someone else None
    result = run_odds(
        request, ask, busy=partial(_say_busy, request.language), fitted_first=fitted_first
    )
    for notice in result.notices:
        print(notice.said(request.language), file=sys.stderr)  # noqa: T201 - the user's terminal
    return result


def _say_busy(language: Language, n_coefficients: int) -> None:
    """Say before a long fit how much is fitted; not on standard output, which may be a file."""
    print(_BUSY.in_language(language).format(n=n_coefficients), file=sys.stderr)  # noqa: T201


def _ask(language: Language, column: str, count: int, values: str) -> bool:
    """Put a question on the terminal; not on standard output, which may be a file."""
    import typer

    question = _QUESTION.in_language(language).format(column=column, count=count, values=values)
    return typer.confirm(question, default=False, err=True)
