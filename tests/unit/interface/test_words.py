"""Sentences of the command line, as a Python call says them."""

import pytest

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.interface.words import in_python, said_in_python


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Leave out --cluster", "Leave out clusters"),
        ("Try --impute", 'Try missing="impute"'),
        ("Choose --reference school=large.", 'Choose reference={"school": "large"}.'),
        ("Choose --per age=2.5, or more", 'Choose per={"age": 2.5}, or more'),
        ("Nothing to translate", "Nothing to translate"),
    ],
)
def test_an_option_is_told_as_an_argument(sentence, told):
    assert in_python(sentence) == told


def test_every_part_of_an_error_is_told_so():
    problem = Problem("--cluster", "found --out", "--format", "Leave out --missing")
    found = said_in_python(DataError(problem))
    assert isinstance(found, DataError)
    (told,) = found.problems
    assert (told.where, told.found, told.allowed, told.advice) == (
        "clusters", "found folder", "formats", "Leave out not_known",
    )  # fmt: skip
