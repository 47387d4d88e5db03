"""The same table in every format gives the same columns."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.errors import AnalysisError
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.reading import read_columns

COLUMNS = ("y", "age", "race", "smoke")
FRAME = pd.DataFrame(
    {
        "y": [0, 1, 1, 0, 0, 1, 0, 1],
        "age": [10.5, 11, None, 12, 13, 9, 8.25, 10],
        "race": ["white", "black", "white", "other", "white", "black", "other", "white"],
        "smoke": [True, False, False, True, True, False, True, False],
    }
)


def _written(frame: pd.DataFrame, path) -> str:
    text = frame.assign(smoke=frame["smoke"].map({True: "true", False: "false"}))
    suffix = path.suffix
    if suffix == ".parquet":
        frame.to_parquet(path)
    elif suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif suffix in {".sav", ".dta"}:
        pyreadstat = pytest.importorskip("pyreadstat")
        write = pyreadstat.write_sav if suffix == ".sav" else pyreadstat.write_dta
        write(text, str(path))
    elif suffix == ".tsv":
        text.to_csv(path, index=False, sep="\t", encoding="utf-16")
    else:
        text.to_csv(path, index=False)
    return str(path)


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.parquet", "t.xlsx", "t.sav", "t.dta"])
def test_a_table_is_the_same_in_every_format(tmp_path, name):
    table = read_columns(_written(FRAME, tmp_path / name), COLUMNS)
    ages = table.columns["age"]
    numbers = np.append(ages.numbers, np.nan)[ages.codes]
    np.testing.assert_array_equal(numbers, FRAME["age"].to_numpy())
    race = table.columns["race"]
    assert [race.texts[code] for code in race.codes] == FRAME["race"].tolist()
    smoke = table.columns["smoke"]
    yes = [smoke.texts[code].lower() in {"true", "1"} for code in smoke.codes]
    assert yes == FRAME["smoke"].tolist()


def test_a_semicolon_and_windows_letters_are_understood(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("y;naam\n0;café\n1;thé\n".encode("cp1252"))
    assert read_columns(str(path), ["y", "naam"]).columns["naam"].texts == ("café", "thé")


def test_categories_keep_the_order_of_the_file(tmp_path):
    order = ["small", "large", "huge"]
    frame = FRAME.assign(size=pd.Categorical(["large", "small"] * 4, categories=order))
    frame.to_parquet(tmp_path / "t.parquet")
    result = run_odds(request_from(str(tmp_path / "t.parquet"), "y", ["size"]))
    assert result.specs[0].levels == ("small", "large")


def test_a_folder_of_parquet_parts_is_one_table(tmp_path):
    for part in range(3):
        FRAME.to_parquet(tmp_path / f"{part}.parquet")
    assert read_columns(str(tmp_path), ["y"]).n_rows == 24


def test_dates_are_no_predictor(tmp_path):
    frame = FRAME.assign(born=pd.Timestamp("2010-01-01"))
    frame.to_parquet(tmp_path / "t.parquet")
    with pytest.raises(AnalysisError) as caught:
        run_odds(request_from(str(tmp_path / "t.parquet"), "y", ["born"]))
    assert "holds dates. Allowed: numbers or groups." in str(caught.value)


def test_a_column_of_lists_is_refused_by_its_type(tmp_path):
    FRAME.assign(many=[[1]] * 8).to_parquet(tmp_path / "t.parquet")
    with pytest.raises(AnalysisError) as caught:
        read_columns(str(tmp_path / "t.parquet"), ["many"])
    assert "holds values of type list" in str(caught.value)


def test_half_a_parquet_file_is_refused(tmp_path):
    path = tmp_path / "t.parquet"
    FRAME.to_parquet(path)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(AnalysisError, match="this is not a whole Parquet file"):
        read_columns(str(path), ["y"])


def _labelled(path, values: list[float], labels: dict[float, str]) -> str:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pd.DataFrame({"y": [0.0, 1.0] * (len(values) // 2), "x": values})
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"x": labels})
    return str(path)


@pytest.mark.thorough
def test_value_labels_are_groups_in_the_order_of_their_values(tmp_path):
    data = _labelled(tmp_path / "t.sav", [1, 2, 3, 2, 1, 3, 3, 1], {1: "vmbo", 2: "havo", 3: "vwo"})
    result = run_odds(request_from(data, "y", ["x"]))
    assert result.specs[0].levels == ("vmbo", "havo", "vwo")


def test_a_reference_may_be_named_by_the_value_behind_a_label(tmp_path):
    data = _labelled(tmp_path / "t.sav", [1, 2, 3, 2, 1, 3, 3, 1], {1: "vmbo", 2: "havo", 3: "vwo"})
    result = run_odds(request_from(data, "y", ["x"], reference=["x=2"]))
    assert result.specs[0].reference == "havo"


def test_a_labelled_number_among_numbers_is_pointed_out(tmp_path):
    data = _labelled(tmp_path / "t.sav", [12, 13.5, 99, 14, 15, 12, 11, 99], {99: "onbekend"})
    result = run_odds(request_from(data, "y", ["x"]))
    assert [one.said("en") for one in result.notices] == [
        (
            'x: the file labels 99 as "onbekend", which is used as a number here. If it means not '
            "known, say --missing x=99."
        )
    ]
    without = run_odds(request_from(data, "y", ["x"], missing=["x=99"]))
    assert without.adjusted.summary.n_obs == 6


def test_texts_that_mean_missing_are_the_users(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("y,x\n" + "0,NA\n1,geen\n1,wel\n0,wel\n1,NA\n0,geen\n")
    usual = run_odds(request_from(str(path), "y", ["x"]))
    assert usual.specs[0].levels == ("geen", "wel")
    none = run_odds(request_from(str(path), "y", ["x"], missing=[""]))
    assert none.specs[0].levels == ("geen", "NA", "wel")
    named = run_odds(request_from(str(path), "y", ["x"], missing=["NA", "x=geen"]))
    assert named.specs[0].levels == ("wel",)


def test_texts_that_mean_missing_are_found_among_numbers(tmp_path):
    path = tmp_path / "t.parquet"
    pd.DataFrame({"y": [0, 1] * 4, "x": [1.5, 99, 2, 3, 99.0, 4, 5.5, 1]}).to_parquet(path)
    result = run_odds(request_from(str(path), "y", ["x"], missing=["NA", "x=99"]))
    assert result.adjusted.summary.n_obs == 6
    assert read_columns(str(path), ["x"]).columns["x"].texts[:3][1] == "99"
