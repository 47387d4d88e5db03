"""One predictor is drawn from what pupils have in common, however they are counted."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.logit.coding import CodedTable, Predictor
from thuiszitters.logit.drawing import Target, draw_levels, explaining_columns, in_order
from thuiszitters.logit.drawing_levels import LevelModels, learn_levels
from thuiszitters.logit.relations import Relations

#: Sums of the same numbers in another order, through a search that ends within 1e-11.
ROUNDING = 1e-9


def pupils(n=3_000):
    """Three yes/no predictors, of which the first is unknown of some, a row per pupil."""
    rng = np.random.default_rng(7)
    outcome = (rng.random(n) < 0.2).astype(float)
    second, third = rng.integers(0, 2, n), rng.integers(0, 2, n)
    first = (rng.random(n) < 0.2 + 0.3 * second + 0.2 * outcome).astype(int)
    first[rng.random(n) < 0.1] = -1
    names = ("first", "second", "third")
    return CodedTable(
        predictors=tuple(Predictor(name, "binary", ("no", "yes")) for name in names),
        codes=np.column_stack([first, second, third]),
        distinct=(None, None, None),
        events=outcome,
        counts=np.ones(n),
    ), outcome


def drawn(table, outcome, *, followers=(), learned=None):
    """Levels of the first predictor, and the models that were learned."""
    codes = np.asarray(table.codes[:])
    missing = codes[:, 0] < 0
    kept: dict[int, LevelModels] = {} if learned is None else learned
    start = np.where(codes < 0, 0, codes)
    allowed = np.ones((len(codes), 2), dtype=bool)
    target = Target(0, missing, followers)
    levels = draw_levels(table, start, outcome, target, allowed, np.random.default_rng(1), kept)
    return levels, kept[0]


def test_what_is_learned_of_pupils_who_are_alike_is_what_is_learned_of_each():
    table, outcome = pupils()
    codes = np.asarray(table.codes[:])
    known = codes[:, 0] >= 0
    x = explaining_columns(table, codes[known], outcome[known], Target(0, ~known, ()))
    each = learn_levels(codes[known, 0], np.ones(known.sum()), x)
    _, together = drawn(table, outcome)
    for one, other in zip(each.models, together.models, strict=True):
        assert one.level == other.level
        assert one.beta == pytest.approx(other.beta, abs=ROUNDING)
        assert one.spread @ one.spread.T == pytest.approx(
            other.spread @ other.spread.T, abs=ROUNDING
        )


def test_the_order_of_pupils_decides_nothing_that_is_learned():
    table, outcome = pupils()
    order = np.random.default_rng(4).permutation(len(outcome))
    moved = replace(
        table, codes=np.asarray(table.codes[:])[order], events=outcome[order], counts=table.counts
    )
    _, before = drawn(table, outcome)
    _, after = drawn(moved, outcome[order])
    assert before.models[0].beta == pytest.approx(after.models[0].beta, abs=ROUNDING)


def test_a_follower_is_not_read():
    table, outcome = pupils()
    changed = np.array(table.codes[:])
    changed[:, 1] = 1 - changed[:, 1]
    levels, model = drawn(table, outcome, followers=(1,))
    others, other = drawn(replace(table, codes=changed), outcome, followers=(1,))
    assert levels.tolist() == others.tolist()
    assert model.models[0].beta.tolist() == other.models[0].beta.tolist()
    assert len(model.models[0].beta) == 3  # the intercept, the outcome and the third


def test_what_was_learned_before_is_used_again():
    table, outcome = pupils()
    _, model = drawn(table, outcome)
    kept = {0: model}
    levels, _ = drawn(table, outcome, learned=kept)
    assert kept[0] is model
    assert set(levels.tolist()) == {0, 1}


def test_whoever_follows_comes_behind_its_leader_though_fewer_of_it_are_unknown():
    missing = np.zeros((10, 2), dtype=bool)
    missing[:5, 0] = missing[:2, 1] = True
    free = Relations((({}, {}), ({}, {})))
    assert [one.position for one in in_order(missing, free)] == [1, 0]
    both = {"anxious": True, "defiant": True}
    neither = {"anxious": False, "defiant": False}
    led = Relations(((neither, both), ({"anxious": False}, {"anxious": True})))
    assert led.followers(0) == (1,)
    assert [one.position for one in in_order(missing, led)] == [0, 1]
