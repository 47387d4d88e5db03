"""The sentence about a value extremely far from all others, in both languages."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.request import OddsRequest


def said(path, table, language="en", **given):
    table.to_csv(path, index=False)
    request = OddsRequest(str(path), "y", ("age", "group"), numbers=frozenset({"age"}), **given)
    return [one.said(language) for one in run_odds(request).notices]


@pytest.fixture
def table():
    rng = np.random.default_rng(4)
    age = np.round(rng.normal(14.0, 2.0, 200), 1)
    return pd.DataFrame(
        {"age": age, "group": rng.integers(0, 2, 200), "y": rng.random(200) < 0.1 + age / 40}
    ).astype({"y": int})


def test_a_typing_error_is_counted_in_both_languages_and_not_printed(tmp_path, table):
    table.loc[[3, 8], "age"] = [9999.0, 1400.0]
    english = said(tmp_path / "t.csv", table)
    dutch = said(tmp_path / "t.csv", table, "nl")
    assert [one for one in english if one.startswith("age: 2 rows with a value extremely far")]
    assert [one for one in dutch if one.startswith("age: 2 rijen met een waarde die extreem ver")]
    assert not [one for one in english + dutch if "9999" in one or "1400" in one]


def test_a_code_of_ten_rows_is_named_with_what_to_say(tmp_path, table):
    table.loc[:9, "age"] = 999.0
    (one,) = [one for one in said(tmp_path / "t.csv", table) if "extremely far" in one]
    assert one == (
        "age: 10 rows with the value 999, extremely far from all others. If it means not known, "
        "say --missing age=999."
    )
    table.loc[9, "age"] = 14.0
    (one,) = [one for one in said(tmp_path / "t.csv", table) if "extremely far" in one]
    assert one.startswith("age: 9 rows with a value extremely far")


def test_with_counts_it_is_the_pupils_who_must_be_ten(tmp_path, table):
    table["n"] = 1
    table.loc[3, ["age", "n"]] = [9999.0, 10]
    (one,) = [one for one in said(tmp_path / "t.csv", table, counts="n") if "extremely" in one]
    assert one.startswith("age: 1 row with the value 9999")


def test_a_row_without_an_outcome_is_not_counted(tmp_path, table):
    table = table.astype({"y": float})
    table.loc[3, ["age", "y"]] = [9999.0, np.nan]
    assert not [one for one in said(tmp_path / "t.csv", table) if "extremely far" in one]


def test_ordinary_numbers_are_no_alarm(tmp_path, table):
    assert not [one for one in said(tmp_path / "t.csv", table) if "extremely far" in one]
