"""Stage: who is in the cohort, by outcome, and which problems occur together."""

from collections.abc import Mapping

import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.describe.co_occurrence import count_combinations
from thuiszitters.plan import Plan


def describe_cohort(
    tables: Mapping[str, pd.DataFrame],
    plan: Plan,
    _rng: Streams,
) -> dict[str, pd.DataFrame]:
    """Describe the pupils of a cohort; nothing is drawn.

    Parameters
    ----------
    tables
        ``patterns`` of the patterns stage.
    """
    return {
        "characteristics": characteristics(tables["patterns"], plan),
        "combinations": count_combinations(tables["patterns"], plan),
    }
