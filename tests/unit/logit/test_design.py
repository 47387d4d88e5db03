"""Columns of a model, and the counts they are named with."""

import numpy as np

from thuiszitters.logit.coding import CodedTable, Predictor
from thuiszitters.logit.design import build_design
from thuiszitters.logit.products import with_interaction


def table():
    return CodedTable(
        (Predictor("school", "factor", ("small", "middle", "large")), Predictor("age", "numeric")),
        np.array([[0, 0], [1, 1], [2, 0]]),
        (None, np.array([10.0, 14.0])),
        np.array([1.0, 2.0, 3.0]),
        np.array([5.0, 6.0, 7.0]),
    )


def test_every_level_after_the_reference_has_a_column_with_its_pupils():
    design = build_design(table())
    assert [column.term for column in design.columns] == [
        "(Intercept)", "school=middle", "school=large", "age",
    ]  # fmt: skip
    assert [(one.n_obs, one.n_events) for one in design.columns] == [
        (18, 6), (6, 2), (7, 3), (18, 6),
    ]  # fmt: skip
    (reference,) = design.reference_columns
    assert (reference.level, reference.n_obs) == ("small", 5)
    assert design.x.tolist() == [[1, 0, 0, 10], [1, 1, 0, 14], [1, 0, 1, 10]]
    assert design.positions("school") == [1, 2]


def test_products_follow_a_changed_column():
    design = with_interaction(build_design(table()), "school", "age")
    x = design.x.copy()
    x[:, 3] = 2.0
    design.renew_products(x)
    assert x[:, 4:].tolist() == [[0, 0], [2, 0], [0, 2]]
