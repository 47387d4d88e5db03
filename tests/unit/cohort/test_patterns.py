from dataclasses import replace

import pytest
from tests.unit.cohort.six_pupils import plan_of_two, six_pupils

from thuiszitters.cohort.patterns import count_patterns
from thuiszitters.plan.estimation import EstimationSpec


@pytest.fixture
def plan():
    return plan_of_two()


@pytest.fixture
def analysis():
    return six_pupils()


def test_patterns_are_distinct_rows_with_counts_and_no_identifier(analysis, plan):
    patterns = count_patterns(analysis, plan)
    assert list(patterns) == ["outcome", "girl", "age_years", "n_pupils"]
    assert patterns["n_pupils"].tolist() == [1, 2, 1, 2]
    assert patterns["girl"].fillna("missing").tolist() == ["missing", "no", "no", "yes"]
    assert patterns.dtypes.astype(str).tolist() == ["int8", "str", "float64", "int64"]


@pytest.mark.parametrize("clusters", ["auto", "site"])
def test_the_site_is_part_of_a_pattern_unless_the_plan_has_no_use_for_it(analysis, plan, clusters):
    sited = analysis.assign(site=["x", "x", "y", "y", "x", "y"])
    without = replace(plan, estimation=EstimationSpec(clusters="none"))
    assert "site" not in count_patterns(sited, without)
    clustered = replace(plan, estimation=EstimationSpec(clusters=clusters))
    assert "site" not in count_patterns(analysis, clustered)
    patterns = count_patterns(sited, clustered)
    assert list(patterns)[-2:] == ["site", "n_pupils"]
    assert patterns["n_pupils"].sum() == 6
