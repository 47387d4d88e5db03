"""Firth under complete separation of more than 200 pupils, as `verify` holds it."""

import csv
from pathlib import Path

import pytest

from thuiszitters.verify.cases import shipped_cases
from thuiszitters.verify.comparison import compare

HERE = Path(__file__).parent / "separated_above_200"


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["separated_ordered", "separated_normal"])
def test_verify_holds_the_numbers_of_r_and_ours_equal_them(name):
    (case,) = (one for one in shipped_cases() if one.name == name)
    assert Path(case.request.data).read_text() == (HERE / f"{name}.csv").read_text()
    with (HERE / "expected.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["case"] == name]
    held = [(one.quantity, f"{one.value:.15g}") for one in case.expected]
    assert held == [(row["quantity"], row["value"]) for row in rows]
    # uniroot to 1e-14 on both sides; 3e-11 of the odds' logarithm is left of it.
    assert max(one.difference for one in compare(case)) < 1e-9
