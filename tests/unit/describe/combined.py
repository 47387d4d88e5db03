"""Pupils with each combination of problems, and how often each is counted."""

from itertools import product

import pandas as pd

from thuiszitters.describe.co_occurrence import count_combinations
from thuiszitters.plan.reading import plan_of_sections


def cohort(domains, n_pupils):
    """Patterns of all combinations of domains, with so many pupils each; a third has events."""
    rows = []
    for answers, count in zip(product(("no", "yes"), repeat=len(domains)), n_pupils, strict=True):
        for outcome, part in ((1, count // 3), (0, count - count // 3)):
            if part:
                named = dict(zip(domains, answers, strict=True))
                rows.append({"outcome": outcome, **named, "n_pupils": part})
    return pd.DataFrame(rows)


def counted(patterns, domains):
    problem_count = {"domains": domains, "adjust_for": [], "top": 3}
    return count_combinations(patterns, plan_of_sections(problem_count=problem_count))
