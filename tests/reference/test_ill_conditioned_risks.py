"""Risks of a number with a mean of 1e8 standard deviations, against R on the centred column."""

import csv
from pathlib import Path

from thuiszitters.verify.cases import shipped_cases
from thuiszitters.verify.comparison import compare

HERE = Path(__file__).parent / "ill_conditioned_risks"


def test_verify_holds_the_numbers_of_r_and_ours_equal_them():
    (case,) = (one for one in shipped_cases() if one.name == "ill_conditioned_risks")
    assert Path(case.request.data).read_text() == (HERE / "data.csv").read_text()
    with (HERE / "expected.csv").open() as file:
        rows = [(*list(row.values())[:3], float(row["value"])) for row in csv.DictReader(file)]
    held = [(one.predictor, one.level, one.quantity, one.value) for one in case.expected]
    assert held == rows
    assert len(held) == 22
    # Rounding of one double: far below the tolerance of verify, 1e-7.
    assert max(one.difference for one in compare(case)) < 1e-12
