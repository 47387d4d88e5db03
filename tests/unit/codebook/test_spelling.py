"""What people type for a code, and what is no code."""

import pytest

from thuiszitters.base.text import Text
from thuiszitters.codebook import Codebook
from thuiszitters.codebook.code import Code
from thuiszitters.codebook.spelling import LONGEST_TYPED, Spelling


def spelling(*codes):
    return Spelling(
        Codebook("x", tuple(Code(c, "local", None, Text("", ""), "own") for c in codes))
    )


@pytest.mark.parametrize("typed", ["a101", "A 101", "A-101", "A1O1", "A.101.", "'A101'", "AlO1"])
def test_every_way_of_typing_a_code_is_that_code(typed):
    assert spelling("A101", "B2").code(typed) == "A101"


@pytest.mark.parametrize("typed", ["A10", "A1011", "x", "", "a " * LONGEST_TYPED])
def test_another_text_is_no_code(typed):
    assert spelling("A101", "A").meant(typed) == ()


def test_doubt_is_told_and_never_settled():
    doubtful = spelling("B1", "BI")
    assert doubtful.meant("b-l") == ("B1", "BI")
    assert doubtful.code("b-l") == ""
    assert doubtful.code("B1") == "B1"


def test_a_letter_with_a_dot_may_end_a_list_of_points():
    assert spelling("A").meant("a.") == ()
    assert spelling("A").meant("a") == ("A",)
