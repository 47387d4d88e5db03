"""Who is in the cohort, and how many pupils were left out at each step."""

import pandas as pd

from thuiszitters.base import sql
from thuiszitters.base.errors import Problem
from thuiszitters.base.text import Text
from thuiszitters.cohort.people import ADVICE, People, no_numbers
from thuiszitters.plan.cohort import CohortSpec, EligibilityRule
from thuiszitters.results.schema import build
from thuiszitters.results.tables_cohort import FLOW

#: Steps that every cohort has; the eligibility rules of its file come between them.
READ = "read"
OUTCOME_UNKNOWN = "outcome_unknown"
STANDARD_REASONS = {
    READ: Text(nl="Ingelezen leerlingen", en="Pupils read"),
    OUTCOME_UNKNOWN: Text(nl="Uitkomst niet bekend", en="Outcome not known"),
}


def flow_reasons(spec: CohortSpec) -> dict[str, Text]:
    """Label of every reason that can stand in the flow of this cohort."""
    own = {rule.name: rule.label for rule in spec.eligibility}
    return {READ: STANDARD_REASONS[READ], **own, OUTCOME_UNKNOWN: STANDARD_REASONS[OUTCOME_UNKNOWN]}


def eligibility_problems(people: People, spec: CohortSpec) -> list[Problem]:
    """Rules about a column that is not there, or bounds on one that holds no numbers."""
    problems = []
    for rule in spec.eligibility:
        where = f"config/cohorts/{spec.name}.yaml: eligibility.{rule.name}"
        if rule.column not in people.kinds:
            problems.append(people.missing_column(where, rule.column))
        elif _has_bounds(rule) and people.kinds[rule.column] != "number":
            problems.append(no_numbers(where, rule.column, "no minimum or maximum", ADVICE))
    return problems


def _has_bounds(rule: EligibilityRule) -> bool:
    return rule.minimum is not None or rule.maximum is not None


def leaving_step(people: People, rules: tuple[EligibilityRule, ...]) -> str:
    """An expression for the first rule, counted from 1, that leaves a pupil out; 0 for none."""
    leaves = [
        f"WHEN NOT ({eligible(people, rule)}) THEN {number}"
        for number, rule in enumerate(rules, start=1)
    ]
    return f"CASE {' '.join(leaves)} ELSE 0 END" if leaves else "0"


def eligible(people: People, rule: EligibilityRule) -> str:
    """A condition that pupils meet whom one rule allows; both bounds are included."""
    cell = sql.name(rule.column)
    allowed = [f"{cell} IS NOT NULL"]
    if rule.minimum is not None:
        allowed.append(f"{cell} >= {rule.minimum!r}")
    if rule.maximum is not None:
        allowed.append(f"{cell} <= {rule.maximum!r}")
    if rule.allowed:
        allowed.append(f"{people.words(rule.column)} IN {sql.texts(rule.allowed)}")
    condition = " AND ".join(allowed)
    if rule.keep_missing:
        condition = f"{cell} IS NULL OR ({condition})"
    return f"coalesce({condition}, false)"


def flow_table(n_read: int, steps: list[tuple[str, int]]) -> pd.DataFrame:
    """The flow as a table: step 0 is what was read, each further step leaves pupils out.

    Examples
    --------
    >>> flow_table(10, [("too_young", 3)])[["step", "reason", "n_excluded", "n_remaining"]]
       step     reason  n_excluded  n_remaining
    0     0       read           0           10
    1     1  too_young           3            7
    """
    rows, remaining = [{"step": 0, "reason": READ, "n_excluded": 0, "n_remaining": n_read}], n_read
    for number, (reason, excluded) in enumerate(steps, start=1):
        remaining -= excluded
        counts = {"n_excluded": excluded, "n_remaining": remaining}
        rows.append({"step": number, "reason": reason, **counts})
    return build(FLOW, rows)
