"""Names that tables, columns and keys had in earlier versions, so that older results are read."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from thuiszitters.results.schema import Role

if TYPE_CHECKING:
    import pandas as pd

#: Former name to the name now.
TABLES = {"stacking": "problem_count", "overlaps": "decompositions"}
COLUMNS = {"overlap": "decomposition"}
#: The same for the keys of ``release.json``, by the part of the record they stand in.
RELEASE = {
    "": {"withheld_counts": "suppressed_counts", "attack": "protection"},
    "rules": {"mask_zero": "suppress_zero", "mask_complement": "suppress_complement"},
    "tables": {"masked_rows": "suppressed_rows"},
    "earlier": {
        "too_few_apart": "differing_by_too_few",
        "cannot_be_unsaid": "released_before",
    },
}
#: What a row says of a number that was suppressed, as it was said before.
_STATE = re.compile(r"^(counts_|summary_|)(?:masked|withheld)(?=$|\|)")
_SAID = (Role.STATE, Role.METHOD, Role.EMPTY)
_OF_RUN = {"stacking_adjust_for": "problem_count_adjust_for"}


def renamed(content: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The same mapping with the names of now.

    Examples
    --------
    >>> renamed({"stacking": 1, "risks": 2}, TABLES)
    {'problem_count': 1, 'risks': 2}
    """
    return {names.get(key, key): value for key, value in content.items()}


def table_of_now(name: str, table: "pd.DataFrame") -> "tuple[str, pd.DataFrame]":
    """A table of any version by its name of now, with the columns and states of now.

    Examples
    --------
    >>> import pandas as pd
    >>> name, table = table_of_now("overlaps", pd.DataFrame({"overlap": ["care"]}))
    >>> name, list(table)
    ('decompositions', ['decomposition'])
    """
    from thuiszitters.results.catalogue import TABLES as DECLARED

    if name in TABLES:
        table = table.rename(columns=COLUMNS)
    name = TABLES.get(name, name)
    for column in DECLARED[name].of_role(*_SAID) if name in DECLARED else ():
        if column in table and table[column].astype("str").str.match(_STATE).any():
            table = table.assign(**{column: table[column].map(state_of_now, na_action="ignore")})
    return name, table


def state_of_now(state: str) -> str:
    """A status, a reason or a method as it is said now.

    Examples
    --------
    >>> state_of_now("masked"), state_of_now("counts_masked|rule=difference")
    ('suppressed', 'counts_suppressed|rule=difference')
    >>> state_of_now("withheld"), state_of_now("separation|masked=a")
    ('suppressed', 'separation|masked=a')
    """
    return _STATE.sub(r"\1suppressed", state)


def study_of_now(document: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a ``study.json`` of any version with the keys of now.

    Examples
    --------
    >>> study_of_now({"stacking": {}, "run": {"stacking_adjust_for": ["sex"]}})
    {'problem_count': {}, 'run': {'problem_count_adjust_for': ['sex']}}
    """
    found = renamed(document, TABLES)
    if "run" in found:
        found["run"] = renamed(found["run"], _OF_RUN)
    findings = found.get("report", {}).get("plan", {}).get("findings")
    if findings:
        plan = found["report"]["plan"]
        own = {name: renamed(part, COLUMNS) for name, part in findings.items()}
        found["report"] = {**found["report"], "plan": {**plan, "findings": own}}
    return found
