"""Absence counted: distinct rows of pupils, and episodes by what they are, without identifiers."""

from thuiszitters.base import sql
from thuiszitters.base.engine import Connection
from thuiszitters.cohort.absence import LONG, WITH_ABSENCE, absence_values
from thuiszitters.plan.analysis import Plan
from thuiszitters.results.tables_absence import PERIOD, WEEKS

#: Of a number of episodes the last class holds so many or more.
MOST_EPISODES = 5
#: Years since the transfer to secondary school from which on they are one class.
LAST_YEAR = 5
#: Classes of length: the most days of each but the last.
LENGTHS = {"1": 7, "2": 14, "4": LONG, "13": 91}

#: What is told of a pupil, from the columns of ``absence``.
_PUPILS = {
    "n_episodes": f"least({{n_episodes}}, {MOST_EPISODES})",
    "has_short": "{has_short}",
    "has_long": "{has_long}",
    # The database passes over what is missing when it takes the least of values.
    "school_year": "CASE WHEN {school_year} IS NOT NULL "
    f"THEN greatest(least({{school_year}}, {LAST_YEAR}), 0) END",
    "in_year": "{in_year}",
    "long_in_year": "{long_in_year}",
    "early": "{early}",
    "later": "{later}",
    "long_later": "{long_later}",
    "days": "{days}",
    "returned": "{returned}",
    "recorded": "{recorded}",
}
_SHORTER = " ".join(f"WHEN days <= {most} THEN '{name}'" for name, most in LENGTHS.items())
#: Week of the school year, from 1 August; its last day belongs to week 52.
_WEEK = (
    "least(1 + (first - CASE WHEN month(first) >= 8 THEN make_date(year(first), 8, 1) "
    f"ELSE make_date(year(first) - 1, 8, 1) END) // 7, {WEEKS})"
)
#: What a topic of episodes groups them by.
_TOPICS = {
    "length": f"CASE {_SHORTER} ELSE 'more' END",
    "kind": "kind",
    "end": "CASE WHEN open THEN 'open' ELSE 'ended' END",
    "week": f"CAST({_WEEK} AS VARCHAR)",
    "period": f"CAST(1 + ({_WEEK} - 1) // {PERIOD} AS VARCHAR)",
}


def absence_patterns_query(connection: Connection, plan: Plan) -> str:
    """Distinct combinations of the factors of a plan and of absence, with ``n_pupils``.

    Reads `WITH_ABSENCE`, which has no rows where a cohort has no spells.
    """
    factors = [one.name for one in plan.predictors if one.kind != "numeric"]
    told = absence_values(connection)
    values = {name: f"CAST(a.{sql.name(name)} AS VARCHAR)" for name in factors}
    values |= {name: value.format(**told) for name, value in _PUPILS.items()}
    selected = ", ".join(f"{value} AS {sql.name(name)}" for name, value in values.items())
    named = sql.names(values)
    order = ", ".join(f"{sql.name(name)} NULLS FIRST" for name in values)
    return (
        f"SELECT {named}, CAST(count(*) AS BIGINT) AS n_pupils FROM "
        f"(SELECT {selected} FROM {WITH_ABSENCE}) "
        f"GROUP BY {named} ORDER BY {order}"
    )


def episode_counts_query() -> str:
    """Episodes by topic and level, and how many pupils they are of.

    Returns
    -------
    str
        A query over ``episodes`` for ``topic``, ``level``, ``n`` and ``n_long`` (episodes, and
        those of more than four weeks); ``pupils``, ``pupils_long`` and ``pupils_short``: how
        many different pupils have them.
    """
    long = f"days > {LONG}"
    parts = [
        f"SELECT '{topic}' AS topic, level, CAST(count(*) AS BIGINT) AS n, "
        f"CAST(count(*) FILTER ({long}) AS BIGINT) AS n_long, "
        "CAST(count(DISTINCT pupil_id) AS BIGINT) AS pupils, "
        f"CAST(count(DISTINCT pupil_id) FILTER ({long}) AS BIGINT) AS pupils_long, "
        f"CAST(count(DISTINCT pupil_id) FILTER (NOT {long}) AS BIGINT) AS pupils_short "
        f"FROM (SELECT *, {value} AS level FROM episodes) GROUP BY level"
        for topic, value in _TOPICS.items()
    ]
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY topic, level"
