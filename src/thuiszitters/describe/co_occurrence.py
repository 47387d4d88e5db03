"""Which problems occur together: every combination of the plan's domains, with its pupils."""

import pandas as pd

from thuiszitters.plan.analysis import Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_cohort import COMBINATIONS, PAIRS

#: So many combinations leave by name; the others are told as one group.
MOST = 15


def count_combinations(patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Count the pupils with every combination of the domains whose number the plan looks at.

    Parameters
    ----------
    patterns
        Distinct rows with ``n_pupils``.
    plan
        Its ``problem_count.domains``; a plan without them has no combinations.

    Returns
    -------
    DataFrame
        ``kind`` (combination, or missing for pupils of whom a domain is unknown),
        ``predictors`` (the domains a pupil has, as "a, b" in the plan's order; empty for
        none), ``n_pupils`` and ``n_events``; most common first.

    Examples
    --------
    >>> from thuiszitters.plan.reading import plan_of_sections
    >>> plan = plan_of_sections(problem_count={"domains": ["a", "b"], "adjust_for": [], "top": 2})
    >>> patterns = pd.DataFrame(
    ...     {"outcome": [0, 1], "a": ["yes", "yes"], "b": ["no", "yes"], "n_pupils": [5, 3]}
    ... )
    >>> count_combinations(patterns, plan)["predictors"].tolist()
    ['a', 'a, b']
    """
    domains = list(plan.problem_count.domains) if plan.problem_count else []
    if not domains:
        return build(COMBINATIONS, [])
    answers = patterns[domains]
    known = answers.notna().all(axis=1)
    names = [
        ", ".join(name for name, answer in zip(domains, row, strict=True) if answer == "yes")
        for row in answers.fillna("").itertuples(index=False, name=None)
    ]
    rows = pd.DataFrame(
        {
            "kind": known.map({True: "combination", False: "missing"}),
            "predictors": pd.Series(names, index=patterns.index).where(known, ""),
            "n_pupils": patterns["n_pupils"],
            "n_events": patterns["n_pupils"].where(patterns["outcome"] == 1, 0),
        }
    )
    counted = rows.groupby(["kind", "predictors"], as_index=False).sum()
    order = ["kind", "n_pupils", "predictors"]
    ordered = counted.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return build(COMBINATIONS, ordered)


def count_pairs(patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Count the pupils with each two of the domains, and with each alone of itself.

    Pupils of whom a domain is unknown are left out, as they are of the number of domains.

    Returns
    -------
    DataFrame
        ``first``, ``second`` (in the plan's order, the same for a domain by itself), ``n_pupils``
        and ``n_events``.

    Examples
    --------
    >>> from thuiszitters.plan.reading import plan_of_sections
    >>> plan = plan_of_sections(problem_count={"domains": ["a", "b"], "adjust_for": [], "top": 2})
    >>> patterns = pd.DataFrame(
    ...     {"outcome": [0, 1], "a": ["yes", "yes"], "b": ["no", "yes"], "n_pupils": [5, 3]}
    ... )
    >>> count_pairs(patterns, plan)[["first", "second", "n_pupils", "n_events"]].values.tolist()
    [['a', 'a', 8, 3], ['a', 'b', 3, 3], ['b', 'b', 3, 3]]
    """
    domains = list(plan.problem_count.domains) if plan.problem_count else []
    known = patterns[patterns[domains].notna().all(axis=1)]
    rows = []
    for place, first in enumerate(domains):
        for second in domains[place:]:
            both = known[(known[first] == "yes") & (known[second] == "yes")]
            row = {"first": first, "second": second, "n_pupils": int(both["n_pupils"].sum())}
            events = both.loc[both["outcome"] == 1, "n_pupils"]
            rows.append({**row, "n_events": int(events.sum())})
    return build(PAIRS, rows)
