"""Work beside other work gives what it gives alone."""

import threading

import pytest

from thuiszitters.base.threads import MOST_THREADS, side_by_side


def test_answers_come_in_order_and_few_are_worked_on_at_once():
    busy, most, lock = 0, 0, threading.Lock()

    def doubled(number):
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        with lock:
            busy -= 1
        return 2 * number

    assert list(side_by_side(doubled, range(50))) == list(range(0, 100, 2))
    assert 1 <= most <= MOST_THREADS


def test_one_piece_of_work_needs_no_thread_and_none_is_nothing():
    assert list(side_by_side(lambda _: threading.current_thread(), [1])) == [
        threading.main_thread()
    ]
    assert list(side_by_side(abs, [])) == []


def test_what_goes_wrong_beside_goes_wrong_here():
    def work(number):
        if number == 3:
            raise ValueError("three")
        return number

    with pytest.raises(ValueError, match="three"):
        list(side_by_side(work, range(5)))
