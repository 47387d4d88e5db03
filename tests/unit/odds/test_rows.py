"""A number of which most rows have a value of their own stays as the file has it."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from thuiszitters.base.errors import EstimationError
from thuiszitters.logit import blocks, long_rows, made_rows
from thuiszitters.odds import counted
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.odds.made_columns import column_from_numbers
from thuiszitters.odds.request import OddsRequest

N_ROWS = 600


@pytest.fixture
def file(tmp_path):
    """Two numbers, one with 100 values that stand twice, a cell that is empty, and a mark."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(N_ROWS, 2)).round(6)
    x[100:200, 0] = x[:100, 0]
    mark = (rng.random(N_ROWS) < 0.4).astype("int8")
    risk = -1.0 + x @ [0.4, -0.3] + 0.5 * mark
    y = (rng.random(N_ROWS) < 1.0 / (1.0 + np.exp(-risk))).astype("int8")
    x[5, 1] = np.nan
    path = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"y": y, "x1": x[:, 0], "x2": x[:, 1], "x3": mark}), path)
    return path


@pytest.fixture
def request_of(file):
    return OddsRequest(str(file), "y", ("x1", "x2", "x3"))


def walked(monkeypatch):
    """Any table of more than 64 rows is walked in blocks."""
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 64)
    monkeypatch.setattr(counted, "FEW_ROWS", 64)
    monkeypatch.setattr(made_rows, "ROWS_AT_ONCE", 32)
    monkeypatch.setattr(long_rows, "FEWEST_ROWS", 16)


def numbers_of(result):
    found = document(result)
    return {key: found[key] for key in ("n", "events", "log_likelihood", "fit")} | {
        f"{one['predictor']}, {one['level']}, {one['model']}, {name}": one[name]
        for one in found["terms"]
        for name in ("odds_ratio", "ci_low", "ci_high", "p_value")
    }


@pytest.mark.parametrize("n_empty", [0, 1])
def test_walking_gives_the_numbers_of_a_fit_in_memory(monkeypatch, request_of, file, n_empty):
    if not n_empty:
        table = pq.read_table(file)
        pq.write_table(table.filter(pc.is_finite(table["x2"])), file)
    whole = numbers_of(run_odds(request_of))
    walked(monkeypatch)
    result = run_odds(request_of)
    parts = numbers_of(result)
    assert result.adjusted.likelihood.data.is_long
    assert result.adjusted.stored is None
    compare(parts, whole)
    said = [one.said("en") for one in result.notices]
    assert f"{N_ROWS - 1} different rows: the fit walks them in blocks." in said


def compare(found, expected):
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key, value in expected.items():
            compare(found[key], value)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)
    else:
        assert found == expected


def test_equal_rows_are_still_one(monkeypatch, request_of, file):
    """Of rows that are equal in all columns the adjusted model has one, with their number."""
    table = pq.read_table(file)
    pq.write_table(pa.concat_tables([table, table.slice(20, 30)]), file)
    whole = run_odds(request_of).adjusted
    walked(monkeypatch)
    parts = run_odds(request_of).adjusted
    assert parts.summary.n_patterns == whole.summary.n_patterns == N_ROWS - 1
    assert parts.summary.log_likelihood == pytest.approx(whole.summary.log_likelihood, rel=1e-12)
    assert parts.summary.auc == pytest.approx(whole.summary.auc, rel=1e-12)


def test_values_that_stand_twice_count_once(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 4)
    column = column_from_numbers("x", np.array([3.0, 1.0, np.nan, 3.0, 2.0, 5.0, -0.0, 0.0]))
    assert column.repeats
    assert (column.n_values, column.n_present) == (5, 7)
    assert column.codes.tolist() == [0, 1, -1, 2, 3, 4, 5, 6]
    once = column.once()
    assert list(once.texts) == ["0", "1", "2", "3", "5"]
    assert once.codes.tolist() == [3, 1, -1, 3, 2, 4, 0, 0]
    assert column.without(["3"]).n_present == 5
    kept = column.among(np.arange(8) < 5)
    assert (kept.n_values, list(kept.texts)) == (3, ["3", "1", "3", "2"])
    few = column_from_numbers("x", np.array([1.0, 2.0, 1.0, 2.0, 1.0, 1.0]))
    assert not few.repeats


def test_a_number_named_as_groups_has_its_values_once(monkeypatch, request_of):
    walked(monkeypatch)
    request = replace(request_of, factors=("x1",))
    with pytest.raises(EstimationError, match=f"{N_ROWS - 100} different values"):
        run_odds(request)


def test_clusters_are_values_and_not_rows(monkeypatch, request_of):
    """A number of which most values differ as the cluster: equal ones are one cluster."""
    request = replace(request_of, predictors=("x2", "x3"), cluster="x1")
    whole = run_odds(request).adjusted
    walked(monkeypatch)
    parts = run_odds(request).adjusted
    np.testing.assert_allclose(parts.covariance, whole.covariance, rtol=1e-9)


def test_an_outcome_of_numbers_is_refused_with_its_values(monkeypatch, request_of):
    walked(monkeypatch)
    with pytest.raises(EstimationError, match=f"{N_ROWS - 100} different numbers"):
        run_odds(replace(request_of, outcome="x1", predictors=("x2", "x3")))
