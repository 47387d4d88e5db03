"""A table on the terminal: all of it where there is room, the needed part where there is not."""

import io

import pytest
from rich.console import Console

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.output import odds_tables
from thuiszitters.odds.terminal import print_table


@pytest.fixture
def printed(birthwt):
    def at(width: int) -> str:
        request = request_from(birthwt, "low", ["age,race,smoke"], reference=["race=white"])
        stream = io.StringIO()
        console = Console(file=stream, width=width)
        print_table(odds_tables(run_odds(request))[0], console, plot="adjusted")
        return stream.getvalue()

    return at


def test_a_wide_terminal_shows_everything_and_a_drawing(printed):
    said = printed(140)
    assert "Crude" in said
    assert "31.2%" in said
    assert "├" in said


def test_a_narrow_terminal_goes_without_the_drawing_and_less_needed_columns(printed):
    said = printed(80)
    assert "├" not in said
    assert "31.2%" not in said
    assert "3.01 (" in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_number_is_one_row_and_groups_are_several(printed):
    lines = printed(140).splitlines()
    assert any(line.strip().startswith("age (per 1)") for line in lines)
    assert any(line.strip().startswith("white") and "reference" in line for line in lines)
