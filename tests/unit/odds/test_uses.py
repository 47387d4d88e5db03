"""Outcome, counts and clusters of a table."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds.made_columns import column_from_texts
from thuiszitters.odds.table import Table
from thuiszitters.odds.uses import cluster_codes, count_values, outcome_values


def table(values):
    column = column_from_texts("x", pd.Series(values, dtype="str"))
    return Table("a.csv", len(values), {"x": column}, lambda places, _: f"rows {list(places)}")


@pytest.mark.parametrize(
    "values", [["0", "1", ""], ["Nee", "ja", ""], ["false", "TRUE", ""], ["0.0", "1.0", ""]]
)
def test_the_second_word_of_a_pair_is_the_outcome(values):
    found, problems = outcome_values(table(values), "x")
    np.testing.assert_array_equal(found, [0.0, 1.0, np.nan])
    assert problems == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["1", "1"], "every row has the outcome 1"),
        (["", ""], "every cell is empty"),
        (["1", "2"], "which of them is the outcome is not clear"),
        (["a", "b", "c"], "3 different texts; an outcome has two"),
    ],
)
def test_what_is_no_outcome_gets_a_sentence(values, told):
    _, (problem,) = outcome_values(table(values), "x")
    assert told in str(problem)


@pytest.mark.parametrize("cell", ["-1", "1.5", "many"])
def test_a_count_is_a_whole_number_that_is_not_negative(cell):
    _, (problem,) = count_values(table(["3", cell]), "x")
    assert "holds no count of pupils" in str(problem)
    assert "Weights that are no counts" in str(problem)


def test_one_cluster_is_refused_and_clusters_of_one_are_said():
    used = np.ones(3, dtype=bool)
    _, (problem,), _ = cluster_codes(table(["a", "a", "a"]), "x", used)
    assert "the same cluster" in str(problem)
    codes, problems, notices = cluster_codes(table(["a", "b", ""]), "x", used)
    assert codes.tolist() == [0, 1, -1]
    assert problems == []
    assert len(notices) == 2
