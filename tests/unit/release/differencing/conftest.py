"""Fixtures of this folder."""

import pytest
from tests.unit.release.differencing.earlier_releases import keep_release


@pytest.fixture
def kept(tmp_path):
    return keep_release(tmp_path)
