"""Small cohorts of five predictors, and the cohorts that are made of them beside rounded counts."""

from functools import cache

import numpy as np
import pandas as pd
from tests.unit.release.made_tables import OPENSAFELY
from tests.unit.release.whole_line import plan_of, tables_of, yes_no

from thuiszitters.release.known_relations import background_of
from thuiszitters.release.rounded.cohort import cohort_with
from thuiszitters.release.rounded.counts import wanted_counts
from thuiszitters.release.rounded.families import families_of
from thuiszitters.release.stage import suppress
from thuiszitters.release.system.suppression import shown_quantities

NAMES = ("one", "two", "three", "four", "five")
PLAN = plan_of(*map(yes_no, NAMES))


def counted(frame):
    """Pupils as patterns."""
    grouped = frame.groupby([*NAMES, "outcome"], dropna=False).size()
    return grouped.reset_index(name="n_pupils").astype({"outcome": "int8"})


def pupils_of(patterns):
    """Patterns as pupils."""
    rows = np.repeat(np.arange(len(patterns)), patterns["n_pupils"])
    return patterns.iloc[rows].drop(columns="n_pupils").reset_index(drop=True)


def cohort(seed, n_pupils=180, missing=0):
    """Pupils with five yes/no predictors, one of which is less common; of some one is unknown."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform([0.35] * 4 + [0.2], [0.6] * 4 + [0.3])
    has = rng.random((n_pupils, 5)) < shares
    odds = -0.9 + has @ rng.normal(0.3, 0.5, 5)
    frame = pd.DataFrame(np.where(has, "yes", "no"), columns=list(NAMES))
    frame.loc[rng.choice(n_pupils, missing, replace=False), "two"] = None
    return counted(frame.assign(outcome=(rng.random(n_pupils) < 1 / (1 + np.exp(-odds))) * 1))


@cache
def tables(seed, **more):
    patterns = cohort(seed, **more)
    return {**tables_of(patterns, PLAN), "patterns": patterns}


def suppressed(made, profile=OPENSAFELY, plan=PLAN):
    return suppress(made, profile, background_of(plan, made["patterns"], profile, None))


def wanted(s, plan=PLAN):
    """Families and counts of the cohort that is made."""
    found = families_of(s, plan)
    shown = frozenset(shown_quantities(s.mask.counts) - s.mask.rules.keys())
    return found, wanted_counts(found, s, shown)


def made_cohort(s, lot, plan=PLAN):
    """The cohort with the rounded counts, as patterns."""
    found, counts = wanted(s, plan)
    return cohort_with(s.tables["patterns"], found, counts, np.random.default_rng(lot))


def level(patterns, name, events=None):
    """Pupils with a predictor, or those of them with the outcome."""
    own = patterns[patterns[name] == "yes"]
    return int((own if events is None else own[own["outcome"] == events])["n_pupils"].sum())
