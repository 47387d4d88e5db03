"""How often problems occur together."""

from tests.unit.describe.combined import cohort, counted

from thuiszitters.describe.co_occurrence import count_combinations
from thuiszitters.plan.reading import plan_of_sections


def test_combinations_are_counted_most_common_first_and_unknown_answers_apart():
    patterns = cohort(["a", "b"], [12, 30, 9, 6])
    patterns.loc[len(patterns)] = {"outcome": 1, "a": None, "b": "yes", "n_pupils": 2}
    table = counted(patterns, ["a", "b"])
    assert table["predictors"].tolist() == ["b", "", "a", "a, b", ""]
    assert table["kind"].tolist() == ["combination"] * 4 + ["missing"]
    assert table["n_pupils"].tolist() == [30, 12, 9, 6, 2]
    assert table["n_events"].tolist() == [10, 4, 3, 2, 2]


def test_a_plan_that_counts_no_problems_has_no_combinations():
    assert count_combinations(cohort(["a"], [3, 4]), plan_of_sections()).empty
