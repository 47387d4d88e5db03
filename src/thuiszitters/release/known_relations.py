"""What a careful reader knows of predictors and codes, besides what a release says."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thuiszitters.codebook import Codebook
from thuiszitters.plan import Plan
from thuiszitters.plan.cohort import DerivedColumn
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.background import Background
from thuiszitters.release.system.dominance import dominated_numbers
from thuiszitters.release.system.families import (
    families,
    few_valued_numbers,
    predictors_of_codes,
    related_cells,
    related_numbers,
    tabulated_numbers,
)


def background_of(
    plan: Plan,
    patterns: pd.DataFrame,
    profile: DisclosureProfile,
    codebook: Codebook | None,
    parents: Mapping[str, str] | None = None,
    derived: Sequence[DerivedColumn] = (),
) -> Background:
    """Relations between predictors and codes; none under a profile that suppresses nothing.

    Parameters
    ----------
    patterns
        Distinct rows of outcome and predictors with `n_pupils`.
    parents
        Code to the code above it.
    derived
        Columns of the cohort that are made from others.
    """
    if not profile.suppresses:
        return Background()
    found = families(plan, codebook, derived)
    return Background(
        parents=dict(parents or {}),
        parts=related_cells(patterns, plan, found),
        related=related_numbers(plan, found),
        few_valued=few_valued_numbers(patterns, plan, profile),
        dominated=dominated_numbers(patterns, plan, profile),
        tabulated=tabulated_numbers(patterns, plan),
        of_code=predictors_of_codes(plan, codebook),
        counted=plan.problem_count.domains if plan.problem_count else (),
        level=plan.estimation.level,
    )
