"""What is said of released numbers is computed once, and forgotten with them."""

import gc
import weakref

import pytest

from thuiszitters.results.remembered import remembered


class Released:
    """Stands for numbers: it can be a key that does not keep them alive."""


def counting():
    calls = []

    @remembered
    def function(numbers, word, *, size=1):
        calls.append((word, size))
        return [word] * size

    return function, calls


def test_the_same_question_is_answered_once():
    function, calls = counting()
    numbers = Released()
    assert function(numbers, "a", size=2) is function(numbers, "a", size=2)
    assert calls == [("a", 2)]


def test_other_numbers_and_other_arguments_are_other_questions():
    function, calls = counting()
    one, other = Released(), Released()
    for numbers, word in ((one, "a"), (one, "b"), (other, "a")):
        function(numbers, word)
    function(one, "a", size=3)
    assert len(calls) == 4


@pytest.mark.thorough
def test_numbers_that_are_gone_are_not_kept():
    function, _ = counting()
    numbers = Released()
    gone = weakref.ref(numbers)
    function(numbers, "a")
    del numbers
    gc.collect()
    assert gone() is None
