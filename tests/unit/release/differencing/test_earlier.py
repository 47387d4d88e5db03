"""Two releases of the same cohort together give no pupil away."""

import pandas as pd
import pytest
from tests.unit.release.differencing.earlier_releases import ONE_FEWER, two
from tests.unit.release.made_tables import (
    COHORT_COUNTS,
    COUNT_5,
    OPENSAFELY,
    RULE_OF_10,
    model_tables,
    tables_of,
)

from thuiszitters.release import release_results
from thuiszitters.release.differencing.earlier import DIFFERS, Earlier


@pytest.mark.thorough
def test_the_reason_is_said_in_both_languages():
    from thuiszitters.language import say

    _, released = two(RULE_OF_10, ONE_FEWER)
    assert f"suppressed|rule={DIFFERS}" in set(released.judged["risks"]["reason"])
    for language in ("nl", "en"):
        assert say(f"word.rule.{DIFFERS}", language)


@pytest.mark.thorough
@pytest.mark.parametrize("profile", [RULE_OF_10, COUNT_5, OPENSAFELY], ids=lambda p: p.name)
def test_the_same_results_may_leave_again_as_they_are(profile):
    """Also those of a model whose counts are hidden, because few pupils are not in it."""
    tables = tables_of(COHORT_COUNTS)
    fewer = {"girl": {"no": (178, 30), "yes": (140, 32)}, "profile": COHORT_COUNTS["profile"]}
    tables |= model_tables(fewer, (318, 62))
    first = release_results(tables, profile)
    before = Earlier("before", first.tables, profile.round_to)
    again = release_results(tables, profile, earlier=[before])
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)
