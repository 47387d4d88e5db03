"""The code list that is shipped."""

from pathlib import Path

import pytest

from thuiszitters.codebook import read_codebook

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def capj():
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")
