"""Pupils are coded from the columns of a file as from a table of texts."""

from dataclasses import fields, replace

import numpy as np
import pytest

from thuiszitters.logit import blocks
from thuiszitters.models.coding import code_patterns
from thuiszitters.odds.coded import code_pupils, frame_of, frame_of_complete
from thuiszitters.odds.predictor import Predictor
from thuiszitters.plan.analysis import PredictorSpec

N_ROWS = 240


@pytest.fixture
def pupils():
    rng = np.random.default_rng(8)
    place = PredictorSpec(
        "place", None, "factor", levels=("south", "north", "west"), column="place"
    )
    age = PredictorSpec("age", None, "numeric", per=2.0, column="age")
    predictors = [
        Predictor(place, rng.integers(-1, 3, N_ROWS), ("west", "north", "south")),
        Predictor(
            age, rng.integers(-1, 5, N_ROWS), numbers=np.array([12.0, 9.5, 14.0, 11.0, 10.0])
        ),
    ]
    outcome = rng.choice([0.0, 1.0, np.nan], N_ROWS, p=[0.5, 0.4, 0.1])
    counts = rng.integers(0, 3, N_ROWS).astype(float)
    return predictors, outcome, counts, rng.integers(-1, 6, N_ROWS)


def _same(one, other):
    for field in fields(one):
        found, expected = getattr(one, field.name), getattr(other, field.name)
        if field.name == "distinct":
            for a, b in zip(found, expected, strict=True):
                assert (a is None) == (b is None)
                if a is not None:
                    np.testing.assert_array_equal(a, b)
        elif isinstance(expected, np.ndarray):
            np.testing.assert_array_equal(found, expected)
        else:
            assert found == expected, field.name


@pytest.mark.parametrize("clustered", [False, True])
def test_they_are_those_of_a_table_of_texts(pupils, clustered):
    predictors, outcome, counts, clusters = pupils
    groups = clusters if clustered else None
    more = {"y": outcome, "n": counts}
    if clustered:
        more["school"] = np.where(clusters < 0, np.nan, clusters)
    frame = frame_of(predictors, more, ~np.isnan(outcome))()
    named = {"outcome": "y", "count": "n", "cluster": "school" if clustered else None}
    specs = [part.spec for part in predictors]
    coded = code_pupils(predictors, outcome, counts, groups)
    _same(coded, code_patterns(frame, specs, **named))
    if not clustered:  # a table of the complete pupils is coded to them again
        again = code_patterns(frame_of_complete(coded, "y", "n")(), specs, outcome="y", count="n")
        again = type(again)(
            **{f.name: getattr(again, f.name) for f in fields(again)}
            | {"n_left_out": coded.n_left_out}
        )
        _same(again, coded)


def test_many_different_rows_stay_as_the_file_has_them(pupils, monkeypatch):
    """Equal ones are found all the same, however few."""
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 50)
    (place, _), outcome, _, _ = pupils
    rng = np.random.default_rng(1)
    values = rng.permutation(N_ROWS) / 8.0
    spec = PredictorSpec("age", None, "numeric", column="age")
    different = Predictor(spec, np.arange(N_ROWS), numbers=values)
    known = np.where(np.isnan(outcome), 0.0, outcome)
    everyone = Predictor(place.spec, np.abs(place.codes), place.texts)
    coded = code_pupils([everyone, different], known, np.ones(N_ROWS), None)
    assert coded.distinct[1] is values
    # A byte for each level, and nothing to say that every row has its own value.
    assert [None if one is None else one.dtype.name for one in coded.codes.columns] == [
        "int8",
        None,
    ]
    assert coded.codes[:, 1].tolist() == list(range(N_ROWS))
    assert coded.events.tolist() == known.tolist()
    twice, group = different.codes.copy(), everyone.codes.copy()
    twice[7], group[7] = twice[3], group[3]
    same = [replace(everyone, codes=group), replace(different, codes=twice)]
    fewer = code_pupils(same, known, np.ones(N_ROWS), None)
    assert sorted(fewer.counts) == [*np.ones(N_ROWS - 2), 2.0]
    assert fewer.n_events == known.sum()
