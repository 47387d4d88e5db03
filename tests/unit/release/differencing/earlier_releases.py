"""Releases that went out before, and cohorts that differ from those by few."""

import os

import numpy as np
from tests.unit.release.made_tables import COHORT_COUNTS, OPENSAFELY, tables_of
from tests.unit.release.two_releases import SHAPE

from thuiszitters.base.io import write_json, write_table
from thuiszitters.release import release_results
from thuiszitters.release.differencing.earlier import Earlier

LP_TOLERANCE = 1e-4
#: Cohorts per kind of change; more when asked for.
N_COHORTS = int(os.environ.get("THUISZITTERS_COHORTS", "8"))
NOBODY = np.zeros(SHAPE)


def drawn(rng):
    """A cohort, and how likely each kind of pupil is in it."""
    likely = rng.dirichlet(np.ones(NOBODY.size) * rng.choice([0.4, 1.0]))
    return rng.multinomial(rng.integers(40, 400), likely).reshape(SHAPE), likely


def changed(rng, table, likely, change):
    n_pupils = int(rng.choice([1, 3, 9, 10, 12, 40]))
    if change == "none":
        return table
    if change == "added":
        return table + rng.multinomial(n_pupils, likely).reshape(SHAPE)
    pupils = rng.permutation(np.repeat(np.arange(table.size), table.ravel()))[n_pupils:]
    return np.bincount(pupils, minlength=table.size).reshape(SHAPE)


def two(profile, earlier_counts=COHORT_COUNTS, **earlier_profile):
    """Release after an earlier one; both with tables of every stage."""
    before = release_results(tables_of(earlier_counts), earlier_profile.get("before", profile))
    earlier = Earlier("before", before.tables, earlier_profile.get("round_to", 1))
    return before, release_results(tables_of(COHORT_COUNTS), profile, earlier=[earlier])


ONE_FEWER = {
    "girl": {"no": (179, 30), "yes": (140, 32)},
    "profile": {**COHORT_COUNTS["profile"], "neither": (119, 20)},
}


def keep_release(root):
    """The files of a release in a folder that a project may name."""
    before = release_results(tables_of(COHORT_COUNTS), OPENSAFELY)
    folder = root / "data/earlier/first/numbers"
    for name, table in before.tables.items():
        write_table(table, folder / f"{name}.parquet")
    write_json(folder / "release.json", before.record)
    return root
