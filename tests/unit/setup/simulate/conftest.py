"""Fixtures of this folder."""

import pytest
from tests.unit.setup.simulate.demo import load

from thuiszitters.setup.simulate import simulate_extract, simulation_spec


@pytest.fixture(scope="session")
def truth():
    return simulation_spec(load("simulation"))


@pytest.fixture(scope="session")
def extract(truth):
    return simulate_extract(truth, load("config")["seed"])
