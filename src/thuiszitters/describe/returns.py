"""Duration until return to school, by Kaplan and Meier's estimator."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from thuiszitters.describe.absence import main_factors
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.plan import Plan
from thuiszitters.results.schema import build
from thuiszitters.results.tables_absence import RETURNS

#: Weeks since the beginning at which a curve is read: for all pupils, for levels of a factor.
WEEKS = (1, 2, 3, 4, 6, 8, 10, 13, 17, 21, 26, 34, 43, 52)
WEEKS_BY_LEVEL = (1, 4, 13, 26)

Row = dict[str, object]
Numbers = np.typing.NDArray[np.float64]


def describe_returns(patterns: pd.DataFrame | None, plan: Plan, level: float) -> pd.DataFrame:
    """The table `RETURNS`; without rows where nobody was absent for more than a week.

    Parameters
    ----------
    patterns
        Distinct rows of pupils with ``days`` and ``returned`` of the first episode of more than a
        week, missing where a pupil had none, and ``n_pupils``.
    plan
        Its main model names the factors.
    level
        Confidence of the intervals.
    """
    if patterns is None or patterns.empty:
        return build(RETURNS, [])
    absent = patterns[patterns["days"].notna()]
    rows = list(_curve(absent, WEEKS, level))
    for factor in main_factors(plan):
        for name in factor.levels:
            own = absent[absent[factor.name] == name]
            rows += [
                {"predictor": factor.name, "level": name, **row}
                for row in _curve(own, WEEKS_BY_LEVEL, level)
            ]
    return build(RETURNS, rows)


def kaplan_meier(
    days: Numbers,
    returned: "np.typing.NDArray[np.bool_]",
    counts: "np.typing.NDArray[np.int64]",
    at: Numbers,
    level: float,
) -> tuple[Numbers, Numbers, Numbers]:
    """Share still absent after so many days, with the ends of its interval.

    Parameters
    ----------
    days
        Days of absence; so far, where the pupil has not returned.
    returned
        Whether the absence ended. Pupils who return on the day on which another is censored
        return before that one is.
    counts
        Pupils with each row.
    at
        Days at which the curve is read: the share of absences of more days than that.
    level
        Confidence of the interval: Greenwood's variance on the log-log scale.

    Returns
    -------
    tuple
        Estimate, lower and upper end. Ends are NaN where the estimate is 0 or 1.

    Notes
    -----
    The estimator is statsmodels' `SurvfuncRight`; the interval is that of R's
    ``survfit(conf.type = "log-log")``.

    References
    ----------
    Kaplan and Meier (1958), JASA 53, 457-481; Kalbfleisch and Prentice (2002), section 1.4.
    """
    # Loaded where it is needed: statsmodels takes about a second.
    from statsmodels.duration.survfunc import SurvfuncRight

    curve = SurvfuncRight(days, returned.astype("int64"), freq_weights=counts)
    place = np.searchsorted(curve.surv_times, at, side="right") - 1
    share = np.where(place < 0, 1.0, curve.surv_prob[place])
    low = np.full(share.shape, np.nan)
    high = low.copy()
    inside = (share > 0) & (share < 1)
    # Greenwood's sum; with weights statsmodels gives the error of another estimator (Tsiatis).
    followed, ended = curve.n_risk, curve.n_events
    left = np.maximum(followed - ended, 1e-300)  # 0 only where the share becomes 0
    error = np.sqrt(np.cumsum(ended / (followed * left)))[place[inside]]
    logarithm = np.log(share[inside])
    spread = np.exp(normal_quantile(level) * error / np.abs(logarithm))
    low[inside], high[inside] = share[inside] ** spread, share[inside] ** (1 / spread)
    return share, low, high


def _curve(absent: pd.DataFrame, weeks: tuple[int, ...], level: float) -> Iterator[Row]:
    """Rows of one group: at every week the pupils still followed, and what became of the others."""
    if absent.empty:
        return
    days = absent["days"].to_numpy(dtype="float64")
    returned = absent["returned"].to_numpy(dtype=bool)
    counts = absent["n_pupils"].to_numpy(dtype="int64")
    at = 7.0 * np.array(weeks)
    if not returned.any():
        share, low, high = np.ones(len(at)), np.full(len(at), np.nan), np.full(len(at), np.nan)
    else:
        share, low, high = kaplan_meier(days, returned, counts, at, level)
    for place, border in enumerate(at):
        before = at[place - 1] if place else 0.0
        now = (days > before) & (days <= border)
        followed = int(counts[days > border].sum())
        yield {
            "weeks": weeks[place],
            "n_at_risk": followed,
            "n_returned": int(counts[now & returned].sum()),
            "n_censored": int(counts[now & ~returned].sum()),
            # After the last pupil left sight nothing is known of how many are still absent.
            "still_absent": share[place] if followed or share[place] == 0 else np.nan,
            "ci_low": low[place] if followed else np.nan,
            "ci_high": high[place] if followed else np.nan,
            "confidence": level,
        }
