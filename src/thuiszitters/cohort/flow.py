"""Who is in the cohort, and how many pupils were left out at each step."""

import pandas as pd

from thuiszitters.base.text import Text
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


def apply_eligibility(
    pupils: pd.DataFrame, rules: tuple[EligibilityRule, ...]
) -> tuple[pd.DataFrame, list[tuple[str, int]]]:
    """The pupils that every rule allows, and how many each rule left out, in order."""
    steps = []
    for rule in rules:
        allowed = eligible(pupils[rule.column], rule)
        steps.append((rule.name, int((~allowed).sum())))
        pupils = pupils[allowed].reset_index(drop=True)
    return pupils, steps


def eligible(
    column: "pd.Series[float] | pd.Series[str]", rule: EligibilityRule
) -> "pd.Series[bool]":
    """Which values one rule allows; both bounds are included.

    Examples
    --------
    >>> rule = EligibilityRule("age", Text("Leeftijd", "Age"), "age_years", minimum=12, maximum=17)
    >>> eligible(pd.Series([11.0, 12.0, 17.0, float("nan")]), rule).tolist()
    [False, True, True, False]
    """
    allowed = column.notna()
    if rule.minimum is not None:
        allowed &= column.astype("float64") >= rule.minimum
    if rule.maximum is not None:
        allowed &= column.astype("float64") <= rule.maximum
    if rule.allowed:
        allowed &= column.isin(list(rule.allowed))
    return allowed | (column.isna() if rule.keep_missing else False)


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
