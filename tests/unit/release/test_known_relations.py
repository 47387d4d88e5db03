"""Pupils by number of domains, each times its number, add up to the pupils of all domains."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
from tests.unit.release.whole_line import WORD, plan_of, tables_of, yes_no

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.plan.further_specs import ProblemCountSpec
from thuiszitters.release.known_relations import background_of
from thuiszitters.release.stage import release_results

COUNT_5 = DisclosureProfile("count_5", WORD, WORD, 5, False, False, 1, 0, 1.0)
DOMAINS = ("first", "second", "third")


def cohort(n_third):
    """Two common domains, and one that nobody has with both of these."""
    rows = []
    for one, two, outcome in product(("no", "yes"), ("no", "yes"), (0, 1)):
        rows.append(
            {"first": one, "second": two, "third": "no", "outcome": outcome, "n_pupils": 25}
        )
    for outcome, n in ((0, n_third), (1, n_third)):
        row = {"first": "yes", "second": "no", "third": "yes", "outcome": outcome}
        rows.append({**row, "n_pupils": n})
    return pd.DataFrame(rows).astype(dict.fromkeys(DOMAINS, "str"))


def released(patterns):
    plan = plan_of(*map(yes_no, DOMAINS))
    plan = replace(plan, problem_count=ProblemCountSpec(DOMAINS, (), 3))
    tables = {**tables_of(patterns, plan), "patterns": patterns}
    background = background_of(plan, patterns, COUNT_5, None)
    return tables, release_results(tables, COUNT_5, background, plan=plan).tables


def pupils(table, domain):
    own = table[(table["predictor"] == domain) & (table["level"] == "yes")]
    return own["n_pupils"].iloc[0]


def third_by_subtraction(steps, characteristics):
    """What is left of the sum over numbers of domains once the shown domains are taken off."""
    step = steps[steps["kind"] == "step"]
    total = sum(
        int(str(level).rstrip("+")) * n
        for level, n in zip(step["level"], step["n_pupils"], strict=True)
    )
    return total - pupils(characteristics, "first") - pupils(characteristics, "second")


@pytest.mark.thorough
def test_the_sum_over_numbers_of_domains_gives_a_suppressed_domain_back():
    tables, shown = released(cohort(2))
    assert pd.isna(pupils(shown["characteristics"], "third"))
    assert third_by_subtraction(tables["problem_count"], tables["characteristics"]) == 4


@pytest.mark.thorough
def test_the_numbers_of_domains_stay_where_a_domain_is_suppressed():
    _, shown = released(cohort(2))
    assert shown["problem_count"][["n_pupils", "n_events", "odds_ratio"]].isna().all(axis=None)


@pytest.mark.thorough
def test_they_leave_where_every_domain_does():
    _, shown = released(cohort(20))
    assert third_by_subtraction(shown["problem_count"], shown["characteristics"]) == pytest.approx(
        40
    )
