"""Six pupils of whom one has missing values, and a plan of two predictors."""

import numpy as np
import pandas as pd

from thuiszitters.base.text import Text
from thuiszitters.plan.analysis import Plan, PredictorSpec
from thuiszitters.plan.estimation import EstimationSpec

_TEXT = Text("Proef", "Trial")


def plan_of_two() -> Plan:
    girl = PredictorSpec("girl", _TEXT, "binary", ("no", "yes"))
    age = PredictorSpec("age_years", _TEXT, "numeric")
    return Plan("proef", _TEXT, _TEXT, None, (), (girl, age), (), EstimationSpec())


def six_pupils() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "pupil_id": ["a", "b", "c", "d", "e", "f"],
            "outcome": np.array([1, 0, 1, 0, 0, 1], dtype="int8"),
            "girl": pd.Series(["yes", "no", "yes", None, "no", "no"], dtype="str"),
            "age_years": [12.0, 13.0, 12.0, np.nan, 13.0, 14.0],
        }
    )
