"""What equations settle is put in; what shares no row falls apart."""

import numpy as np
from scipy.sparse import csr_array

from thuiszitters.release.system.reduction import reduced


def system(equal, equal_to, below=None, below_to=()):
    n = len(equal[0])
    rows = csr_array(np.array(below, float)) if below else csr_array((0, n))
    return reduced(csr_array(np.array(equal, float)), np.array(equal_to, float), rows,
                   np.array(below_to, float))  # fmt: skip


def test_a_value_that_is_put_in_settles_the_next():
    found = system([[1, 1, 0], [0, 2, 1], [0, 0, 1]], [7, 10, 4])
    assert found.value.tolist() == [4.0, 3.0, 4.0]
    assert found.part.tolist() == [-1, -1, -1]


def test_unknowns_that_share_no_row_are_in_parts_of_their_own():
    found = system([[1, 1, 0, 0], [0, 0, 1, 1]], [5, 6])
    assert found.part[0] == found.part[1] != found.part[2] == found.part[3]
    part = found.part_of(np.array([0.0, 0.0, 1.0, 0.0]))
    assert part.unknowns.tolist() == [2, 3]
    assert part.equal.toarray().tolist() == [[1.0, 1.0]]
    assert part.equal_to.tolist() == [6.0]


def test_a_row_that_limits_ties_parts_together():
    found = system([[1, 1, 0, 0], [0, 0, 1, 1]], [5, 6], [[1, 0, -1, 0]], [0])
    assert len(set(found.part.tolist())) == 1


def test_a_sum_over_two_parts_has_the_rows_of_both_and_one_of_known_values_has_none():
    found = system([[1, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 1]], [5, 6, 2])
    assert found.part_of(np.array([1.0, 0.0, 1.0, 0.0, 1.0])).unknowns.tolist() == [0, 1, 2, 3]
    assert found.part_of(np.array([0.0, 0.0, 0.0, 0.0, 1.0])).unknowns.size == 0
