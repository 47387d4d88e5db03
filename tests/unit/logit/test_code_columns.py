"""Codes column by column answer what a matrix of them answers."""

import numpy as np
import pytest

from thuiszitters.logit.code_columns import CodeColumns

N_ROWS = 9
MATRIX = np.column_stack([np.arange(N_ROWS) % 3 - 1, np.arange(N_ROWS), np.arange(N_ROWS) % 2])


@pytest.fixture
def codes():
    return CodeColumns((MATRIX[:, 0].astype(np.int8), None, MATRIX[:, 2].astype(np.int8)), N_ROWS)


SOME = np.arange(N_ROWS) > 4


@pytest.mark.parametrize(
    "key",
    [
        *(slice(2, 5), slice(None), SOME, np.array([8, 0, 3])),
        *((slice(None), 0), (slice(3, 7), 1), (SOME, 1), (np.array([8, 0]), 1), (slice(None), 2)),
        *((SOME, slice(0, 2)), (slice(1, 4), [2, 0]), (SOME, np.int64(2))),
    ],
    ids=str,
)
def test_what_is_taken_is_that_of_the_matrix(codes, key):
    np.testing.assert_array_equal(codes[key], MATRIX[key])


@pytest.mark.parametrize("places", [[2, 1], slice(1, 2), [0]], ids=str)
def test_some_columns_stay_columns(codes, places):
    some = codes[:, places]
    assert isinstance(some, CodeColumns)
    assert some.shape == MATRIX[:, places].shape
    np.testing.assert_array_equal(some[:], MATRIX[:, places])


def test_the_whole_is_that_of_the_matrix(codes):
    np.testing.assert_array_equal(codes.copy(), MATRIX)
    np.testing.assert_array_equal(codes.copy(order="F"), MATRIX)
    np.testing.assert_array_equal(codes < 0, MATRIX < 0)
    np.testing.assert_array_equal((codes >= 0).all(axis=1), (MATRIX >= 0).all(axis=1))
    for column, expected in zip(codes.T, MATRIX.T, strict=True):
        np.testing.assert_array_equal(column, expected)


def test_pairs_of_places_are_refused(codes):
    """Numpy takes one cell of each pair, or fails; nothing here asks it."""
    with pytest.raises(TypeError, match="rows or columns"):
        codes[np.array([0, 1]), [0, 1]]


def test_a_matrix_of_them_is_no_view(codes):
    copied = codes.copy()
    copied[0, 2] = 7
    assert codes[0, 2] == MATRIX[0, 2]
