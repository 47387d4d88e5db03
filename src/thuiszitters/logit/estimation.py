"""How a model is to be estimated."""

from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.covariances import Covariance

Estimator = Literal["auto", "ml", "firth"]
Interval = Literal["profile", "wald"]


@dataclass(frozen=True, slots=True)
class Estimation:
    """How a model is to be estimated.

    Attributes
    ----------
    estimator
        ``auto`` is maximum likelihood, and Firth for the whole model when it is separated.
    interval
        Method of interval and p-value together; ``profile`` goes with likelihood-ratio p.
    level
        Coverage of every interval as a proportion (0.95 = 95 %).
    covariance
        What intervals and tests are made from, of `base.covariances`: ``auto`` is the model's own
        without clusters and ``CR2`` with.
    caution_events, strong_caution_events
        Below this many events per parameter a (strong) caution is attached.

    Examples
    --------
    >>> Estimation(level=0.9).interval
    'profile'
    """

    estimator: Estimator = "auto"
    interval: Interval = "profile"
    level: float = 0.95
    covariance: Covariance = "auto"
    caution_events: float = 10.0
    strong_caution_events: float = 5.0
