"""What is extremely far from all others, and what only looks so in a skewed number."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.describe.far_values import far_values

REFERENCE = Path(__file__).parents[2] / "reference"
NORMAL = np.random.default_rng(5).normal(14.0, 2.5, 400)


@pytest.mark.parametrize("wild", [9999.0, -999.0, 140.0, 1e12])
def test_one_typing_error_among_ages_is_found(wild):
    ((value, n_pupils),) = far_values(np.append(NORMAL, wild))
    assert (value, n_pupils) == (wild, 1.0)


def test_several_far_values_are_all_found_on_both_sides():
    found = far_values(np.concatenate([NORMAL, [9999.0, 9999.0, 999.0, -9999.0]]))
    assert [tuple(one) for one in found] == [(-9999.0, 1.0), (999.0, 1.0), (9999.0, 2.0)]


def test_a_code_for_not_known_is_found_in_a_fifth_of_the_rows_and_may_be_printed():
    (found,) = far_values(np.append(NORMAL, [999.0] * 100))
    assert (found.value, found.n_pupils, found.may_be_printed) == (999.0, 100.0, True)


def test_a_value_of_nine_pupils_may_not_be_printed():
    assert [one.may_be_printed for one in far_values(np.append(NORMAL, [999.0] * 9))] == [False]


def test_counts_are_pupils():
    values, counts = np.unique(np.round(NORMAL), return_counts=True)
    ours = far_values(np.append(values, [9999.0, np.nan]), np.append(counts, [12, 5]).astype(float))
    assert [tuple(one) for one in ours] == [(9999.0, 12.0)]


def test_where_most_have_the_same_value_the_others_are_the_measure():
    days = np.concatenate([np.zeros(300), np.arange(1.0, 41.0)])
    assert far_values(days) == []
    assert [one.value for one in far_values(np.append(days, 9999.0))] == [9999.0]


def test_nothing_is_far_among_equal_values_and_among_very_few():
    assert far_values(np.full(50, 3.0)) == []
    assert far_values(np.append(np.full(50, 3.0), 9999.0)) == []
    assert far_values(np.array([1.0, 2.0, 9999.0])) == []
    assert far_values(np.full(20, np.nan)) == []


DRAWS = {
    "normal": lambda rng: rng.normal(size=1000),
    "exponential": lambda rng: rng.exponential(size=1000),
    "lognormal": lambda rng: np.exp(rng.normal(size=1000)),
    "poisson": lambda rng: rng.poisson(0.2, 1000).astype(float),
    "negative binomial": lambda rng: rng.negative_binomial(0.3, 0.05, 1000).astype(float),
    "t(3)": lambda rng: rng.standard_t(3, 1000),
}


@pytest.mark.parametrize("name", DRAWS)
def test_a_skewed_or_heavy_tailed_number_is_no_alarm(name):
    drawn = [DRAWS[name](np.random.default_rng([7, i])) for i in range(100)]
    # Of t(3), whose variance hardly exists, one table in a hundred has a value like that.
    assert sum(bool(far_values(values)) for values in drawn) <= (name == "t(3)")


def test_no_alarm_in_real_numbers():
    checked = 0
    for file in sorted(REFERENCE.glob("*/data.csv")):
        if file.parent.name == "one_wild_value":
            continue
        for column in pd.read_csv(file).select_dtypes("number").to_numpy(dtype=float).T:
            assert far_values(column) == []
            checked += 1
    assert checked > 30


@pytest.mark.parametrize("farthest", [3.0, 1e3, 1e6])
def test_of_many_values_the_same_are_far(monkeypatch, farthest):
    """Whether quartiles come from a partition or from all values in order."""
    values = np.append(np.random.default_rng(4).normal(size=400), [farthest, -farthest])
    in_order = far_values(values)
    assert bool(in_order) is (farthest > 100)
    partition, asked = np.partition, []
    monkeypatch.setattr("thuiszitters.describe.far_values.MANY", 100)
    monkeypatch.setattr(np, "partition", lambda *given: asked.append(1) or partition(*given))
    assert far_values(values) == in_order
    assert asked
