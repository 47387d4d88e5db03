"""Natural effects beside R."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.reference.decomposed import design

from thuiszitters.effects.bootstrap import bca_interval
from thuiszitters.effects.mediation import natural_effects
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text


def test_the_bca_formula_equals_boot(published):
    fixed = published["bca"]
    influence = np.array(fixed["L"])
    ends = bca_interval(fixed["t0"], np.array(fixed["t"]), influence, np.ones(len(influence)))
    np.testing.assert_allclose(ends, fixed["ends"], rtol=1e-9)


@pytest.mark.thorough
def test_natural_effects_equal_r_and_their_intervals_lie_within_bootstrap_noise(
    published, mediated
):
    columns = design(mediated, "smoke", "ptl01", "age", "lwt")
    ours = natural_effects(
        columns, "smoke=yes", "ptl01", np.random.default_rng(2), n_resamples=4000
    )
    effects = (ours.total, ours.direct, ours.indirect)
    np.testing.assert_allclose([e.estimate for e in effects], published["natural"], rtol=1e-6)
    for effect, (low, high) in zip(effects, published["natural_bca"], strict=True):
        # 4,000 resamples here and 2,000 there: an end is good to about 4 % of the width.
        margin = 0.06 * (high - low)
        np.testing.assert_allclose([effect.low, effect.high], [low, high], atol=margin)


def test_natural_effects_of_a_number_compare_one_unit_more_with_as_observed(case, mediated):
    # R: numeric_decomposition.R, age per 5 years; 0 against 1 for everyone is another number.
    found = case("birthwt").folder.parent / "birthwt_more/numeric_decomposition.json"
    names = ("age", "smoke", "lwt", "ui")
    specs = [
        PredictorSpec(name, text(name), "numeric", per=5.0 if name == "age" else 1.0)
        if name in ("age", "lwt")
        else PredictorSpec(name, text(name), "binary", ("no", "yes"))
        for name in names
    ]
    columns = design_from_patterns(mediated, specs)
    ours = natural_effects(columns, "age", "smoke", np.random.default_rng(2), n_resamples=200)
    effects = (ours.total, ours.direct, ours.indirect)
    expected = json.loads(found.read_text())["natural"]
    np.testing.assert_allclose([e.estimate for e in effects], expected, rtol=1e-8)
    for effect in effects:
        assert effect.low < effect.estimate < effect.high


def test_a_mediator_with_three_levels_is_refused_in_words(case):
    loaded = case("birthwt")
    columns = design_from_patterns(loaded.patterns, loaded.specs[2:4])
    ours = natural_effects(columns, "smoke", "race", np.random.default_rng(1), n_resamples=10)
    assert (ours.status, ours.reason) == (
        "not_estimated",
        "mediator_not_two_levels|mediator=race",
    )


def test_natural_effects_of_a_separated_model_use_flic_and_say_so(case):
    # R: separated_decomposition.R. Firth's own intercept would give risks that do not add up.
    found = case("birthwt").folder.parent / "birthwt_more/separated_decomposition.json"
    reference = json.loads(found.read_text())
    rows = [
        (*({0: "no", 1: "yes"}[row[name]] for name in "xz"), outcome, n)
        for row in reference["data"]
        for outcome, n in ((1, row["events"]), (0, row["n"] - row["events"]))
        if n
    ]
    mediated = pd.DataFrame(rows, columns=["x", "z", "outcome", "n_pupils"])
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in "xz"]
    columns = design_from_patterns(mediated, specs)
    ours = natural_effects(columns, "x=yes", "z", np.random.default_rng(2), n_resamples=200)
    effects = (ours.total, ours.direct, ours.indirect)
    # brglm2 and uniroot stop at about 1e-9.
    np.testing.assert_allclose([e.estimate for e in effects], reference["natural"], rtol=1e-7)
    assert (ours.estimator, ours.status) == ("firth", "ok")
    assert ours.reason == "natural_effects_firth"
