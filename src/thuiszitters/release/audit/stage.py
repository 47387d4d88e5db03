"""The audit of fits of which a predictor has a suppressed count.

For every such count a second cohort is exhibited: other pupils with the same shown counts, in which
the count differs by the width that the profile asks. It is fitted as the cohort is, and a number
leaves to the digits that both give. What is found is so shown, not argued: from numbers that two
cohorts give nobody can tell which of the two they came from.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.stage import describe_cohort
from thuiszitters.models.sites import with_sites
from thuiszitters.plan import Plan
from thuiszitters.plan.disclosure import ALL_DIGITS
from thuiszitters.release.audit.agreement import agreed_digits, numbers_of, numbers_shown
from thuiszitters.release.audit.exhibits import count_in, make_exhibits
from thuiszitters.release.audit.windows import Windows, windows_of
from thuiszitters.release.audited import Audited
from thuiszitters.release.precision import with_precision
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import EVERYONE, Quantity
from thuiszitters.release.system.suppression import LP_TOLERANCE
from thuiszitters.results.schema import Column, Type, released
from thuiszitters.results.tables_cohort import CHARACTERISTICS, COMBINATIONS
from thuiszitters.results.tables_models import ESTIMATES

#: Distinct rows of a cohort, at most: every fit takes its time from them.
MOST_ROWS = 5_000


def audit_numbers(s: Suppressed, plan: Plan) -> Audited:
    """Audit the adjusted fits whose numbers leave although a count behind them is suppressed.

    Parameters
    ----------
    s
        What is suppressed, with the tables of the run and its patterns.
    plan
        Its models.

    Returns
    -------
    Audited
        Empty where nothing is suppressed. Models over imputations are not audited: a second cohort
        would be imputed anew, and every number would change by what chance does.
    """
    every = s.to_audit()
    refused = {model: reason for model in every if (reason := _refused(model, s))}
    models = [model for model in every if model not in refused]
    if not models:
        return Audited(reasons=refused)
    patterns = s.tables["patterns"]
    decided = with_sites(plan, patterns)
    targets = _targets(s, decided, models)
    exhibits = make_exhibits(targets, decided, s, {one.model: one for one in _windows(s, models)})
    made = exhibits.made()
    if not all(_described_alike(other, decided, s) for other in made):
        return Audited(reasons={**refused, **dict.fromkeys(models, "other_tables")})
    failed = dict(exhibits.failed)
    for target in targets:
        if not _apart(target, [patterns, *made], decided, s):
            failed.setdefault(target, "too_narrow")
    for target, reason in failed.items():
        family = s.mask.counts.family(target.group.predictor)
        for model in models:
            if family & {*decided.model(model).predictors}:
                refused.setdefault(model, reason)
    cohorts = [numbers_shown(s.tables, models)]
    cohorts += [numbers_of(decided, other, models) for other in made]
    ratios, p_values, measures = agreed_digits(cohorts, s.profile)
    most = s.profile.significant_digits or ALL_DIGITS
    return Audited(
        {name: digits for name, digits in ratios.items() if digits < most},
        {name: digits for name, digits in p_values.items() if digits < s.profile.p_digits},
        frozenset(measures),
        tuple(model for model in models if model not in refused),
        refused,
    )


def _refused(model: str, s: Suppressed) -> str:
    """Why a model is not looked at; empty when it is."""
    if model in s.imputed:
        return "imputed"
    if "patterns" not in s.tables:
        return "no_plan"
    return "too_large" if len(s.tables["patterns"]) > MOST_ROWS else ""


def _targets(s: Suppressed, plan: Plan, models: Sequence[str]) -> list[Quantity]:
    """Counts to protect of predictors that are in an audited model, or of their relatives."""
    held = {name for model in models for name in plan.model(model).predictors}
    return [
        target
        for target in s.mask.protected
        if target.group.predictor != EVERYONE
        and s.mask.counts.family(target.group.predictor) & held
    ]


def _windows(s: Suppressed, models: Sequence[str]) -> Iterator[Windows]:
    """Released numbers of complete pupils, as windows."""
    for model in models:
        table, frame = ESTIMATES, s.tables["estimates"]
        own = frame[
            (frame["model"] == model)
            & (frame["model_kind"] == "adjusted")
            & (frame["status"] == "ok")
            & (frame["predictor"] != "(Intercept)")
        ]
        leaves = [not s.contrast(s.placed(table, row)) for row in own.to_dict("records")]
        shown = own[np.array(leaves, dtype=bool)]
        if len(shown):
            yield windows_of(shown, model, s.profile)


def _apart(target: Quantity, cohorts: Sequence[pd.DataFrame], plan: Plan, s: Suppressed) -> bool:
    values = [count_in(patterns, plan, target) for patterns in cohorts]
    return max(values) - min(values) >= s.profile.required_width - LP_TOLERANCE


def _described_alike(patterns: pd.DataFrame, plan: Plan, s: Suppressed) -> bool:
    """Whether the described cohort is the same wherever its numbers leave."""
    from thuiszitters.release.apply import apply

    other = describe_cohort({"patterns": patterns}, plan, Streams(0))
    for table in (CHARACTERISTICS, COMBINATIONS):
        own = s.tables.get(table.name)
        if own is None or own.reset_index(drop=True).equals(other[table.name]):
            continue
        shown = apply(table, own, s)
        found = with_precision(table, released(table, other[table.name]), s.profile)
        keys = [*table.keys]
        found = shown[keys].merge(found.drop_duplicates(keys), on=keys, how="left")
        if not all(_same(column, shown, found, s.profile.round_to) for column in table.released):
            return False
    return True


def _same(column: Column, shown: pd.DataFrame, found: pd.DataFrame, round_to: int) -> bool:
    """Whether a column holds the same wherever it leaves."""
    if column.type is Type.TEXT:
        return True
    was, now = (
        frame[column.name].to_numpy(dtype=float, na_value=np.nan) for frame in (shown, found)
    )
    if column.type is Type.WHOLE and round_to > 1:
        now = round_to * np.floor(now / round_to + 0.5)
    return bool((np.isnan(was) | (was == now)).all())
