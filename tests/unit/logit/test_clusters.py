"""A design without clusters, and the pupils of its rows by cluster beside it."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.logit import build_design, fit_clustered, fit_design
from thuiszitters.logit.clusters import Clusters, cluster_sums
from thuiszitters.models.coding import code_patterns


@pytest.fixture
def coded(pupils, specs):
    schools = pupils.assign(site=[f"s{i % 30}" for i in range(len(pupils))])
    return code_patterns(schools, specs, cluster="site")


def test_rows_that_differ_by_cluster_only_are_one_row_of_the_design(coded, pupils, specs):
    design, plain = build_design(coded), build_design(code_patterns(pupils, specs))
    np.testing.assert_array_equal(design.x, plain.x)
    np.testing.assert_array_equal(design.counts, plain.counts)
    np.testing.assert_array_equal(design.events, plain.events)


def test_clusters_hold_every_pupil_of_every_row(coded):
    design = build_design(coded)
    held = design.clusters
    np.testing.assert_array_equal(held.of_each_row(len(design.counts)), design.counts)
    np.testing.assert_array_equal(np.bincount(held.row, held.events), design.events)
    np.testing.assert_array_equal(held.number, coded.cluster)
    np.testing.assert_array_equal(design.table.codes[held.row], coded.codes)


def test_estimates_do_not_depend_on_clusters_to_the_last_digit(coded, pupils, specs):
    clustered = fit_clustered(build_design(coded))
    plain = fit_design(build_design(code_patterns(pupils, specs)))
    np.testing.assert_array_equal(clustered.beta, plain.beta)
    assert clustered.summary.log_likelihood == plain.summary.log_likelihood
    assert clustered.summary.auc == plain.summary.auc


def test_the_clusters_of_some_rows_are_those_of_a_design_of_these_rows(coded):
    kept = np.arange(len(build_design(coded).counts)) % 3 > 0
    held = build_design(coded).clusters
    some = kept[held.row]
    fewer = replace(
        coded,
        codes=coded.codes[some],
        events=coded.events[some],
        counts=coded.counts[some],
        cluster=coded.cluster[some],
    )
    for name in ("row", "number", "events", "counts"):
        ours, theirs = getattr(held.only(kept), name), getattr(build_design(fewer).clusters, name)
        np.testing.assert_array_equal(ours, theirs)


def test_sums_of_rows_are_those_of_rows_that_are_written_out():
    rng = np.random.default_rng(3)
    columns, number = rng.standard_normal((4, 3)), np.array([5, 0, 5, 0, 9, 9])
    weights = rng.standard_normal(6)
    held = Clusters(np.array([0, 0, 1, 2, 3, 3]), number, weights, weights)
    written = cluster_sums(columns[held.row] * weights[:, None], number)
    np.testing.assert_allclose(held.sums(columns, weights), written, rtol=1e-15)
    assert held.n_clusters == 3
