"""Whether a plan allows for pupils of one site being alike, decided for a cohort."""

from dataclasses import replace
from typing import TYPE_CHECKING

from thuiszitters.base.covariances import INDEPENDENT
from thuiszitters.base.errors import Problem
from thuiszitters.logit.clustered import FEW_CLUSTERS_CR2
from thuiszitters.plan import EstimationSpec, Plan

if TYPE_CHECKING:
    import pandas as pd

#: From this many sites `auto` allows for them: G equal sites give a pupil's exposure G - 1 degrees
#: of freedom, and below 4 Satterthwaite's approximation is not to be trusted (Tipton 2015).
LEAST_SITES = FEW_CLUSTERS_CR2


def n_sites(patterns: "pd.DataFrame") -> int:
    """Sites of a cohort; 0 when it names none."""
    return int(patterns["site"].nunique()) if "site" in patterns else 0


def with_sites(plan: Plan, patterns: "pd.DataFrame") -> Plan:
    """The plan with `clusters: auto` decided for these pupils; another choice stays.

    ``site`` where there are at least `LEAST_SITES`, every pupil has one, and neither Firth nor HC1
    was chosen, whose intervals know no clusters; else ``none``. The record of the release tells
    the number of sites, and reports say when they were not allowed for.

    Parameters
    ----------
    patterns
        Distinct rows with `n_pupils`; ``site`` where the cohort has sites.
    """
    estimation = plan.estimation
    if estimation.clusters != "auto":
        return plan
    allowed = estimation.estimator != "firth" and estimation.covariance not in INDEPENDENT
    complete = "site" in patterns and bool(patterns["site"].notna().all())
    enough = complete and n_sites(patterns) >= LEAST_SITES
    decided = replace(estimation, clusters="site" if allowed and enough else "none")
    return replace(plan, estimation=decided)


def cluster_problems(patterns: "pd.DataFrame", estimation: EstimationSpec) -> list[Problem]:
    """What stands in the way of the clusters a plan asks for.

    Pupils without a cluster would have to be left out, and the models would be about others
    than the description.
    """
    column = estimation.cluster_column
    if column is None:
        return []
    if column not in patterns:
        found = f"the cohort has no {column}"
        advice = f'Map it under "files.pupils.columns.{column}", or set "clusters: none"'
        return [Problem("estimation.clusters", found, advice=advice)]
    missing = int(patterns.loc[patterns[column].isna(), "n_pupils"].sum())
    if not missing:
        return []
    found = f"{missing} of {int(patterns['n_pupils'].sum())} pupils have no {column}"
    advice = 'Complete the column, or set "clusters: none"'
    return [Problem("estimation.clusters", found, "a site for every pupil", advice)]
