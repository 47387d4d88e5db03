"""Terms and tests of one model, pooled over fits of its imputed data sets."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from thuiszitters.base.arrays import Floats
from thuiszitters.logit.combined_profiles import combined_interval, combined_p
from thuiszitters.logit.design import Column
from thuiszitters.logit.pooling import Pooled, pool, pool_wald
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import GlobalTest, LogitFit, Term


def _usable(fits: Sequence[LogitFit], position: int) -> bool:
    return all(fit.used[position] and fit.terms[position].status == "ok" for fit in fits)


def pool_estimate(fits: Sequence[LogitFit], position: int) -> Pooled | None:
    """Estimate of a term by Rubin's rules; none where a fit has none, or no variance of it."""
    if not _usable(fits, position):
        return None
    estimates = np.array([fit.beta[position] for fit in fits])
    variances = np.array([fit.covariance[position, position] for fit in fits])
    if np.isnan(variances).any():  # one cluster: estimates without a variance
        return None
    freedom = complete_df(fits, np.eye(len(fits[0].used))[position])
    return None if np.isnan(freedom) else pool(estimates, variances, freedom)


def complete_df(fits: Sequence[LogitFit], contrast: Floats) -> float:
    """Degrees of freedom of a contrast had nothing been missing, on average over imputations."""
    return float(np.mean([fit.degrees_of_freedom(contrast) for fit in fits]))


def pooled_term(
    fits: Sequence[LogitFit],
    position: int,
    pooled: Pooled | None,
    column: Column,
    level: float,
    firth: bool,
) -> Term:
    """A term as it is printed: from pooled numbers, or after Firth from combined profiles.

    Parameters
    ----------
    pooled
        As `pool_estimate` gives it; without, the term says why the first fit that lacks it does.
    column
        Its name, with the pupils known to be at its level.
    """
    if pooled is None:
        lost = next(
            (fit.terms[position] for fit in fits if fit.terms[position].status != "ok"),
            fits[0].terms[position],
        )
        if _usable(fits, position):  # a variance is missing, an estimate is not
            mean = float(np.mean([fit.beta[position] for fit in fits]))
            return replace(lost, column=column, log_odds=mean)
        return replace(lost, column=column)
    if firth:
        likelihoods = [fit.likelihood for fit in fits if fit.likelihood is not None]
        places = [fit.columns.index(position) for fit in fits]
        low, high = combined_interval(likelihoods, places, level=level)
        p_value = combined_p(likelihoods, places)
    else:
        low, high = pooled.interval(level)
        p_value = pooled.p_value
    if np.isnan([low, high, p_value]).any():
        return Term(column, status="not_converged", reason=reason("not_converged"))
    reasons = [fit.terms[position].reason for fit in fits if fit.terms[position].reason]
    return Term(
        column,
        log_odds=pooled.estimate,
        std_error=pooled.std_error,
        ci_low=low,
        ci_high=high,
        p_value=p_value,
        status="ok",
        reason=reasons[0] if reasons else "",
    )


def pooled_tests(fits: Sequence[LogitFit]) -> tuple[GlobalTest, ...]:
    """Tests of predictors with all their levels, by the pooled Wald statistic (D1)."""
    tests = []
    for test in fits[0].global_tests:
        if test.status != "ok":
            tests.append(test)
            continue
        positions = [i for i in fits[0].design.positions(test.predictor) if _usable(fits, i)]
        if not positions:
            tests.append(replace(test, statistic=np.nan, p_value=np.nan))
            continue
        beta = np.array([fit.beta[positions] for fit in fits])
        covariance = np.array([fit.covariance[positions][:, positions] for fit in fits])
        degrees = np.array([fit.test_degrees(positions) for fit in fits])
        if np.isnan(covariance).any() or np.isnan(degrees).any():
            tests.append(replace(test, statistic=np.nan, p_value=np.nan))
            continue
        df, factor = degrees.mean(axis=0)
        pooled = pool_wald(beta, covariance / factor, float(df))
        tests.append(
            GlobalTest(
                test.predictor,
                pooled.df,
                pooled.statistic,
                pooled.p_value,
                "wald",
                "ok",
                "",
            )
        )
    return tuple(tests)
