"""A small delivery of three files; a test spoils one thing in it and reads the sentence."""

from pathlib import Path

import pytest
from tests.unit.intake.delivery import Delivery, written_in

from thuiszitters.codebook import Codebook, read_codebook

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def capj() -> Codebook:
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")


@pytest.fixture
def delivery(tmp_path: Path, capj: Codebook) -> Delivery:
    return written_in(tmp_path, capj)
