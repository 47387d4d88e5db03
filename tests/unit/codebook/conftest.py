"""The code list that is shipped."""

from pathlib import Path

import pytest
from tests.unit.codebook.versioned_list import HEADER, LIST

from thuiszitters.codebook import codebook_from_text, read_codebook

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def capj():
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")


@pytest.fixture
def versioned(delivery):
    """A delivery coded with a list that has three versions."""
    delivery.codebook = codebook_from_text(HEADER + LIST, "eigen", "eigen.csv")
    delivery.cohort["codebook_version"] = "2014"
    return delivery.write("classifications", "nummer;code\n001;A101\n002;A103\n")
