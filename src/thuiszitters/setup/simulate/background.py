"""School history and background of the synthetic pupils, from a stream of their own."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.plan.simulation import SimulatedBackground

#: Levels of secondary education from low to high; the highest is advised, never attended here.
ADVICE = ("praktijkonderwijs", "vmbo-b", "vmbo-k", "vmbo-t", "havo", "vwo")
#: Share, of those who fell, of pupils who fell two levels.
_TWO = 0.25
#: Column of the extract for every yes/no entry of the configuration.
_COLUMNS = {
    "judicial": "justitiele_maatregel",
    "special_education": "eerder_speciaal_onderwijs",
    "urban": "herkomst_stad",
    "closed_youth_care": "problemen_gesloten_jeugdzorg",
    "mental_health_care": "problemen_ggz",
}


def background_columns(
    spec: SimulatedBackground,
    truth: pd.DataFrame,
    attended: Sequence[str],
    rng: np.random.Generator,
) -> dict[str, list[str]]:
    """Columns of the pupils file that follow from problems, outcome and chance.

    Parameters
    ----------
    spec
        Shares, and what problems and outcome add to them.
    truth
        A row per pupil: ``girl``, the problems and ``outcome``, all True or False.
    attended
        School level of each pupil.
    rng
        A stream that nothing else draws from: without these columns every other is the same.

    Returns
    -------
    dict
        Dutch column name to cells as text; an empty cell is not known.
    """
    cells: dict[str, list[str]] = {}
    for name, terms in spec.shares:
        drawn = rng.random(len(truth)) < linear(terms, truth)
        within = dict(spec.within).get(name)
        if within is not None:
            drawn &= truth[within].to_numpy(dtype=bool)
        cells[_COLUMNS[name]] = ["ja" if one else "nee" for one in drawn]
    changes = rng.poisson(np.maximum(linear(spec.school_changes, truth), 0.0))
    cells["schoolwisselingen"] = [str(number) for number in changes]
    cells["schooladvies"] = _advice(spec, truth, attended, rng)
    mean, spread = spec.intelligence
    cells["iq"] = [str(round(score)) for score in rng.normal(mean, spread, len(truth))]
    for column, share in (("schooladvies", spec.missing_advice), ("iq", spec.missing_intelligence)):
        unknown = rng.random(len(truth)) < share
        cells[column] = [
            "" if gone else cell for gone, cell in zip(unknown, cells[column], strict=True)
        ]
    return cells


def linear(terms: Sequence[tuple[str, float]], truth: pd.DataFrame) -> Floats:
    """Base plus what every True of a pupil adds.

    Examples
    --------
    >>> linear([("base", 0.5), ("girl", 0.25)], pd.DataFrame({"girl": [True, False]})).tolist()
    [0.75, 0.5]
    """
    known: Mapping[str, Floats | float] = {"base": 1.0} | {
        name: truth[name].to_numpy(dtype=np.float64) for name, _ in terms if name != "base"
    }
    return np.asarray(sum(value * known[name] for name, value in terms) + np.zeros(len(truth)))


def _advice(
    spec: SimulatedBackground,
    truth: pd.DataFrame,
    attended: Sequence[str],
    rng: np.random.Generator,
) -> list[str]:
    """The level attended, or one or two above it for those who fell."""
    fell: Bools = rng.random(len(truth)) < linear(spec.level_drop, truth)
    steps = np.where(fell, 1 + (rng.random(len(truth)) < _TWO), 0)
    places = [
        min(ADVICE.index(level) + step, len(ADVICE) - 1)
        for level, step in zip(attended, steps, strict=True)
    ]
    return [ADVICE[place] for place in places]
