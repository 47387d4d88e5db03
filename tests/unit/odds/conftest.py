from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "reference"


@pytest.fixture
def birthwt() -> str:
    return str(REFERENCE / "birthwt/data.csv")


@pytest.fixture
def sex2() -> str:
    return str(REFERENCE / "sex2/data.csv")


@pytest.fixture
def ohio() -> str:
    return str(REFERENCE / "ohio/data.csv")
