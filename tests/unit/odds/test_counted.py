"""Equal rows as one record: the same numbers, notices and sentences as row by row."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from thuiszitters.base.errors import AnalysisError
from thuiszitters.odds import counted, reading, request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.reading import read_columns

N_ROWS = 600
FORMATS = ("csv", "parquet", "sav", "csv parts", "parquet parts")


@pytest.fixture
def count(monkeypatch):
    """Count rows from the first one on."""

    def counting() -> None:
        monkeypatch.setattr(counted, "FEW_ROWS", 0)
        monkeypatch.setattr(reading, "FEW_BYTES", 0)

    return counting


def _frame() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    age = rng.integers(10, 14, N_ROWS).astype(float)
    smoke = np.where(rng.random(N_ROWS) < 0.4, "yes", "no").astype(object)
    place = rng.choice(["north", "south", "NA", ""], N_ROWS, p=[0.5, 0.3, 0.1, 0.1])
    risk = -1.0 + 0.2 * (age - 12) + 0.8 * (smoke == "yes")
    outcome = (rng.random(N_ROWS) < 1 / (1 + np.exp(-risk))).astype(float)
    outcome[::50] = np.nan
    school = rng.integers(1, 9, N_ROWS)
    return pd.DataFrame(
        {"y": outcome, "age": age, "smoke": smoke, "place": place, "school": school, "n": 2}
    )


def _written(frame: pd.DataFrame, folder, form: str) -> str:
    kind, parts = form.split()[0], 3 if form.endswith("parts") else 1
    place = folder / ("rows" if parts > 1 else f"rows.{kind}")
    if parts > 1:
        place.mkdir()
    pieces = np.array_split(np.arange(len(frame)), parts)
    for number, rows in enumerate(pieces):
        piece, path = frame.iloc[rows], place / f"{number}.{kind}" if parts > 1 else place
        if kind == "csv":
            piece.to_csv(path, index=False)
        elif kind == "parquet":
            piece.to_parquet(path, row_group_size=100)
        else:
            pyreadstat = pytest.importorskip("pyreadstat")
            pyreadstat.write_sav(piece, str(path))
    return str(place)


def _result(data: str, **options):
    request = request_from(data, "y", ["age", "smoke", "place"], **options)
    result = run_odds(request)
    fits = [result.adjusted, *result.crude]
    numbers = [
        (term.log_odds, term.std_error, term.ci_low, term.ci_high, term.p_value)
        for fit in fits
        for term in fit.terms
    ]
    return numbers, [one.said("en") for one in result.notices], result.specs


def same_refusal(request, count):
    """What is said of rows, after seeing that the same is said of their counts."""
    with pytest.raises(AnalysisError) as rows:
        run_odds(request)
    count()
    with pytest.raises(AnalysisError) as records:
        run_odds(request)
    assert str(records.value) == str(rows.value)
    return str(rows.value)


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("options", [{}, {"cluster": "school"}, {"counts": "n"}], ids=str)
def test_numbers_and_notices_are_those_of_the_rows(tmp_path, count, form, options):
    data = _written(_frame(), tmp_path, form)
    rows = _result(data, **options)
    count()
    assert read_columns(data, ["y", "age", "smoke", "place"]).n_records < N_ROWS / 5
    records = _result(data, **options)
    np.testing.assert_allclose(records[0], rows[0], rtol=1e-9, atol=1e-12)
    assert records[1:] == rows[1:]


@pytest.mark.thorough
def test_imputed_numbers_are_those_of_the_rows(tmp_path, count):
    data = _written(_frame(), tmp_path, "parquet")
    rows = _result(data, impute=True)
    count()
    records = _result(data, impute=True)
    np.testing.assert_allclose(records[0], rows[0], rtol=1e-9, atol=1e-12)
    assert records[1:] == rows[1:]


@pytest.mark.parametrize("form", FORMATS)
def test_rows_are_named_as_they_stand_in_the_file(tmp_path, count, form):
    frame = _frame()
    frame["age"] = frame["age"].astype(object)
    frame["age"] = frame["age"].map(str)
    frame.loc[[7, 411], "age"] = "unknown"
    frame.loc[5, "n"] = -1
    data = _written(frame, tmp_path, form)
    request = request_from(data, "y", ["age", "smoke"], numeric=["age"], counts="n")
    assert "2 of 600 cells are not a number" in same_refusal(request, count)


def test_empty_rows_of_a_text_file_are_no_rows(tmp_path, count):
    path = tmp_path / "t.csv"
    lines = ["y,x", *["0,1", "1,2", ",", "1,1", "0,2"] * 20, "1,3.5z", "0,3.5z"]
    path.write_text("\n".join(lines) + "\n")
    request = request_from(str(path), "y", ["x"], numeric=["x"])
    assert "(rows 102 and 103)" in same_refusal(request, count)


def test_categories_keep_the_order_of_the_file_when_they_are_counted(tmp_path, count):
    order = ["small", "large", "huge"]
    size = pd.Categorical(["large", "small"] * (N_ROWS // 2), categories=order)
    data = _written(_frame().assign(size=size), tmp_path, "parquet")
    count()
    assert read_columns(data, ["size"]).columns["size"].texts == ("small", "large")


@pytest.mark.thorough
def test_columns_of_which_every_row_differs_stay_rows(tmp_path, count):
    rng = np.random.default_rng(1)
    frame = _frame().assign(place=rng.normal(size=N_ROWS))
    for form in ("csv", "parquet", "sav"):
        data = _written(frame, tmp_path, form)
        rows = _result(data)
        count()
        records = _result(data)
        np.testing.assert_allclose(records[0], rows[0], rtol=1e-9)
        assert records[1:] == rows[1:]


def test_names_that_differ_in_capitals_only_are_two_columns(tmp_path, count):
    table = pa.table({"y": [0, 1] * 50, "a": [0, 1, 1, 0] * 25, "A": [1, 1, 0, 0] * 25})
    pq.write_table(table, tmp_path / "t.parquet")
    count()
    columns = read_columns(str(tmp_path / "t.parquet"), ["y", "A"]).columns
    assert columns["A"].texts[columns["A"].codes[0]] == "1"


def test_large_parquet_is_read_without_pandas(tmp_path):
    """It takes as much memory as a million pupils; the database and Arrow do not need it."""
    for name, values in {"different": np.arange(40) / 3, "equal": np.arange(40) % 2}.items():
        pq.write_table(pa.table({"y": [0, 1] * 20, "x": values}), tmp_path / f"{name}.parquet")
    code = (
        "import sys\nfrom thuiszitters.odds import counted\n"
        "from thuiszitters.odds.reading import read_columns\ncounted.FEW_ROWS = 0\n"
        "n = [read_columns(name, ['y', 'x']).n_records for name in sys.argv[1:]]\n"
        "print(*n, 'pandas' in sys.modules)"
    )
    names = ("different.parquet", "equal.parquet")
    done = subprocess.run(
        [sys.executable, "-c", code, *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["40", "2", "False"]


def test_first_rows_are_as_many_combinations_as_arrow_finds(tmp_path):
    rng = np.random.default_rng(4)

    def column(values, kind=None):
        return pa.array(values.tolist(), kind, mask=rng.random(N_ROWS) < 0.1)

    table = pa.table(
        {
            "number": column(rng.integers(0, 3, N_ROWS) / 7),
            "mark": column(rng.random(N_ROWS) < 0.5),
            "text": column(rng.choice(["a", "b", ""], N_ROWS)),
            "category": column(rng.choice(["a", "b"], N_ROWS)).dictionary_encode(),
            "day": column(rng.integers(0, 3, N_ROWS), pa.date32()),
            "nothing": pa.nulls(N_ROWS),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=170)
    for wanted in (*([name] for name in table.column_names), table.column_names):
        expected = table.group_by(wanted).aggregate([]).num_rows
        found = counted._first_combinations([tmp_path / "t.parquet"], wanted)
        assert found == (N_ROWS, expected)
