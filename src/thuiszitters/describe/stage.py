"""Stage: who is in the cohort, by outcome; which problems occur together; absence described."""

from collections.abc import Mapping

import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.describe.absence import describe_absence
from thuiszitters.describe.characteristics import characteristics
from thuiszitters.describe.co_occurrence import count_combinations, count_pairs
from thuiszitters.describe.missing_patterns import count_missing_patterns
from thuiszitters.describe.returns import describe_returns
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
        ``patterns``, ``absence_patterns`` and ``episode_counts`` of the patterns stage; the last
        two have no rows where a cohort brings no spells.
    """
    absence, level = tables.get("absence_patterns"), plan.estimation.level
    episodes = tables.get("episode_counts")
    return {
        "characteristics": characteristics(tables["patterns"], plan),
        "combinations": count_combinations(tables["patterns"], plan),
        "pairs": count_pairs(tables["patterns"], plan),
        "missing_patterns": count_missing_patterns(tables["patterns"], plan),
        "absences": describe_absence(absence, episodes, plan, level),
        "returns": describe_returns(absence, plan, level),
    }
