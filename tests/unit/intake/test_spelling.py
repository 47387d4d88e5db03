"""Codes as people type them."""

import pytest


@pytest.mark.thorough
@pytest.mark.parametrize("typed", ["A 103", "a103", "A1O3", "A103.", "A.103", "A-1o3", "al03"])
def test_a_code_as_people_type_it_is_the_code_and_is_counted(delivery, typed):
    delivery.write("classifications", f"nummer;code\n001;{typed}\n001;D405\n002;A202\n")
    source = delivery.read()
    assert sorted(source.classifications["code"]) == ["A103", "A202", "D405"]
    assert source.intake["files"]["classifications"]["respelled"] == {"code": 1}


@pytest.mark.thorough
def test_codes_that_are_written_well_are_not_counted(delivery):
    assert "respelled" not in delivery.read().intake["files"]["classifications"]


@pytest.mark.thorough
@pytest.mark.parametrize("unknown", ["refuse", "count"])
def test_a_code_that_may_be_two_is_refused(delivery, unknown):
    label = {"label": {"nl": "Eigen", "en": "Own"}}
    delivery.cohort.update(local_codes={"XO1": label, "X01": label}, unknown_codes=unknown)
    delivery.write("classifications", "nummer;code\n001;x-Ol\n002;x01\n")
    assert delivery.sentences() == [
        (
            'codes.csv: column "code": "x-Ol" may be X01 or XO1 (row 2). Allowed: one of these '
            "codes, as the list writes it. Correct the file."
        )
    ]
