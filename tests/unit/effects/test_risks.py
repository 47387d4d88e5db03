"""Risks of ill-conditioned columns, of certainty, and of separated levels."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.special import expit, logit
from tests.unit.effects.fitted_models import BINARY, MEASURES, NUMBER

from thuiszitters.effects.risks import standardised_risks
from thuiszitters.logit import fit_design
from thuiszitters.logit.clustered import fit_clustered
from thuiszitters.models.coding import design_from_patterns

#: Half the chi-squared quantile at 95 %.
DROP = 1.9207294103470613


def numbers(risks):
    quantities = [getattr(risk, name) for risk in risks for name in MEASURES]
    return np.array([(q.estimate, q.std_error) for q in quantities])


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize(("ratio", "agreement"), [(1e7, 1e-9), (1e8, 1e-8), (3e10, 1e-5)])
def test_a_far_centre_changes_no_risk(table, ratio, agreement, clustered):
    # Moving a number moves only the intercept. Above 4e9 a quarter is no longer exact in a column
    # of doubles beside its square, hence the looser agreement there.
    found = []
    for centre in (0.0, float(round(ratio * table["x"].std() / 4) * 4)):
        moved = table.assign(x=table["x"] + centre)
        cluster = "site" if clustered else None
        design = design_from_patterns(moved, [NUMBER, BINARY], cluster=cluster)
        fit = fit_clustered(design) if clustered else fit_design(design)
        found.append(numbers(standardised_risks(fit, covariance="CR1" if clustered else "model")))
    np.testing.assert_allclose(found[1], found[0], rtol=agreement)


def profile_end(events, pupils, upper):
    """Closed form: in a saturated model Firth adds half a pupil to each cell of a level."""
    a, b = events + 0.5, pupils - events + 0.5
    top = a / (a + b)

    def above(p):
        return a * np.log(p / top) + b * np.log((1 - p) / (1 - top)) + DROP

    return brentq(above, top, 1 - 1e-12, xtol=1e-14) if upper else brentq(above, 1e-12, top)


@pytest.mark.thorough
def test_risks_of_a_separated_level_by_closed_forms():
    rows = [("yes", 0, 6), ("no", 1, 20), ("no", 0, 60)]
    data = pd.DataFrame(rows, columns=["z", "outcome", "n_pupils"])
    fit = fit_design(design_from_patterns(data, [BINARY]))
    (risk,) = standardised_risks(fit)
    # FLIC moves both logits alike; the ends are those of the profile, moved as well.
    shift = risk.logit_risk.estimate - logit(0.5 / 7)
    low, high = risk.logit_risk.interval(0.95)
    assert low == pytest.approx(logit(profile_end(0, 6, upper=False)) + shift, abs=1e-6)
    # Upwards the exact limit of 0 in 6 reaches further.
    assert expit(high) == pytest.approx(1 - 0.025 ** (1 / 6), rel=1e-9)
    ends = [expit(end) for end in risk.logit_risk_reference.interval(0.95)]
    expected = [expit(logit(profile_end(20, 80, upper=side)) + shift) for side in (False, True)]
    np.testing.assert_allclose(ends, expected, rtol=1e-6)
    one, other = risk.risk, risk.risk_reference
    half = np.sqrt(1 / (80 * other * (1 - other))) * 1.959963984540054
    reach = np.hypot(1 - 0.025 ** (1 / 6) - one, other - expit(logit(other) - half))
    # The delta limit of the reference rests on FLIC's own share, 20.3 of 80 or so.
    assert risk.difference.interval(0.95)[1] == pytest.approx(one - other + reach, rel=1e-3)
    assert -1 < risk.difference.interval(0.95)[0] < one - other
    assert risk.difference.p_value >= fit.term("z=yes").p_value
