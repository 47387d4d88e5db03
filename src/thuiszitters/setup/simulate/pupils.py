"""Pupils with problems and outcome, drawn from a known truth."""

import numpy as np
import pandas as pd

from thuiszitters.plan.simulation import SimulationSpec


def simulate_pupils(spec: SimulationSpec, rng: np.random.Generator) -> pd.DataFrame:
    """Draw pupils with problems and outcome; nothing is missing and nothing is coded yet.

    Parameters
    ----------
    spec
        Shares and log odds.
    rng
        Source of chance; the same state gives the same pupils.

    Returns
    -------
    DataFrame
        ``girl``, ``age_years``, one column per problem (True or False), ``probability``
        and ``outcome``.
    """
    n_pupils = spec.pupils
    truth = pd.DataFrame({"girl": rng.random(n_pupils) < spec.share_girls})
    truth["age_years"] = rng.integers(spec.ages[0], spec.ages[1], n_pupils, endpoint=True)
    for problem, terms in spec.problems:
        share = np.zeros(n_pupils)
        for term, value in terms:
            share += value * (1.0 if term == "base" else truth[term].to_numpy(dtype="float64"))
        truth[problem] = rng.random(n_pupils) < share
    truth["probability"] = 1 / (1 + np.exp(-log_odds(spec, truth)))
    truth["outcome"] = rng.random(n_pupils) < truth["probability"]
    return truth


def log_odds(spec: SimulationSpec, truth: pd.DataFrame) -> "np.typing.NDArray[np.float64]":
    """True log odds of the outcome for every pupil."""
    internalising, externalising = truth["internalising"], truth["externalising"]
    terms = truth.assign(
        intercept=1.0,
        age_years=truth["age_years"] - 15.0,
        internalising_only=internalising & ~externalising,
        externalising_only=externalising & ~internalising,
        both=internalising & externalising,
    )
    total = np.zeros(len(truth))
    for name, value in spec.outcome:
        total += value * terms[name].to_numpy(dtype="float64")
    return total
