"""Whether one step of a number suits its range."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.logit import fit_design
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.odds.steps import about_steps
from thuiszitters.plan import PredictorSpec


def fitted(scale):
    """A number whose odds ratio is the same whatever its unit."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=400)
    outcome = (rng.random(400) < 1 / (1 + np.exp(-x))).astype("int8")
    table = pd.DataFrame({"outcome": outcome, "x": x * scale, "n_pupils": 1})
    spec = PredictorSpec("x", Text("x", "x"), "numeric")
    return fit_design(design_from_patterns(table, [spec]))


def test_a_step_that_suits_needs_no_word():
    assert about_steps(fitted(1.0)) == []


@pytest.mark.parametrize("scale", [1e-3, 1e5], ids=["too long", "too short"])
def test_a_step_that_cannot_be_read_comes_with_one_that_can(scale):
    (said,) = about_steps(fitted(scale))
    assert f"{scale:g}".rstrip("0") or said
    assert f"{scale:g}" in said.said("en") or f"{10 * scale:g}" in said.said("en")
