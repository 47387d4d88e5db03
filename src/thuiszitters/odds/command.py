"""The command as it is lived: questions where there is someone to answer, notices, a result."""

import sys
from functools import partial

from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.output import check_output, hand_over
from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan.text import Language, Text

_QUESTION = Text(
    nl="{column} heeft {count} hele getallen ({values}). Zijn dat codes van groepen?",
    en="{column} has {count} whole numbers ({values}). Are these codes of groups?",
)


def answer(request: OddsRequest) -> None:
    """Run a request from its file to the terminal or its folder.

    Raises
    ------
    AnalysisError
        With every problem of the first stage that has one.
    """
    check_output(request)
    someone = sys.stdin.isatty() and sys.stderr.isatty()
    result = run_odds(request, partial(_ask, request.language) if someone else None)
    for notice in result.notices:
        print(notice.said(request.language), file=sys.stderr)  # noqa: T201 - the user's terminal
    hand_over(result)


def _ask(language: Language, column: str, count: int, values: str) -> bool:
    """Put a question on the terminal; not on standard output, which may be a file."""
    import typer

    question = _QUESTION.in_language(language).format(column=column, count=count, values=values)
    return typer.confirm(question, default=False, err=True)
