"""Formulas mean what statsmodels means by them, or are refused."""

import numpy as np
import pytest
import statsmodels.formula.api as smf
from statsmodels.genmod.families import Binomial

import thuiszitters as th

SAME = [
    "absent20 ~ aboriginal + male",
    "absent20 ~ 1 + C(age_group, Treatment('F2')) + male",
    "absent20 ~ C(age_group) + male",
    "absent20 ~ (aboriginal + male) + slow_learner",
]


@pytest.mark.parametrize("formula", SAME)
def test_a_formula_gives_the_coefficients_of_statsmodels(frame, formula):
    ours = th.odds_ratios(frame, formula=formula).tidy(exponentiate=False)["estimate"]
    theirs = smf.glm(formula, frame, family=Binomial()).fit().params
    np.testing.assert_allclose(sorted(ours), sorted(theirs), atol=1e-7)


def test_a_name_with_a_space_stands_between_backticks_or_in_q(frame):
    spaced = frame.rename(columns={"age_group": "age group"})
    for name in ("`age group`", 'Q("age group")', "C(Q('age group'), Treatment(reference='F0'))"):
        terms = th.odds_ratios(spaced, formula=f"absent20 ~ {name}").tidy()["term"]
        assert terms[1] == "age group=F1"


REFUSED = {
    "absent20 ~ male*slow_learner": "interaction",
    "absent20 ~ male:slow_learner": "interaction",
    "absent20 ~ np.log(age)": "computed",
    "absent20 ~ I(age**2)": "computed",
    "absent20 ~ C(male, Sum)": "contrasts",
    "absent20 ~ 0 + male": "intercept",
    "absent20 ~ male - 1": "intercept",
    "absent20": "no ~",
    "~ male": "outcome",
    "a + b ~ male": "outcome",
    "absent20 ~ ": "no column is named",
    "absent20 ~ (male": "cannot be read",
    "absent20 ~ bs(age, df=4)": "computed",
    "": "no ~",
}


@pytest.mark.parametrize(("formula", "said"), REFUSED.items())
def test_what_is_not_supported_gets_a_sentence(frame, formula, said):
    with pytest.raises(th.PlanError, match=said):
        th.odds_ratios(frame, formula=formula)
