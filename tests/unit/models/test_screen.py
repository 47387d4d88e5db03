"""The code-wide screen."""

import numpy as np
import pandas as pd

from thuiszitters.models.screen import screen_codes


def code_table(rng, effect, share, n=400):
    has = rng.random(n) < share
    outcome = rng.random(n) < 1 / (1 + np.exp(1.5 - effect * has))
    words = pd.array(np.where(has, "yes", "no"), dtype="str")
    return pd.DataFrame({"has_code": words, "outcome": outcome.astype("int8")})


def test_the_screen_orders_codes_by_prevalence_times_strength():
    rng = np.random.default_rng(6)
    tables = {
        "A100": code_table(rng, 1.5, 0.3),
        "B200": code_table(rng, 0.0, 0.3),
        "C300": code_table(rng, 1.5, 0.005),
    }
    found = screen_codes(tables, [])
    assert found["code"].tolist() == ["A100", "B200"]
    assert (found["q_value"] >= found["p_value"]).all()
    assert (found["ci_low"] < found["odds_ratio"]).all()
