"""Fixtures of this folder."""

import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, tables_of


@pytest.fixture
def tables():
    return tables_of(COHORT_COUNTS)
