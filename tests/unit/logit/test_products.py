"""Designs in which the association of one predictor may differ by another."""

import numpy as np

from thuiszitters.logit import fit_design
from thuiszitters.logit.coding import CodedTable, Predictor
from thuiszitters.logit.products import smallest_joint_group, with_interaction, within_levels
from thuiszitters.models.coding import design_from_patterns


def test_coefficients_within_levels_are_those_of_the_products_added_up(pupils, specs):
    """Both models have the same fitted values; 1e-8 is what Newton's last step leaves."""
    design = design_from_patterns(pupils, specs)
    added = fit_design(with_interaction(design, "worried", "school"))
    inside = fit_design(within_levels(design, "worried", "school"))
    main = added.term("worried=yes").log_odds
    assert inside.term("worried:school=yes:small").log_odds - main < 1e-8
    for level in ("middle", "large"):
        product = added.term(f"worried:school=yes:{level}").log_odds
        own = inside.term(f"worried:school=yes:{level}").log_odds
        np.testing.assert_allclose(own, main + product, atol=1e-8)
    np.testing.assert_allclose(
        inside.summary.log_likelihood, added.summary.log_likelihood, rtol=1e-12
    )


def test_the_smallest_group_of_two_predictors_counts_empty_ones():
    two = tuple(Predictor(name, "binary", ("no", "yes")) for name in ("a", "b"))
    codes = np.array([[0, 0], [0, 1], [1, 0], [-1, 1]])
    table = CodedTable(two, codes, (None, None), np.array([4.0, 2.0, 9.0, 1.0]), np.full(4, 10.0))
    assert smallest_joint_group(table, ("a", "b")) == (0, 0)
    assert smallest_joint_group(table, ("b",)) == (20, 3)
