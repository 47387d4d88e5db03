"""Measures of fit, against their definitions on a row for each pupil."""

import numpy as np
import pytest

from thuiszitters.logit import blocks, measures
from thuiszitters.logit.likelihood import probabilities

P = np.array([0.1, 0.4, 0.4, 0.8])
EVENTS, COUNTS = np.array([1.0, 2, 0, 3]), np.array([5.0, 3, 2, 4])
#: The same pupils, a row each.
EACH = np.repeat(P, COUNTS.astype(int))
OUTCOME = np.concatenate([np.arange(n) < e for e, n in zip(EVENTS, COUNTS, strict=True)])


def test_the_area_is_the_share_of_pairs_in_the_right_order():
    with_outcome, without = EACH[OUTCOME][:, None], EACH[~OUTCOME][None, :]
    pairs = (with_outcome > without) + 0.5 * (with_outcome == without)
    assert measures.area_under_curve(P, EVENTS, COUNTS) == pytest.approx(pairs.mean())


def test_scores_that_differ_by_rounding_are_ties():
    nearly = P + np.array([0, 0, 1e-13, 0])
    assert measures.area_under_curve(nearly, EVENTS, COUNTS) == measures.area_under_curve(
        P, EVENTS, COUNTS
    )


def test_brier_and_tjur_are_those_of_the_pupils():
    assert measures.brier_score(P, EVENTS, COUNTS) == pytest.approx(((OUTCOME - EACH) ** 2).mean())
    difference = EACH[OUTCOME].mean() - EACH[~OUTCOME].mean()
    assert measures.tjur_r2(P, EVENTS, COUNTS) == pytest.approx(difference)


def test_a_perfect_model_explains_all_and_the_empty_one_nothing():
    null = measures.null_log_likelihood(6, 14)
    for likelihood, explained in ((null, 0.0), (0.0, 1.0)):
        assert measures.mcfadden_r2(likelihood, null) == pytest.approx(explained)
        assert measures.nagelkerke_r2(likelihood, null, 14) == pytest.approx(explained)


def test_the_shift_gives_the_observed_share_also_far_from_zero():
    for far in (-30.0, 0.0, 30.0):
        eta = np.log(P / (1 - P)) + far
        moved = eta + measures.flic_shift(eta, EVENTS, COUNTS)
        assert COUNTS @ (1 / (1 + np.exp(-moved))) == pytest.approx(EVENTS.sum(), rel=1e-9)


def test_areas_of_many_scores_are_those_of_each_alone():
    """The sums are of whole numbers and halves, so to the last bit; ties and empty rows too."""
    rng = np.random.default_rng(4)
    scores = np.round(rng.normal(size=(20, 60)), 1)
    counts = rng.integers(0, 5, size=(20, 60)).astype(float)
    events = rng.binomial(counts.astype(int), 0.4).astype(float)
    drawn, own = measures.areas_under_curves(scores, (events, counts), (events[0], counts[0]))
    for place, score in enumerate(scores):
        there = counts[place] > 0
        table = events[place][there], counts[place][there]
        assert drawn[place] == measures.area_under_curve(score[there], *table)
        assert own[place] == measures.area_under_curve(score, events[0], counts[0])


def test_pupils_are_ranked_as_pairs_of_them_are_counted():
    """With one number of pupils per row and with several, ties counting half."""
    rng = np.random.default_rng(4)
    score = rng.integers(0, 9, 40) / 10.0
    for pupils in (np.ones(40), rng.integers(0, 4, 40).astype(float)):
        ranked = measures.Ranked.of(score, pupils)
        at = np.array([-1.0, 0.2, 0.2, 0.75, 2.0])
        pairs = (score[:, None] < at) + 0.5 * (score[:, None] == at)
        assert ranked.total == pupils.sum()
        assert ranked.below(at).tolist() == (pupils @ pairs).tolist()


@pytest.mark.parametrize("least", [1, 2])
def test_measures_of_blocks_are_those_of_all_rows(monkeypatch, least):
    """With pupils who are alike in number and with others, of rows that go through in pieces."""
    rng = np.random.default_rng(9)
    eta = rng.normal(size=90).round(1)
    counts = rng.integers(1, 1 + least, 90).astype(float)
    events = rng.binomial(counts.astype(int), 0.4).astype(float)
    area = measures.area_under_curve(eta, events, counts)
    p = probabilities(eta)
    expected = measures.tjur_r2(p, events, counts), measures.brier_score(p, events, counts)
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 7)
    assert measures.tjur_and_brier(eta, events, counts) == pytest.approx(expected, rel=1e-14)
    assert measures.area_under_curve(eta, events, counts) == area
    none = np.zeros(90)
    with np.errstate(invalid="ignore"):
        assert np.isnan(measures.area_under_curve(eta, none, counts))
