"""Where identifiers of one table stand in another."""

import numpy as np
import pandas as pd

from thuiszitters.intake.matching import places


def series(*values):
    return pd.Series(values, dtype="str")


def test_many_identifiers_are_found_where_they_stand():
    rng = np.random.default_rng(5)
    known = series(*(f"p{number:05d}" for number in rng.permutation(2_000)))
    asked = known.sample(500, random_state=1)
    assert (places(asked, known) == asked.index).all()


def test_one_that_is_missing_or_not_there_has_no_place():
    assert places(series("x", None, "", "001"), series("001", None)).tolist() == [-1, -1, -1, 0]


def test_a_zero_in_front_makes_another_identifier():
    assert places(series("1", "01"), series("01")).tolist() == [-1, 0]
