"""A small cohort with every kind of predictor; folders with fixtures of their own override it."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.plan import BlockSpec, EstimationSpec, ModelSpec, Plan, PredictorSpec, text

SPECS = (
    PredictorSpec("worried", text("Worried"), "binary", ("no", "yes")),
    PredictorSpec("school", text("School"), "factor", ("small", "middle", "large")),
    PredictorSpec("age_years", text("Age"), "numeric", per=5.0),
)


@pytest.fixture
def specs():
    return SPECS


@pytest.fixture
def pupils():
    """300 pupils, one row each; a few cells are missing."""
    rng = np.random.default_rng(20)
    n = 300
    worried = rng.random(n) < 0.4
    school = rng.choice(["small", "middle", "large"], size=n)
    age = rng.integers(8, 18, size=n).astype(float)
    eta = -1.5 + 0.9 * worried + 0.5 * (school == "large") + 0.08 * (age - 13)
    table = pd.DataFrame(
        {
            "outcome": (rng.random(n) < 1 / (1 + np.exp(-eta))).astype("int8"),
            "worried": pd.array(np.where(worried, "yes", "no"), dtype="str"),
            "school": pd.array(school, dtype="str"),
            "age_years": age,
            "n_pupils": 1,
        }
    )
    table.loc[[3, 50], "worried"] = None
    table.loc[[7], "age_years"] = np.nan
    return table


@pytest.fixture
def plan(specs):
    names = tuple(spec.name for spec in specs)
    blocks = (
        BlockSpec("background", text("Background"), ("school", "age_years")),
        BlockSpec("problems", text("Problems"), ("worried",)),
    )
    model = ModelSpec("main", text("Main"), names, blocks=blocks)
    return Plan(
        name="plan",
        title=text("Plan"),
        question=text("Question"),
        codebook=None,
        constructs=(),
        predictors=specs,
        models=(model,),
        estimation=EstimationSpec(),
    )


@pytest.fixture
def gaps(pupils):
    """A third of the ages, a tenth of the worries and some schools are missing."""
    rng = np.random.default_rng(8)
    pupils.loc[rng.random(len(pupils)) < 0.3, "age_years"] = np.nan
    pupils.loc[rng.random(len(pupils)) < 0.1, "worried"] = None
    pupils.loc[rng.random(len(pupils)) < 0.1, "school"] = None
    return pupils


@pytest.fixture
def schools(gaps):
    return gaps.assign(site=[f"s{i % 25}" for i in range(len(gaps))])
