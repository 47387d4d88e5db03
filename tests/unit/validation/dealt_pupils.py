"""Pupils for cross-validation."""

import numpy as np
import pandas as pd

from thuiszitters.plan import PredictorSpec, text


def yes_no(name):
    return PredictorSpec(name, text(name), "binary", ("no", "yes"))


def patterns_of(log_odds, n, seed):
    """Pupils with two yes/no predictors, drawn from log odds as a function of both."""
    rng = np.random.default_rng(seed)
    first, second = rng.random((2, n)) < 0.5
    outcome = rng.random(n) < 1.0 / (1.0 + np.exp(-log_odds(first, second)))
    frame = pd.DataFrame({"outcome": outcome.astype(int), "first": first, "second": second})
    for name in ("first", "second"):
        frame[name] = np.where(frame[name], "yes", "no")
    return (
        frame.groupby([*frame.columns], as_index=False).size().rename(columns={"size": "n_pupils"})
    )
