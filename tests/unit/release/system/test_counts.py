"""Counts are collected once, and every group is one of a split."""

import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, counted_pair, model_tables, tables_of

from thuiszitters.release.system.counts import COHORT, EVERYONE, Group, Quantity, counts_of
from thuiszitters.release.system.universes import with_universe
from thuiszitters.results.tables_models import ESTIMATES


@pytest.fixture(scope="module")
def counts():
    return counts_of(*counted_pair(COHORT_COUNTS))


def test_a_model_of_every_pupil_has_no_groups_of_its_own(counts):
    assert {group.universe for group in counts.pupils} == {COHORT}
    own = Group("main", "girl", "yes")
    assert counts.same(own) == Group(COHORT, "girl", "yes")


def test_a_model_of_fewer_pupils_has():
    fewer = {"girl": {"no": (100, 20), "yes": (90, 25)}}
    estimates = with_universe(ESTIMATES, model_tables(fewer, (190, 45))["estimates"], frozenset())
    counts = counts_of(tables_of(COHORT_COUNTS)["characteristics"], estimates)
    own = Group("main", "girl", "yes")
    assert counts.same(own) == own
    assert counts.pupils[counts.total("main")] == 190
    assert ("main", "girl") in counts.splits()
    assert (COHORT, EVERYONE) not in counts.splits()


def test_pupils_without_the_outcome_follow_from_the_other_two(counts):
    girls = Group(COHORT, "girl", "yes")
    found = {one: counts.value(Quantity(girls, one)) for one in ("n_pupils", "n_non_events")}
    assert found == {"n_pupils": 140, "n_non_events": 140 - 32}
