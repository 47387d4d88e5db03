"""Which predictors are missing together, and for how many pupils."""

import pandas as pd

from thuiszitters.plan.analysis import Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_cohort import MISSING_PATTERNS


def count_missing_patterns(patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Count the pupils with every pattern of missing values of the plan's predictors.

    Parameters
    ----------
    patterns
        Distinct rows with ``n_pupils``.
    plan
        Its predictors, in this order.

    Returns
    -------
    DataFrame
        The table `MISSING_PATTERNS`: ``predictors`` (those that are missing, as "a, b"; empty for
        pupils of whom all is known) and ``n_pupils``, most common first. No rows where nothing is
        missing.

    Examples
    --------
    >>> from thuiszitters.plan.reading import plan_of_sections
    >>> spec = {"label": "x", "kind": "binary", "per": 1}
    >>> plan = plan_of_sections(predictors={"a": spec, "b": spec})
    >>> patterns = pd.DataFrame({"a": ["yes", None], "b": [None, None], "n_pupils": [5, 3]})
    >>> count_missing_patterns(patterns, plan)["predictors"].tolist()
    ['b', 'a, b']
    """
    names = [predictor.name for predictor in plan.predictors]
    unknown = patterns[names].isna()
    names = [name for name in names if unknown[name].any()]
    if not names:
        return build(MISSING_PATTERNS, [])
    distinct = patterns[["n_pupils"]].groupby([unknown[name] for name in names]).sum()
    rows = [
        {
            "kind": "pattern",
            "predictors": ", ".join(name for name, gone in zip(names, key, strict=True) if gone),
            "n_pupils": int(n),
        }
        for key, n in zip(
            (key if isinstance(key, tuple) else (key,) for key in distinct.index),
            distinct["n_pupils"],
            strict=True,
        )
    ]
    rows.sort(key=lambda row: (-int(str(row["n_pupils"])), row["predictors"]))
    return build(MISSING_PATTERNS, rows)
