"""A predictor that was decided on."""

import numpy as np

from thuiszitters.base.text import Text
from thuiszitters.odds.predictor import Predictor
from thuiszitters.plan.analysis import PredictorSpec

CODES = np.array([1, -1, 0, 1])


def test_values_are_one_per_record_and_empty_where_the_cell_is():
    groups = Predictor(PredictorSpec("x", Text("x", "x"), "factor"), CODES, ("a", "b"))
    assert groups.values.tolist()[:1] + groups.values.tolist()[2:] == ["b", "a", "b"]
    assert (
        groups.values.isna().tolist() == [False, True, False, False] == (~groups.present).tolist()
    )
    number = Predictor(
        PredictorSpec("x", Text("x", "x"), "numeric"), CODES, numbers=np.array([0.5, 2.0])
    )
    np.testing.assert_array_equal(number.values, [2.0, np.nan, 0.5, 2.0])


def test_groups_are_those_of_some_records():
    groups = Predictor(PredictorSpec("x", Text("x", "x"), "factor"), CODES, ("a", "b"))
    assert groups.levels_in(np.array([True, True, False, False])) == {"b"}
