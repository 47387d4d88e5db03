"""Our numbers of a drawn table, under the names R uses."""

from collections.abc import Iterator

import numpy as np

from fuzz_r.tables import Drawn
from thuiszitters.effects.risks import StandardisedRisk, standardised_risks
from thuiszitters.logit.clustered import fit_clustered, fit_model
from thuiszitters.logit.design import Design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.logit.results import LogitFit, Term
from thuiszitters.models.coding import code_patterns, design_from_patterns
from thuiszitters.plan import PredictorSpec, text

#: Estimates that R has with and without a package.
TWICE = {"beta": ("beta", "glm_beta"), "firth_beta": ("firth_beta", "brglm2_beta")}

Number = tuple[tuple[str, str], float]


def our_numbers(drawn: Drawn) -> dict[tuple[str, str], float]:
    """Every number under its kind and its term or predictor; NaN where we have none."""
    found = dict(_numbers(drawn))
    if drawn.completed:
        found |= dict(_pooled(drawn))
    return found


def specs(drawn: Drawn) -> list[PredictorSpec]:
    """Predictors as a plan names them."""
    return [
        PredictorSpec(name, text(name), "factor", levels)
        if levels
        else PredictorSpec(name, text(name), "numeric")
        for name, levels in drawn.levels.items()
    ]


def _numbers(drawn: Drawn) -> Iterator[Number]:
    design = design_from_patterns(drawn.rows, specs(drawn))
    estimator = "firth" if drawn.estimator == "firth" else "auto"
    fit = fit_design(design, Estimation(estimator=estimator))
    automatic = fit_design(design, Estimation(estimator="auto"))
    yield ("separated", ""), float(automatic.estimator == "firth")
    if fit.estimator == "firth":
        yield from _firth(fit)
        return
    yield from _likelihood(fit)
    if drawn.clustered:
        yield from _clusters(drawn)
    else:
        yield from _terms(
            fit_model(design, Estimation(covariance="HC1")), {"HC1_error": "std_error"}
        )


def _terms(fit: LogitFit, wanted: dict[str, str]) -> Iterator[Number]:
    for term in fit.terms:
        for kind, attribute in wanted.items():
            for name in TWICE.get(kind, (kind,)):
                yield (name, term.column.term), getattr(term, attribute)


def _likelihood(fit: LogitFit) -> Iterator[Number]:
    profile = {"beta": "log_odds", "error": "std_error", "low": "ci_low", "high": "ci_high"}
    yield from _terms(fit, {**profile, "lr_p": "p_value"})
    yield from _terms(_wald(fit.design), {"wald_p": "p_value"})
    yield ("log_likelihood", ""), fit.summary.log_likelihood
    yield ("lr_statistic", ""), fit.summary.lr_statistic
    for test in fit.global_tests:
        yield ("lr_statistic", test.predictor), test.statistic
    for risk in standardised_risks(fit):
        yield from _risk(risk, "")
        name = risk.column.term
        yield ("difference_error", name), risk.difference.std_error
        yield ("log_ratio_error", name), risk.log_ratio.std_error
        yield ("logit_error", name), risk.logit_risk.std_error


def _wald(design: Design) -> LogitFit:
    return fit_design(design, Estimation(interval="wald"))


def _risk(risk: StandardisedRisk, prefix: str) -> Iterator[Number]:
    yield (f"{prefix}risk", risk.column.term), risk.risk
    yield (f"{prefix}risk_reference", risk.column.term), risk.risk_reference


def _firth(fit: LogitFit) -> Iterator[Number]:
    wanted = {"beta": "log_odds", "error": "std_error", "low": "ci_low", "high": "ci_high"}
    named = {f"firth_{kind}": attribute for kind, attribute in wanted.items()}
    yield from _terms(fit, {**named, "firth_p": "p_value"})
    for risk in standardised_risks(fit):
        yield from _risk(risk, "flic_")


def _clusters(drawn: Drawn) -> Iterator[Number]:
    design = design_from_patterns(drawn.rows, specs(drawn), cluster="site")
    for kind in ("CR1", "CR2"):
        fit = fit_clustered(design, Estimation(covariance=kind))
        yield from _terms(fit, {f"{kind}_error": "std_error", f"{kind}_p": "p_value"})
        for test in fit.global_tests:
            yield (f"{kind}_block_p", test.predictor), test.p_value
        if kind == "CR2":
            for place, term in enumerate(fit.terms):
                yield ("CR2_df", term.column.term), _degrees(fit, place, term)


def _degrees(fit: LogitFit, place: int, term: Term) -> float:
    """Satterthwaite's degrees of freedom; NaN where the term has no number."""
    return fit.degrees_of_freedom(np.eye(len(fit.terms))[place]) if term.status == "ok" else np.nan


def _pooled(drawn: Drawn) -> Iterator[Number]:
    tables = [code_patterns(table, specs(drawn)) for table in drawn.completed]
    result = fit_completed(tables, Estimation())
    if result.fit.estimator == "firth":
        return
    for term, pooled in zip(result.fit.terms, result.pooled, strict=True):
        if pooled is not None:
            name = term.column.term
            yield ("pooled_beta", name), pooled.estimate
            yield ("pooled_error", name), pooled.std_error
            yield ("pooled_df", name), pooled.df
            yield ("pooled_p", name), pooled.p_value
