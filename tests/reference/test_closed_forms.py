"""Cases whose answer is known without any program."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

EXPOSED = PredictorSpec("exposed", text("Exposed"), "binary", ("no", "yes"))


def two_by_two(exposed_with, unexposed_with, exposed_without, unexposed_without):
    counts = {
        ("yes", 1): exposed_with,
        ("no", 1): unexposed_with,
        ("yes", 0): exposed_without,
        ("no", 0): unexposed_without,
    }
    rows = [(level, outcome, n) for (level, outcome), n in counts.items()]
    return pd.DataFrame(rows, columns=["exposed", "outcome", "n_pupils"])


def fit_table(table, **rules):
    return fit_design(design_from_patterns(table, [EXPOSED]), Estimation(**rules))


@pytest.mark.parametrize("cells", [(30, 10, 70, 90), (1, 50, 7, 3), (51, 22, 6, 21)])
def test_one_binary_predictor_gives_the_cross_product_and_woolf(cells):
    a, b, c, d = cells
    term = fit_table(two_by_two(*cells)).term("exposed=yes")
    np.testing.assert_allclose(np.exp(term.log_odds), a * d / (b * c), rtol=1e-12)
    np.testing.assert_allclose(term.std_error, np.sqrt(1 / a + 1 / b + 1 / c + 1 / d), rtol=1e-11)


def test_coronary_disease_by_age_as_hosmer_and_lemeshow_print_it():
    # Applied Logistic Regression, age 55 or over: 21 and 22 with disease, 6 and 51 without.
    fit = fit_table(two_by_two(21, 22, 6, 51), interval="wald")
    term = fit.term("exposed=yes")
    np.testing.assert_allclose(term.log_odds, 2.093546, atol=5e-7)
    # The printed .5285335 is the last but one iteration; Woolf's formula gives .5285339.
    np.testing.assert_allclose(term.std_error, 0.5285335, atol=5e-7)
    np.testing.assert_allclose(fit.terms[0].log_odds, -0.8407832, atol=5e-8)
    np.testing.assert_allclose(fit.summary.log_likelihood, -58.979565, atol=5e-7)
    np.testing.assert_allclose([term.ci_low, term.ci_high], [1.057639, 3.129453], atol=1e-6)


def test_firth_with_one_binary_predictor_adds_half_to_each_cell():
    term = fit_table(two_by_two(7, 3, 5, 11), estimator="firth").term("exposed=yes")
    np.testing.assert_allclose(np.exp(term.log_odds), 7.5 * 11.5 / (3.5 * 5.5), rtol=1e-10)


def test_firth_on_a_separated_table_of_53():
    fit = fit_table(two_by_two(13, 10, 0, 30))
    term = fit.term("exposed=yes")
    assert fit.estimator == "firth"
    assert fit.reason == "separation|predictor=exposed|level=yes|direction=up"
    np.testing.assert_allclose(term.log_odds, 4.3621882, atol=5e-8)
    np.testing.assert_allclose([term.ci_low, term.ci_high], [2.1985261, 9.2459171], atol=1e-7)
    np.testing.assert_allclose(term.p_value, 7.884e-07, rtol=1e-4)


def test_firth_on_six_pupils_predicted_exactly():
    fit = fit_table(two_by_two(3, 0, 0, 3))
    term = fit.term("exposed=yes")
    assert fit.reason == "complete_separation"
    np.testing.assert_allclose(term.log_odds, 3.8918203, atol=5e-8)
    np.testing.assert_allclose(fit.terms[0].log_odds, -1.9459101, atol=5e-8)
    np.testing.assert_allclose([term.ci_low, term.ci_high], [0.438899, 9.747960], atol=1e-6)
    np.testing.assert_allclose(term.p_value, 0.024456, atol=1e-6)


def test_a_profile_end_has_the_likelihood_it_should_have():
    cells = (9, 4, 3, 20)
    term = fit_table(two_by_two(*cells)).term("exposed=yes")
    a, b, c, d = cells

    def log_likelihood(slope, constant):
        up, down = constant + slope, constant
        return a * up - (a + c) * np.logaddexp(0, up) + b * down - (b + d) * np.logaddexp(0, down)

    top = log_likelihood(term.log_odds, np.log(b / d))
    for end in (term.ci_low, term.ci_high):
        constants = np.linspace(-6, 3, 900_001)
        drop = 2 * (top - log_likelihood(end, constants).max())
        np.testing.assert_allclose(drop, 3.841458820694124, atol=1e-8)
