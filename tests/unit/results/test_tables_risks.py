"""Declared columns of risks."""

from thuiszitters.results.schema import Role
from thuiszitters.results.tables_risks import FRACTIONS, RISKS, with_ends


def test_a_number_and_its_ends_have_one_unit_and_one_role():
    columns = with_ends("risk", "Risico", "Risk", "probability")
    assert [column.name for column in columns] == ["risk", "risk_low", "risk_high"]
    assert {(column.role, column.unit) for column in columns} == {(Role.CONTRAST, "probability")}
    assert [column.meaning.en for column in columns][1:] == [
        "Risk: lower end of interval", "Risk: upper end of interval",
    ]  # fmt: skip


def test_a_fraction_is_suppressed_as_one_and_a_risk_as_a_contrast():
    assert "fraction_high" in FRACTIONS.of_role(Role.FRACTION)
    assert "difference_p" in RISKS.of_role(Role.CONTRAST)
    assert "fraction" not in FRACTIONS.of_role(Role.CONTRAST)
