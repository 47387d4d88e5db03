"""Input that cannot be used ends in sentences, all at once, without a pupil's value."""

import numpy as np
import pytest

from thuiszitters.base.errors import EstimationError
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text


def refused(table, specs, **names):
    with pytest.raises(EstimationError) as error:
        code_patterns(table, specs, **names)
    return str(error.value)


def test_a_predictor_that_is_not_there_is_named_with_the_nearest_spelling(pupils, specs):
    message = refused(pupils.rename(columns={"worried": "woried"}), specs)
    assert 'no column "worried"' in message
    assert 'Did you mean "woried"?' in message


def test_an_empty_table_is_refused(pupils, specs):
    assert "the table has no rows" in refused(pupils.iloc[:0], specs)


@pytest.mark.parametrize("count", [-1, 1.5, np.nan, np.inf])
def test_counts_must_be_whole_numbers_of_pupils(pupils, specs, count):
    counts = pupils["n_pupils"].astype("float64")
    counts.iloc[4] = count
    message = refused(pupils.assign(n_pupils=counts), specs)
    assert 'column "n_pupils": row 5: not a number of pupils' in message


def test_an_outcome_with_three_values_is_refused(pupils, specs):
    outcome = pupils["outcome"].copy()
    outcome.iloc[[0, 1]] = 2
    message = refused(pupils.assign(outcome=outcome), specs)
    assert "rows 1, 2: not an outcome. Allowed: 0 or 1." in message


def test_an_outcome_in_words_is_refused(pupils, specs):
    assert "not an outcome" in refused(pupils.assign(outcome="absent"), specs)


def test_infinite_numbers_are_refused(pupils, specs):
    ages = pupils["age_years"].copy()
    ages.iloc[9] = np.inf
    assert "row 10: an infinite number" in refused(pupils.assign(age_years=ages), specs)


def test_words_in_a_column_of_numbers_are_refused(pupils, specs):
    ages = pupils["age_years"].astype("object")
    ages.iloc[9] = "ten"
    message = refused(pupils.assign(age_years=ages), specs)
    assert "not a column of numbers" in message
    assert "ten" not in message


def test_a_level_the_plan_does_not_name_is_refused_by_row_not_by_value(pupils, specs):
    school = pupils["school"].copy()
    school.iloc[2] = "enormous"
    message = refused(pupils.assign(school=school), specs)
    assert "row 3: a level that the plan does not name. Allowed: small, middle, large." in message
    assert "enormous" not in message


def test_a_name_used_twice_is_refused(pupils, specs):
    assert '"worried" is named twice' in refused(pupils, [specs[0], specs[0]])


def test_the_outcome_cannot_be_a_predictor(pupils):
    spec = PredictorSpec("outcome", text("Outcome"), "numeric")
    assert '"outcome" is named twice' in refused(pupils, [spec])


def test_all_problems_are_reported_at_once(pupils, specs):
    outcome = pupils["outcome"].copy()
    outcome.iloc[0] = 7
    ages = pupils["age_years"].copy()
    ages.iloc[0] = -np.inf
    with pytest.raises(EstimationError) as error:
        code_patterns(pupils.assign(outcome=outcome, age_years=ages), specs)
    assert len(error.value.problems) == 2
