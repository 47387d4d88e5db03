"""What the methods say of intervals."""

from dataclasses import replace

from tests.report.methods_told import keys, with_columns


def test_profile_intervals_are_told_only_where_odds_ratios_have_them(released):
    plain = released["quine"]
    assert set(plain.estimates["interval"].dropna()) == {"profile"}
    assert "interval.profile" in keys(plain)
    assert "interval.pooled" not in keys(plain)


def test_pooled_odds_ratios_are_said_to_be_rubins_and_not_profile(released):
    told = keys(released["line"])
    assert {"interval.pooled", "interval.pooled_factor", "missing.imputed"} <= told
    assert "interval.profile" not in told
    assert not any("estimation.interval" in key for key in told)


def test_the_plans_interval_is_not_told_when_another_was_used(released):
    spec = replace(released["quine"].study.estimation, interval="profile")
    study = replace(released["quine"].study, estimation=spec)
    wald = replace(with_columns(released["quine"], interval="wald"), study=study)
    assert "interval.wald" in keys(wald)
    assert "interval.profile" not in keys(wald)
