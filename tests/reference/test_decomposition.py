"""KHB and natural effects against base R and boot (birthwt_more/decomposition.R)."""

import json

import numpy as np
import pandas as pd
import pytest

from thuiszitters.effects.bootstrap import bca_interval
from thuiszitters.effects.khb import khb_decomposition
from thuiszitters.effects.mediation import natural_effects
from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text


@pytest.fixture(scope="module")
def published(case):
    folder = case("birthwt").folder.parent / "birthwt_more"
    return json.loads((folder / "decomposition.json").read_text())


@pytest.fixture(scope="module")
def table(case):
    data = pd.read_csv(case("birthwt").folder / "data.csv")
    table = pd.DataFrame({"outcome": data["low"], "n_pupils": 1})
    for name in ("age", "lwt"):
        table[name] = data[name].astype("float64")
    for name in ("smoke", "ptl01", "ui"):
        table[name] = data[name].map({0: "no", 1: "yes"}).astype("str")
    return table


def design(table, *names):
    specs = [
        PredictorSpec(name, text(name), "numeric")
        if name in ("age", "lwt")
        else PredictorSpec(name, text(name), "binary", ("no", "yes"))
        for name in names
    ]
    return design_from_patterns(table, specs)


def test_the_decomposition_equals_r(published, table):
    fit = fit_design(design(table, "smoke", "age", "lwt", "ptl01", "ui"))
    (ours,) = khb_decomposition(fit, "smoke", ["ptl01", "ui"])
    expected = published["khb"]
    for name in ("total", "direct", "indirect"):
        quantity = getattr(ours, name)
        np.testing.assert_allclose(quantity.estimate, expected[name], rtol=1e-8)
        np.testing.assert_allclose(quantity.std_error, expected[f"{name}_se"], rtol=1e-6)
    np.testing.assert_allclose(ours.share, expected["indirect"] / expected["total"], rtol=1e-8)


def test_after_firth_the_decomposition_still_equals_a_refit_in_other_columns(table):
    # Firth moves along with linear changes of columns: the reduced model can be fitted outright.
    full = design(table, "smoke", "age", "ptl01")
    fit = fit_design(full, Estimation(estimator="firth"))
    (ours,) = khb_decomposition(fit, "smoke", ["ptl01"])
    x = full.x.copy()
    root = np.sqrt(full.counts)[:, None]
    slopes = np.linalg.lstsq(x[:, :3] * root, x[:, 3] * root[:, 0], rcond=None)[0]
    x[:, 3] -= x[:, :3] @ slopes
    from thuiszitters.logit.fitted_likelihood import fit_likelihood

    refit = fit_likelihood(x, full.events, full.counts, firth=True)
    position = [c.term for c in full.columns].index("smoke=yes")
    np.testing.assert_allclose(ours.total.estimate, refit.beta[position], rtol=1e-8)


def test_a_mediator_unrelated_to_the_factor_explains_nothing():
    # Half of every cell has the mediator, whatever the factor: exactly unrelated.
    rows = [
        (x, z, y, n)
        for x, z, n1, n0 in [("no", "no", 5, 20), ("no", "yes", 10, 15)]
        for y, n in [(1, n1), (0, n0)]
    ] + [
        (x, z, y, n)
        for x, z, n1, n0 in [("yes", "no", 9, 16), ("yes", "yes", 15, 10)]
        for y, n in [(1, n1), (0, n0)]
    ]
    table = pd.DataFrame(rows, columns=["x", "z", "outcome", "n_pupils"])
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in "xz"]
    (ours,) = khb_decomposition(fit_design(design_from_patterns(table, specs)), "x", ["z"])
    np.testing.assert_allclose(ours.indirect.estimate, 0.0, atol=1e-12)


def test_the_bca_formula_equals_boot(published):
    fixed = published["bca"]
    influence = np.array(fixed["L"])
    ends = bca_interval(fixed["t0"], np.array(fixed["t"]), influence, np.ones(len(influence)))
    np.testing.assert_allclose(ends, fixed["ends"], rtol=1e-9)


def test_natural_effects_equal_r_and_their_intervals_lie_within_bootstrap_noise(published, table):
    columns = design(table, "smoke", "ptl01", "age", "lwt")
    ours = natural_effects(
        columns, "smoke=yes", "ptl01", np.random.default_rng(2), n_resamples=4000
    )
    effects = (ours.total, ours.direct, ours.indirect)
    np.testing.assert_allclose([e.estimate for e in effects], published["natural"], rtol=1e-6)
    for effect, (low, high) in zip(effects, published["natural_bca"], strict=True):
        # 4,000 resamples here and 2,000 there: an end is good to about 4 % of the width.
        margin = 0.06 * (high - low)
        np.testing.assert_allclose([effect.low, effect.high], [low, high], atol=margin)


def test_natural_effects_of_a_number_compare_one_unit_more_with_as_observed(case, table):
    # R: numeric_decomposition.R, age per 5 years; 0 against 1 for everyone is another number.
    found = case("birthwt").folder.parent / "birthwt_more/numeric_decomposition.json"
    names = ("age", "smoke", "lwt", "ui")
    specs = [
        PredictorSpec(name, text(name), "numeric", per=5.0 if name == "age" else 1.0)
        if name in ("age", "lwt")
        else PredictorSpec(name, text(name), "binary", ("no", "yes"))
        for name in names
    ]
    columns = design_from_patterns(table, specs)
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
    table = pd.DataFrame(rows, columns=["x", "z", "outcome", "n_pupils"])
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in "xz"]
    columns = design_from_patterns(table, specs)
    ours = natural_effects(columns, "x=yes", "z", np.random.default_rng(2), n_resamples=200)
    effects = (ours.total, ours.direct, ours.indirect)
    # brglm2 and uniroot stop at about 1e-9.
    np.testing.assert_allclose([e.estimate for e in effects], reference["natural"], rtol=1e-7)
    assert (ours.estimator, ours.status) == ("firth", "ok")
    assert ours.reason == "natural_effects_firth"
