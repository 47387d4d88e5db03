"""What must be said about a fitted model beside its table."""

import numpy as np

from thuiszitters.logit.clustered import FEW_CLUSTERS
from thuiszitters.logit.results import LogitFit
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.steps import about_steps


def remarks(fit: LogitFit, cluster: str | None, *, imputed: bool) -> tuple[Notice, ...]:
    """How clusters were allowed for, and whether the model asks too much of the table.

    Parameters
    ----------
    cluster
        Column that names the clusters; none without them.
    imputed
        Whether the fit is pooled over completed tables.
    """
    clusters = [] if cluster is None else _about_clusters(fit, cluster, imputed=imputed)
    return (*clusters, *_about_size(fit), *about_steps(fit))


def _about_clusters(fit: LogitFit, column: str, *, imputed: bool) -> list[Notice]:
    """Say how clusters were allowed for, or that they were not."""
    if fit.estimator == "firth":
        return [notice("clusters_firth", column=column)]
    clusters = len(np.unique(np.asarray(fit.design.cluster)))
    key = "clusters_imputed" if imputed else "clusters"
    said = [notice(key, column=column, clusters=clusters, freedom=clusters - 1)]
    if clusters < FEW_CLUSTERS:
        said.append(notice("few_clusters", column=column, clusters=clusters))
    return said


def _about_size(fit: LogitFit) -> list[Notice]:
    """Say on the terminal what must not be missed in the notes of a table."""
    summary = fit.summary
    scarce = min(summary.n_events, summary.n_pupils - summary.n_events)
    if summary.n_parameters <= scarce:
        return []
    return [notice("too_many_parameters", parameters=summary.n_parameters, pupils=scarce)]
