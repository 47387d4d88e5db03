"""The command as it is lived: questions where there is someone to answer, notices, a result."""

import sys

from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.output import check_output, hand_over
from thuiszitters.odds.request import OddsRequest


def answer(request: OddsRequest) -> None:
    """Run a request from its file to the terminal or its folder.

    Raises
    ------
    AnalysisError
        With every problem of the first stage that has one.
    """
    check_output(request)
    someone = sys.stdin.isatty() and sys.stderr.isatty()
    result = run_odds(request, _ask if someone else None)
    for notice in result.notices:
        print(notice, file=sys.stderr)  # noqa: T201 - the user's terminal
    hand_over(result)


def _ask(question: str) -> bool:
    """Put a question on the terminal; not on standard output, which may be a file."""
    import typer

    return typer.confirm(question, default=False, err=True)
