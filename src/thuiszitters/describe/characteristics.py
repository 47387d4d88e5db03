"""Who is in the cohort, by outcome: numbers of pupils, means, standardised differences."""

import numpy as np
import pandas as pd

from thuiszitters.plan.analysis import Plan, PredictorSpec
from thuiszitters.results.schema import build
from thuiszitters.results.standardised import standardised
from thuiszitters.results.tables_cohort import CHARACTERISTICS

#: Name of the first row, which holds the totals.
ALL = "__all__"
#: The square of a larger deviation is no number that a computer holds.
_SQUARES = 1e150

Row = dict[str, object]


def characteristics(patterns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Describe every predictor of the plan, for all pupils and by outcome.

    Parameters
    ----------
    patterns
        Distinct rows with ``n_pupils``.
    plan
        Its predictors, in this order; levels are shown reference first.

    Returns
    -------
    DataFrame
        The table `CHARACTERISTICS`. The first row holds the totals; a predictor has one row
        per level or one row of numbers, and a row for missing values where there are any.

    Notes
    -----
    The standardised difference of a level is (p1 - p0) / sqrt((p1 q1 + p0 q0) / 2), that of
    a number (m1 - m0) / sqrt((s1^2 + s0^2) / 2), among pupils whose value is known; index 1
    is pupils with the outcome.

    References
    ----------
    Austin (2009), Balance diagnostics for comparing the distribution of baseline
    covariates, Statistics in Medicine 28, equations 1 and 2. doi:10.1002/sim.3697
    """
    counts = patterns["n_pupils"].to_numpy(dtype="float64")
    event = patterns["outcome"].to_numpy() == 1
    rows: list[Row] = [_row(ALL, "", "all", None, counts, event)]
    for predictor in plan.predictors:
        column = patterns[predictor.name]
        if predictor.kind == "numeric":
            rows.append(_number_row(predictor, column, counts, event))
        else:
            rows.extend(_level_rows(predictor, column, counts, event))
        missing = column.isna().to_numpy()
        if missing.any():
            weight = np.where(missing, counts, 0.0)
            rows.append(_row(predictor.name, predictor.kind, "missing", None, weight, event))
    return build(CHARACTERISTICS, rows)


def _row(
    predictor: str,
    kind: str,
    row: str,
    level: str | None,
    weight: "np.typing.NDArray[np.float64]",
    event: "np.typing.NDArray[np.bool_]",
) -> Row:
    return {
        "predictor": predictor,
        "kind": kind,
        "row": row,
        "level": level,
        "n_pupils": round(float(weight.sum())),
        "n_events": round(float(weight[event].sum())),
    }


def _level_rows(
    spec: PredictorSpec,
    column: "pd.Series[str]",
    counts: "np.typing.NDArray[np.float64]",
    event: "np.typing.NDArray[np.bool_]",
) -> list[Row]:
    known = column.notna().to_numpy()
    rows = []
    for level in spec.levels:
        here = (column == level).to_numpy(dtype=bool)
        row = _row(spec.name, spec.kind, "level", level, np.where(here, counts, 0.0), event)
        with_outcome = _share(here, counts, known & event)
        without = _share(here, counts, known & ~event)
        spread = with_outcome * (1 - with_outcome) + without * (1 - without)
        row["standardised_difference"] = standardised(with_outcome - without, spread)
        rows.append(row)
    return rows


def _number_row(
    spec: PredictorSpec,
    column: "pd.Series[float]",
    counts: "np.typing.NDArray[np.float64]",
    event: "np.typing.NDArray[np.bool_]",
) -> Row:
    values = column.to_numpy(dtype="float64")
    known = ~np.isnan(values)
    row = _row(spec.name, spec.kind, "number", None, np.where(known, counts, 0.0), event)
    for suffix, mask in (("", known), ("_events", known & event), ("_non_events", known & ~event)):
        row[f"mean{suffix}"], row[f"sd{suffix}"] = _moments(values[mask], counts[mask])
    difference = float(row["mean_events"]) - float(row["mean_non_events"])  # type: ignore[arg-type]
    spread = float(row["sd_events"]) ** 2 + float(row["sd_non_events"]) ** 2  # type: ignore[arg-type]
    row["standardised_difference"] = standardised(difference, spread)
    return row


def _share(
    here: "np.typing.NDArray[np.bool_]",
    counts: "np.typing.NDArray[np.float64]",
    among: "np.typing.NDArray[np.bool_]",
) -> float:
    total = counts[among].sum()
    return float(counts[here & among].sum() / total) if total else float("nan")


def _moments(
    values: "np.typing.NDArray[np.floating]", counts: "np.typing.NDArray[np.floating]"
) -> tuple[float, float]:
    """Mean and standard deviation (n - 1) with counts; NaN where there are too few pupils."""
    largest = np.abs(values).max(initial=0.0)
    if largest > _SQUARES:
        mean, deviation = _moments(values / largest, counts)
        return mean * float(largest), deviation * float(largest)
    # Value by value, so that no digit depends on what else the plan asks of the pupils.
    distinct, place = np.unique(values, return_inverse=True)
    pupils = np.bincount(place, weights=counts, minlength=len(distinct))
    n_pupils = pupils.sum()
    if not n_pupils:
        return float("nan"), float("nan")
    mean = float((pupils * distinct).sum() / n_pupils)
    if n_pupils < 2:
        return mean, float("nan")
    return mean, float(np.sqrt((pupils * (distinct - mean) ** 2).sum() / (n_pupils - 1)))
