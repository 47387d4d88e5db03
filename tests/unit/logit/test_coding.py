"""Patterns of pupils as whole numbers."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.logit import coding
from thuiszitters.logit.coding import CodedTable, Predictor, collapse

TWO = (Predictor("late", "binary", ("no", "yes")), Predictor("age", "numeric"))


@pytest.fixture
def table():
    """The second and the fourth row are equal."""
    return CodedTable(
        TWO,
        np.array([[1, 0], [0, 1], [1, 1], [0, 1]]),
        (None, np.array([12.0, 13.0])),
        events=np.array([1.0, 2.0, 0.0, 3.0]),
        counts=np.array([2.0, 5.0, 1.0, 4.0]),
    )


@pytest.mark.parametrize("dense", [0, 2], ids=["sorted", "by place"])
def test_equal_rows_become_one_with_their_sums(table, dense, monkeypatch):
    monkeypatch.setattr(coding, "DENSE", dense)
    found = collapse(table)
    assert found.codes.tolist() == [[0, 1], [1, 0], [1, 1]]
    assert found.counts.tolist() == [9.0, 2.0, 1.0]
    assert found.events.tolist() == [5.0, 1.0, 0.0]


def test_rows_of_two_clusters_stay_apart(table):
    found = collapse(replace(table, cluster=np.array([0, 0, 0, 1])))
    assert len(found.counts) == 4
    assert sorted(zip(found.codes[:, 0], found.cluster, strict=True)) == [
        (0, 0), (0, 1), (1, 0), (1, 0),
    ]  # fmt: skip


def test_fewer_predictors_describe_the_same_pupils(table):
    part = table.only(["age"])
    assert (part.n_obs, part.n_events) == (table.n_obs, table.n_events)
    assert part.counts.tolist() == [2.0, 10.0]
    assert part.predictors == (TWO[1],)


def test_a_missing_code_is_a_level_of_its_own(table):
    codes = table.codes.copy()
    codes[3, 0] = -1
    assert collapse(replace(table, codes=codes)).counts.tolist() == [4.0, 5.0, 2.0, 1.0]
