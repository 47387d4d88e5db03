"""Pupils who do not exist, two releases about them, and an outsider who holds both."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.system.counts import COHORT, EVERYONE, Counts, Group, Quantity
from thuiszitters.release.system.suppression import suppress_counts

#: Levels of two predictors; the third axis is the outcome, the fourth whether a model has them.
SHAPE = (2, 4, 2, 2)
PREDICTORS = ("girl", "profile")
MEASURES = ("n_pupils", "n_events")


@dataclass(frozen=True)
class Release:
    """A table of pupils, what was suppressed of it, and what stands in the release."""

    table: np.ndarray
    mask: object
    earlier: Earlier

    def shown(self):
        """Every visible count as a sum over the table: indicator and value."""
        for quantity, value in visible(self.mask).items():
            yield indicator(quantity), value


def counts_of_table(table):
    """Counts of a cohort and of the model `main`."""
    pupils, events = {}, {}
    universes = [COHORT] if table[..., 0].sum() == 0 else [COHORT, "main"]
    for universe in universes:
        groups = [Group(universe, EVERYONE, EVERYONE)]
        groups += [
            Group(universe, name, f"level{level}")
            for name, levels in zip(PREDICTORS, SHAPE, strict=False)
            for level in range(levels)
        ]
        for group in groups:
            pupils[group] = int((indicator(Quantity(group, "n_pupils")) * table).sum())
            events[group] = int((indicator(Quantity(group, "n_events")) * table).sum())
    return Counts(pupils, events)


def indicator(quantity):
    """Which cells of the table a count adds up."""
    group = quantity.group
    chosen = np.ones(SHAPE)
    if group.predictor != EVERYONE:
        axis, level = PREDICTORS.index(group.predictor), int(group.level.removeprefix("level"))
        keep = np.zeros(SHAPE[axis])
        keep[level] = 1.0
        chosen = chosen * np.expand_dims(keep, [a for a in range(4) if a != axis])
    if quantity.measure != "n_pupils":
        has = {"n_events": [0.0, 1.0], "n_non_events": [1.0, 0.0]}[quantity.measure]
        chosen = chosen * np.array(has)[None, None, :, None]
    if group.universe != COHORT:
        chosen = chosen * np.array([0.0, 1.0])[None, None, None, :]
    return chosen


def visible(mask):
    counts = mask.counts
    shown = (Quantity(group, measure) for group in counts.pupils for measure in MEASURES)
    return {q: counts.value(q) for q in shown if q not in mask.rules}


def release(table, profile, earlier=()):
    """Release a table of pupils under a profile, after the releases before it."""
    mask = suppress_counts(counts_of_table(table), profile, earlier)
    shown = visible(mask)
    rows = {"characteristics": [], "estimates": []}
    for group in mask.counts.pupils:
        total = group.predictor == EVERYONE
        pair = [shown.get(Quantity(group, measure), pd.NA) for measure in MEASURES]
        if group.universe == COHORT:
            place = ("all", None) if total else ("level", group.level)
            rows["characteristics"].append((group.predictor, *place, *pair))
        else:
            place = ("(Intercept)", None) if total else (group.predictor, group.level)
            rows["estimates"].append((group.universe, *place, *pair))
    columns = {
        "characteristics": ["predictor", "row", "level", *MEASURES],
        "estimates": ["model", "predictor", "level", *MEASURES],
    }
    tables = {name: pd.DataFrame(rows[name], columns=columns[name]) for name in rows}
    return Release(table, mask, Earlier("before", tables, protected=tuple(mask.protected)))


def width(target, first, second, change):
    """How far apart the bounds are on a count that the outsider cannot see.

    Parameters
    ----------
    target
        Indicators over the table of the first and of the second release.
    change
        What the outsider knows happened: "none", "added" or "removed" pupils. He knows it of
        every cell of the full table, which is more than any table shows.
    """
    size = int(np.prod(SHAPE))
    rows, values = [], []
    for number, one in enumerate((first, second)):
        for chosen, value in one.shown() if one is not None else ():
            row = np.zeros(2 * size)
            row[number * size : (number + 1) * size] = chosen.ravel()
            rows.append(row)
            values.append(value)
    less = np.hstack([np.eye(size), -np.eye(size)])
    knows = {"added": less, "removed": -less, "none": np.vstack([less, -less])}[change]
    goal = np.concatenate([part.ravel() for part in target])
    ends = []
    for sign in (1.0, -1.0):
        answer = linprog(sign * goal, A_ub=knows, b_ub=np.zeros(len(knows)), A_eq=np.array(rows),
                         b_eq=np.array(values), method="highs")  # fmt: skip
        assert answer.status in {0, 3}, answer.message
        ends.append(sign * answer.fun if answer.status == 0 else np.inf)
    return ends[1] - ends[0]
