"""Tables too large for memory: the numbers of a fit in memory, of arrays in files."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.odds.test_rows import compare, numbers_of, walked

from thuiszitters.base import row_arrays
from thuiszitters.base.errors import AnalysisError, DataError
from thuiszitters.base.memory import MEMORY
from thuiszitters.base.row_arrays import in_file
from thuiszitters.logit import fit_likelihood, sorted_runs
from thuiszitters.logit.fit_likelihood import proves_overlap
from thuiszitters.odds import spilled
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.request import OddsRequest

N_ROWS = 700


@pytest.fixture
def table():
    """Two numbers, one of whole ones, a mark, a group of texts, categories, counts, schools."""
    rng = np.random.default_rng(12)
    x = rng.normal(size=N_ROWS).round(5)
    whole = rng.integers(0, 5_000, N_ROWS)
    mark, place = rng.random(N_ROWS) < 0.4, rng.integers(0, 3, N_ROWS)
    risk = -1.0 + 0.4 * x + 0.0001 * whole + 0.5 * mark + 0.2 * place
    y = (rng.random(N_ROWS) < 1.0 / (1.0 + np.exp(-risk))).astype("int8")
    kind = pa.DictionaryArray.from_arrays(rng.integers(0, 3, N_ROWS), ["low", "mid", "high"])
    columns = {
        "y": y,
        "x": x,
        "whole": whole,
        "mark": mark,
        "place": [("north", " south", "east")[i] for i in place],
        "kind": kind,
        "n": rng.integers(1, 4, N_ROWS),
        "school": rng.integers(0, 25, N_ROWS),
    }
    return pa.table(columns)


@pytest.fixture
def request_of(table, tmp_path):
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=150)
    return OddsRequest(str(tmp_path / "t.parquet"), "y", ("x", "whole", "mark", "place", "kind"))


def in_files(monkeypatch):
    walked(monkeypatch)
    monkeypatch.setenv(MEMORY, "1KB")
    monkeypatch.setattr(spilled, "BATCH_ROWS", 90)
    monkeypatch.setattr(row_arrays, "ROWS", 50)
    monkeypatch.setattr(row_arrays, "KEPT_ROWS", 100)
    monkeypatch.setattr(sorted_runs, "RUN_ROWS", 64)
    monkeypatch.setattr(fit_likelihood, "KEPT_ROWS", 128)


def both(monkeypatch, request):
    """The result in memory, and the one of files."""
    whole = run_odds(request)
    in_files(monkeypatch)
    return whole, run_odds(request)


def said(result):
    return [one.said("en") for one in result.notices]


@pytest.mark.parametrize("most_coded", [20, 32_767])
def test_files_give_the_numbers_of_memory(monkeypatch, request_of, most_coded):
    """Numbers of more than 20 values as they stand, or the whole ones coded."""
    monkeypatch.setattr(spilled, "MOST_CODED", most_coded)
    whole, parts = both(monkeypatch, request_of)
    assert in_file(parts.adjusted.design.events)
    assert parts.adjusted.likelihood.data.is_long
    compare(numbers_of(parts), numbers_of(whole))
    assert parts.auc_interval == pytest.approx(whole.auc_interval, rel=1e-12)
    (first, *others) = said(parts)
    assert first.startswith(f"{N_ROWS} rows ask for more memory than a table may take")
    assert others == [one for one in said(whole) if "in blocks" not in one]


@pytest.mark.parametrize("column", ["y", "x", "whole", "mark", "place"])
def test_empty_cells_fall_away_as_in_memory(monkeypatch, request_of, table, column):
    place = table.column_names.index(column)
    cells = table[column].to_pylist()
    cells[3:400:7] = [None] * len(cells[3:400:7])
    emptied = table.set_column(place, column, pa.array(cells, table[column].type))
    pq.write_table(emptied, request_of.data)
    monkeypatch.setattr(spilled, "MOST_CODED", 20)
    whole, parts = both(monkeypatch, request_of)
    assert in_file(parts.adjusted.design.events)
    compare(numbers_of(parts), numbers_of(whole))
    assert said(parts)[1:] == [one for one in said(whole) if "in blocks" not in one]


def test_counts_and_missing_codes(monkeypatch, request_of):
    request = replace(request_of, counts="n", missing_in={"whole": ("17", "4000")})
    monkeypatch.setattr(spilled, "MOST_CODED", 20)
    whole, parts = both(monkeypatch, request)
    compare(numbers_of(parts), numbers_of(whole))


def test_clusters(monkeypatch, request_of):
    whole, parts = both(monkeypatch, replace(request_of, cluster="school"))
    np.testing.assert_allclose(parts.adjusted.covariance, whole.adjusted.covariance, rtol=1e-9)
    compare(numbers_of(parts), numbers_of(whole))


def test_risks_curves_and_groups(monkeypatch, request_of):
    request = replace(request_of, risks=True, splines={"x": 3}, interactions=(("x", "mark"),))
    whole, parts = both(monkeypatch, request)
    compare(numbers_of(parts), numbers_of(whole))
    for one, other in zip(parts.risks, whole.risks, strict=True):
        compare(dict(one), dict(other))


def test_far_values_are_found_and_leave_the_rows_in_files(monkeypatch, request_of, table):
    """Both have the outcome, so that their fitted risk is near 1: the programme is asked."""
    x, y = table["x"].to_numpy().copy(), table["y"].to_numpy()
    x[np.flatnonzero(y == 1)[[3, 8]]] = 9_999.0
    pq.write_table(table.set_column(1, "x", pa.array(x)), request_of.data)
    whole, parts = both(monkeypatch, replace(request_of, predictors=("x", "mark", "whole")))
    assert [one for one in said(parts) if "extremely far" in one] == [
        one for one in said(whole) if "extremely far" in one
    ]
    assert any("extremely far" in one for one in said(parts))
    assert not proves_overlap(parts.adjusted.likelihood)
    assert parts.adjusted.likelihood.data.is_long
    compare(numbers_of(parts), numbers_of(whole))


def test_levels_alone_are_rows_with_counts(monkeypatch, request_of):
    """Many combinations among the first rows, few in all."""
    request = replace(request_of, predictors=("mark", "place", "kind"))
    whole = run_odds(request)
    in_files(monkeypatch)
    monkeypatch.setattr("thuiszitters.odds.counted.MOST_COMBINATIONS", -1.0)
    parts = run_odds(request)
    assert not in_file(parts.adjusted.design.events)
    assert parts.adjusted.summary.n_patterns == whole.adjusted.summary.n_patterns == 18
    compare(numbers_of(parts), numbers_of(whole))


def test_a_column_of_names_of_rows_is_refused(monkeypatch, request_of, table):
    pq.write_table(table.append_column("id", pa.array(range(N_ROWS))), request_of.data)
    in_files(monkeypatch)
    monkeypatch.setattr(spilled, "MOST_CODED", 20)
    with pytest.raises(AnalysisError, match="a number or name of its own"):
        run_odds(replace(request_of, predictors=("id", "mark")))


def test_memory_that_is_no_amount_is_said(monkeypatch, request_of):
    in_files(monkeypatch)
    monkeypatch.setenv(MEMORY, "a lot")
    with pytest.raises(DataError, match='found "a lot"'):
        run_odds(request_of)


def test_separated_rows_in_files(monkeypatch, request_of, table):
    """A group all of whom have the outcome: Firth's penalty, with the rows in memory after all."""
    y, place = table["y"].to_numpy(), np.array(table["place"].to_pylist())
    changed = table.set_column(0, "y", pa.array(np.where(place == "east", 1, y).astype("int8")))
    pq.write_table(changed, request_of.data)
    whole, parts = both(monkeypatch, replace(request_of, predictors=("x", "place")))
    assert parts.adjusted.estimator == whole.adjusted.estimator == "firth"
    compare(numbers_of(parts), numbers_of(whole))
