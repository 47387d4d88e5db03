"""Columns that hold nothing new are named, with those they follow from."""

import numpy as np
import pytest

from thuiszitters.logit.rank import find_rank

ONES = np.ones(6)
A = np.array([0.0, 1, 2, 3, 5, 8])
B = np.array([1.0, 0, 1, 1, 0, 0])


def test_columns_that_are_new_all_stay():
    assert find_rank(np.column_stack([ONES, A, B])).kept == (0, 1, 2)


@pytest.mark.parametrize("size", [1e-150, 1.0, 1e150])
def test_a_combination_is_found_at_any_size(size):
    found = find_rank(np.column_stack([ONES, A, B, size * (2 * A - B + 3)]))
    assert found.kept == (0, 1, 2)
    assert found.aliased == ((3, (1, 2)),)


def test_of_two_equal_columns_the_first_stays():
    assert find_rank(np.column_stack([ONES, B, B])).aliased == ((2, (1,)),)


def test_a_column_with_one_value_is_constant_and_not_aliased():
    found = find_rank(np.column_stack([ONES, np.full(6, 0.1), A]))
    assert (found.constant, found.aliased) == ((1,), ())


def test_fewer_rows_than_columns_leave_as_many_as_there_are_rows():
    x = np.column_stack([np.ones(3), np.eye(3)[:, :2], [1.0, 4, 9]])
    assert len(find_rank(x).kept) == 3
