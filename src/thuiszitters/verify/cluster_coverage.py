"""Proof by simulation of intervals where pupils of one site are alike.

Sites differ in their level (a random intercept), so pupils of one site share luck. Two yes/no
exposures: one that a whole site has or has not (the policy of a school), and one that pupils have
each for themselves. Estimated once without regard to sites, once by CR1 with t(G - 1), and once by
CR2 with Satterthwaite's degrees of freedom.

The truth is the population-averaged coefficient, since that is what a logistic regression without
site effects estimates: the conditional one is attenuated (Zeger, Liang and Albert 1988). It is
computed by Gauss-Hermite quadrature over the sites' levels.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.clustered import fit_clustered
from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.fit_likelihood import fit_likelihood
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.results import LogitFit
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

#: Sites in a cohort.
SITES = (4, 5, 6, 8, 10, 30)
#: Pupils of a site on average; sizes go from a half to one and a half times that.
SITE_PUPILS = 40
INTERCEPT, SITE_EXPOSURE, PUPIL_EXPOSURE = -1.2, 0.5, 0.6
#: Standard deviation of sites' log odds: an intraclass correlation of 0.05 on that scale.
SITE_SPREAD = 0.42
TERMS = ("site_exposure", "pupil_exposure")
_SPECS = tuple(PredictorSpec(name, text(name), "numeric") for name in TERMS)


def draw_sites(n_sites: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw one cohort as patterns; half of the sites (rounded down) have the site's exposure."""
    sizes = np.round(SITE_PUPILS * rng.uniform(0.5, 1.5, n_sites)).astype(int)
    site = np.repeat(np.arange(n_sites), sizes)
    chosen = rng.permutation(n_sites) < n_sites // 2
    exposed = chosen[site].astype(np.float64)
    share = rng.uniform(0.2, 0.6, n_sites)[site]  # the pupil's exposure is commoner in some sites
    own = (rng.random(len(site)) < share).astype(np.float64)
    eta = INTERCEPT + SITE_EXPOSURE * exposed + PUPIL_EXPOSURE * own
    eta += rng.normal(0.0, SITE_SPREAD, n_sites)[site]
    outcome = (rng.random(len(site)) < probabilities(eta)).astype("int8")
    columns = ["outcome", *TERMS, "site"]
    table = pd.DataFrame(dict(zip(columns, (outcome, exposed, own, site), strict=True)))
    return table.groupby(columns, as_index=False).size().rename(columns={"size": "n_pupils"})


def true_coefficients() -> Floats:
    """Population-averaged log odds ratios of the two exposures."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    grid = np.array([[1.0, a, b] for a in (0.0, 1.0) for b in (0.0, 1.0)])
    eta = grid @ np.array([INTERCEPT, SITE_EXPOSURE, PUPIL_EXPOSURE])
    level = eta[:, None] + SITE_SPREAD * nodes
    share = probabilities(level) @ (weights / weights.sum())
    often = np.where(grid[:, 2] == 1.0, 0.4, 0.6)
    return np.asarray(fit_likelihood(grid, share * often, often, firth=False).beta[1:])


def cluster_intervals(patterns: pd.DataFrame) -> Iterator[tuple[str, LogitFit]]:
    """The same model without regard to sites, by CR1 and by CR2."""
    design: Design = design_from_patterns(patterns, _SPECS, cluster="site")
    yield "sites ignored", fit_design(design, Estimation(estimator="ml"))
    for kind in ("CR1", "CR2"):
        rules = Estimation(estimator="ml", covariance=kind)
        yield kind, fit_clustered(design, rules)


def simulate_sites(n_sites: int, seeds: range, *, seed: int = 2022) -> pd.DataFrame:
    """One row per cohort, method and exposure."""
    rows = []
    truth = dict(zip(TERMS, true_coefficients(), strict=True))
    for number in seeds:
        rng = np.random.default_rng([seed, n_sites, number])
        for method, fit in cluster_intervals(draw_sites(n_sites, rng)):
            for term in fit.terms[1:]:
                name, true = term.column.term, truth[term.column.term]
                ends = (term.log_odds, term.ci_low, term.ci_high)
                rows.append((n_sites, number, method, name, true, *ends))
    columns = ["sites", "cohort", "method", "term", "truth", "estimate", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def site_coverage(results: pd.DataFrame) -> pd.DataFrame:
    """Bias, coverage and median width per number of sites, method and exposure."""
    inside = (results["low"] <= results["truth"]) & (results["truth"] <= results["high"])
    scored = results.assign(
        covered=inside.astype(float),
        error=results["estimate"] - results["truth"],
        width=results["high"] - results["low"],
        missing=results["low"].isna().astype(float),
    )
    summary = (
        scored.groupby(["sites", "term", "method"], sort=True)
        .agg(
            cohorts=("cohort", "size"),
            truth=("truth", "first"),
            bias=("error", "mean"),
            coverage=("covered", "mean"),
            width=("width", "median"),
            not_estimated=("missing", "mean"),
        )
        .reset_index()
    )
    share = summary["coverage"]
    summary["monte_carlo_error"] = np.sqrt(share * (1.0 - share) / summary["cohorts"])
    return summary
