"""How far a cohort is from an earlier one."""

from thuiszitters.setup.check import drift_between


def test_a_cohort_does_not_drift_from_itself_but_from_another(quine):
    assert all(row["standardised_difference"] in (0.0, None) for row in drift_between(quine, quine))
    rows = [dict(row) for row in quine["characteristics"]]
    for row in rows:
        if row["predictor"] == "male" and row["row"] == "level":
            row["n_pupils"] = 100 if row["level"] == "yes" else 46
    first = drift_between({"characteristics": rows}, quine)[0]
    assert first["predictor"] == "male"
    assert abs(first["standardised_difference"]) > 0.4
