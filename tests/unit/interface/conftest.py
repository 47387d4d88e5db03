"""The quine table that comes with the program, as frames."""

import matplotlib as mpl
import pandas as pd
import pytest

from thuiszitters.verify.cases import shipped_cases

mpl.use("Agg")
PREDICTORS = ["aboriginal", "male", "slow_learner", "age_group"]


@pytest.fixture(scope="session")
def path():
    return shipped_cases()[1].request.data


@pytest.fixture
def frame(path):
    return pd.read_csv(path)
