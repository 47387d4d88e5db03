"""Levels that contradict what is known of a pupil are not drawn."""

import numpy as np

from thuiszitters.logit.relations import Relations

#: A profile of two constructs, and one of them alone; whoever has `parents` has `home`.
PROFILE = (
    {"a": False, "b": False}, {"a": True, "b": False}, {"a": False, "b": True},
    {"a": True, "b": True},
)  # fmt: skip
ALONE = ({"a": False}, {"a": True})


def test_a_level_of_a_profile_must_agree_with_the_construct_alone():
    relations = Relations((PROFILE, ALONE))
    codes = np.array([[-1, 0], [-1, 1], [-1, -1]])
    assert relations.possible(codes, 0, codes)[:2].tolist() != [[True] * 4] * 2
    assert relations.followers(0) == (1,)
    drawn = np.array([[1, -1], [2, -1]])
    assert relations.possible(drawn, 1, drawn).tolist() == [[False, True], [True, False]]


def test_a_part_cannot_be_there_without_the_whole():
    yes_no = lambda name: ({name: False}, {name: True})  # noqa: E731
    relations = Relations(
        (yes_no("parents"), yes_no("home")), implied=frozenset({("parents", "home")})
    )
    codes = np.array([[1, -1], [0, -1]])
    assert relations.possible(codes, 1, codes).tolist() == [[False, True], [True, True]]


def test_predictors_that_share_nothing_leave_everything_possible():
    relations = Relations((({}, {}), ALONE))
    codes = np.array([[0, -1]])
    assert relations.possible(codes, 0, codes).all()
    assert relations.followers(1) == ()
