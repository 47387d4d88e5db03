"""What must be said about a fitted model beside its table."""

from thuiszitters.base.covariances import AUTO_CLUSTERED, EQUATIONS, INDEPENDENT
from thuiszitters.base.row_arrays import in_file
from thuiszitters.logit.clustered import FEW_CLUSTERS, FEW_CLUSTERS_CR2
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
    said = [] if cluster is None else _about_clusters(fit, cluster, imputed=imputed)
    if fit.robust is not None and fit.robust.kind in INDEPENDENT:
        said = [notice(fit.robust.kind.lower())]
    return (*said, *_about_size(fit), *_about_rows(fit), *about_steps(fit))


def _about_clusters(fit: LogitFit, column: str, *, imputed: bool) -> list[Notice]:
    """Say how clusters were allowed for, or that they were not."""
    if fit.estimator == "firth":
        return [notice("clusters_firth", column=column)]
    clusters = 0 if fit.design.clusters is None else fit.design.clusters.n_clusters
    kind = "" if fit.robust is None else fit.robust.kind
    reduced = kind in {"", AUTO_CLUSTERED}
    key = f"clusters{'_imputed' if imputed else ''}{'' if reduced else '_cr1'}"
    if kind in EQUATIONS:
        key = f"clusters_{kind.lower()}"
    given = {} if reduced else {"freedom": clusters - 1, "kind": kind}
    said = [notice(key, column=column, clusters=clusters, **given)]
    if clusters < (FEW_CLUSTERS_CR2 if reduced else FEW_CLUSTERS):
        said.append(notice("few_clusters", column=column, clusters=clusters))
    return said


def _about_rows(fit: LogitFit) -> list[Notice]:
    """Say that the table is walked in blocks, as its many different rows ask."""
    if fit.likelihood is None or not fit.likelihood.data.is_long:
        return []
    if in_file(fit.design.events):  # said when they were read; few of them may be equal
        return []
    return [notice("few_equal", patterns=len(fit.design.counts))]


def _about_size(fit: LogitFit) -> list[Notice]:
    """Say on the terminal what must not be missed in the notes of a table."""
    summary = fit.summary
    scarce = min(summary.n_events, summary.n_obs - summary.n_events)
    if summary.n_parameters <= scarce:
        return []
    return [notice("too_many_parameters", parameters=summary.n_parameters, pupils=scarce)]
