"""A number with a mean of 1e7 and 1e8 standard deviations, against R on the centred column."""

import csv
from pathlib import Path

from thuiszitters.verify.cases import shipped_cases
from thuiszitters.verify.comparison import compare

HERE = Path(__file__).parent / "ill_conditioned_risks"


def test_verify_holds_the_numbers_of_r_and_ours_equal_them():
    held = []
    for file, part in (("estimates.csv", "adjusted"), ("expected.csv", "risk")):
        with (HERE / file).open() as rows:
            held += [(part, *row.values()) for row in csv.DictReader(rows)]
    assert len(held) == 30
    cases = {one.name: one for one in shipped_cases()}
    data = {"ill_conditioned_risks": "data.csv", "ill_conditioned_1e7": "data_1e7.csv"}
    for name, file in data.items():
        case = cases[name]
        assert Path(case.request.data).read_text() == (HERE / file).read_text()
        assert held == [
            (one.part, one.predictor, one.level, one.quantity, f"{one.value:.15g}")
            for one in case.expected
        ]
        # Rounding of one double and of uniroot: far below the tolerances of verify.
        assert max(one.difference for one in compare(case)) < 1e-11
