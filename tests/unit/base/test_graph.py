"""Graphs: textbook cases of d-separation and the back door."""

import itertools

import numpy as np
import pytest

from thuiszitters.base.graph import ancestors, back_door_closed, in_a_circle, separated

#: Greenland, Pearl & Robins (1999), Epidemiology 10, figure 2 ("M"): adjusting for c alone opens.
M = {"u1": ["x", "c"], "u2": ["c", "y"], "x": ["y"]}
#: Pearl (2009), figure 3.4, as worked in the text: {x3, x4} and {x4, x5} suffice, {x4} does not.
PEARL = {
    "x1": ["x3", "x4"],
    "x2": ["x4", "x5"],
    "x3": ["xi"],
    "x4": ["xi", "xj"],
    "x5": ["xj"],
    "xi": ["x6"],
    "x6": ["xj"],
}


@pytest.mark.parametrize(
    ("given", "closed"),
    [((), True), (("c",), False), (("c", "u1"), True), (("c", "u2"), True)],
)
def test_the_m_graph_is_opened_by_its_middle(given, closed):
    assert back_door_closed(M, "x", "y", given) is closed


@pytest.mark.parametrize(
    ("given", "closed"), [(("x3", "x4"), True), (("x4", "x5"), True), (("x4",), False), ((), False)]
)
def test_the_back_door_sets_of_pearls_figure(given, closed):
    assert back_door_closed(PEARL, "xi", "xj", given) is closed


def test_separation_is_vanishing_partial_correlation_in_a_linear_model():
    """Covariance of a linear graph in closed form: separated sets give partial correlation 0."""
    rng = np.random.default_rng(7)
    nodes = ["a", "b", "c", "d", "e"]
    for _ in range(15):
        weights = np.triu(rng.uniform(0.5, 1.5, (5, 5)) * (rng.random((5, 5)) < 0.4), 1)
        arrows = {
            name: [nodes[j] for j in np.flatnonzero(weights[i])] for i, name in enumerate(nodes)
        }
        whole = np.linalg.inv(np.eye(5) - weights)
        covariance = whole.T @ whole
        for first, second in itertools.combinations(range(5), 2):
            rest = [k for k in range(5) if k not in (first, second)]
            for size in range(4):
                for given in itertools.combinations(rest, size):
                    kept = [first, second, *given]
                    precision = np.linalg.inv(covariance[np.ix_(kept, kept)])
                    told = separated(arrows, nodes[first], nodes[second], [nodes[k] for k in given])
                    assert told == (abs(precision[0, 1]) < 1e-9)


def test_a_circle_is_seen_and_ancestors_hold_the_nodes_themselves():
    assert in_a_circle({"a": ["b"], "b": ["c"], "c": ["a"]}) == ("a", "b", "c")
    assert ancestors(PEARL, ["x3"]) == {"x3", "x1"}
