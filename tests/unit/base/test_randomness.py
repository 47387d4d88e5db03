"""A stream of chance belongs to its use: adding another use changes none of the others."""

import itertools

import pytest

from thuiszitters.base.randomness import Streams, generator

USES = [(), ("a",), ("b",), ("a", "b"), ("b", "a"), ("ab",)]


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(USES, 2)])
def test_two_uses_never_share_a_stream(one, other):
    assert generator(1, *one).random(4).tolist() != generator(1, *other).random(4).tolist()


def test_the_seed_decides():
    assert generator(1, "a").random() == generator(1, "a").random()
    assert generator(1, "a").random() != generator(2, "a").random()


def test_every_stage_imputes_from_the_same_stream():
    chance = Streams(7)
    assert chance.of_imputation().random() == Streams(7).of_imputation().random()
    assert chance.of_imputation().random() == chance("imputation").random()
