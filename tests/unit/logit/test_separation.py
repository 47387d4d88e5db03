"""Whether finite estimates exist, against cases that can be seen by eye."""

import numpy as np

from thuiszitters.logit.separation import find_separation


def of_levels(*cells):
    """One row per level of a factor, from (events, pupils)."""
    x = np.column_stack([np.ones(len(cells)), np.eye(len(cells))[:, 1:]])
    events, counts = np.array(cells, dtype=float).T
    return find_separation(x, events, counts)


def test_with_both_outcomes_in_every_level_nothing_is_separated():
    found = of_levels((1, 4), (2, 5), (3, 9))
    assert not found.found
    assert found.estimable.all()
    assert not found.directions.any()


def test_a_level_without_events_goes_down_and_the_others_stay_finite():
    found = of_levels((1, 4), (0, 5), (3, 9))
    assert found.directions.tolist() == [0, -1, 0]
    assert found.estimable.tolist() == [True, False, True]
    assert found.overlapping.tolist() == [True, False, True]
    assert not found.complete


def test_a_reference_without_events_takes_every_level_with_it():
    found = of_levels((0, 4), (2, 5), (3, 9))
    assert found.directions.tolist() == [-1, 1, 1]
    assert not found.estimable.any()


def test_a_number_that_parts_the_outcomes_completely_leaves_nothing():
    x = np.column_stack([np.ones(4), [1.0, 2, 3, 4]])
    found = find_separation(x, np.array([0.0, 0, 1, 1]), np.ones(4))
    assert found.complete
    assert found.directions[1] == 1


def test_swapping_the_outcome_turns_the_directions():
    cells = [(1, 4), (0, 5), (9, 9)]
    swapped = [(pupils - events, pupils) for events, pupils in cells]
    assert (of_levels(*swapped).directions == -of_levels(*cells).directions).all()
