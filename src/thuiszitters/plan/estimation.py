"""How the models of a plan are estimated, and how hard they are looked at."""

from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.covariances import Covariance, kind_of

Estimator = Literal["auto", "ml", "firth"]
Interval = Literal["profile", "wald"]
MissingValues = Literal["impute", "complete_cases"]
Clusters = Literal["auto", "none", "site"]


@dataclass(frozen=True, slots=True)
class EstimationSpec:
    """How every model of the plan is estimated.

    Attributes
    ----------
    estimator
        ``auto`` is maximum likelihood, and Firth for the whole model when it is separated.
    interval
        Method of interval and p-value together; ``profile`` goes with likelihood-ratio p.
    level
        Coverage of every interval as a proportion (0.95 = 95 %).
    missing_values
        ``impute`` fills in missing predictors several times, where there are any.
    clusters
        ``site`` allows for pupils of one site being alike, in intervals and tests; ``auto`` does
        where there are enough sites (`thuiszitters.models.sites`).
    covariance
        What intervals and tests are made from, of `base.covariances`: ``auto`` is the model's own
        without clusters and ``CR2`` with.
    caution_events, strong_caution_events
        Below this many events per parameter a (strong) caution is attached.
    """

    estimator: Estimator = "auto"
    interval: Interval = "profile"
    level: float = 0.95
    missing_values: MissingValues = "impute"
    clusters: Clusters = "auto"
    covariance: Covariance = "auto"
    caution_events: float = 10.0
    strong_caution_events: float = 5.0

    @property
    def cluster_column(self) -> str | None:
        """Column of the patterns whose pupils may be alike; none without clusters.

        Raises
        ------
        ValueError
            While ``auto`` is not decided.
        """
        if self.clusters == "auto":
            msg = "clusters is auto; thuiszitters.models.sites.with_sites decides it for a cohort"
            raise ValueError(msg)
        return None if self.clusters == "none" else self.clusters

    def variance_kind(self, *, clustered: bool) -> str:
        """Name of the covariance behind risks: the model's own, or the one that is used."""
        return kind_of(self.covariance, clustered=clustered)


@dataclass(frozen=True, slots=True)
class ValidationSpec:
    """How hard a model is looked at.

    Attributes
    ----------
    resamples
        Bootstrap resamples for optimism and for intervals of natural effects.
    group_events
        Least number of events in a calibration group.
    deals
        How often pupils are dealt into folds to set the main model beside other learners; 0 leaves
        that out.
    """

    resamples: int = 1000
    group_events: int = 10
    deals: int = 2
