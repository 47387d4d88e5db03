"""Rows while they are judged: what is suppressed of a row as a whole, and what it says of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from thuiszitters.release.joint_groups import counts_hidden, joint_rules
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.results.schema import ResultTable, Role

#: The first of these roles that a table has is what its rows are for; without it a row is empty.
_ANSWERS = (
    *(Role.CONTRAST, Role.FRACTION, Role.TEST, Role.DISCRIMINATION),
    *(Role.DIAGNOSTIC, Role.COUNT),
)
#: A reason of the release with its rule.
_RULE = r"^(suppressed|counts_suppressed|summary_suppressed)\|rule=.*$"


@dataclass(frozen=True, slots=True)
class Placed:
    """A row in its table, with what was decided about it as a whole.

    Attributes
    ----------
    row
        Its values, its universe and its kind of fit.
    whole
        The rule that suppresses everything of its model, fit or joint group.
    few_outside
        Whether the counts of the whole table would tell who is not in it.
    differs
        Whether its summaries differ from an earlier release by too few pupils.
    other
        The first rule that suppresses any row of the table as a whole.
    """

    table: ResultTable
    row: dict[str, Any]
    whole: str
    few_outside: bool
    differs: bool
    other: str = ""


def placed_rows(table: ResultTable, frame: pd.DataFrame, s: Suppressed) -> list[Placed]:
    """Every row of a table, with what is suppressed of it as a whole."""
    rows = [s.placed(table, row) for row in frame.to_dict("records")]
    joint = joint_rules(table, rows, s)
    few = counts_hidden(table, rows, s) if table.of_role(Role.JOINT) else False
    differing = s.differing_rows.get(table.name, frozenset())
    whole = [s.whole_fit(table, row) or rule for row, rule in zip(rows, joint, strict=True)]
    other = next((rule for rule in whole if rule), "")
    return [
        Placed(table, row, rule, few, place in differing, other)
        for place, (row, rule) in enumerate(zip(rows, whole, strict=True))
    ]


def states(
    table: ResultTable, placed: Sequence[Placed], rules: dict[str, list[str]], s: Suppressed
) -> tuple[list[str], list[str]]:
    """Status and reason of every row: suppressed by which rule, or only its counts or summaries."""
    by_role = {
        role: [_first(rules, table.of_role(role), place) for place in range(len(placed))]
        for role in (*_ANSWERS, Role.SUMMARY, Role.BY_OUTCOME)
    }
    answer = next((role for role in _ANSWERS if table.of_role(role)), None)
    status, reason = [], []
    for place, one in enumerate(placed):
        found = {role: own[place] for role, own in by_role.items()}
        suppressed = found[answer] if answer else ""
        plain = "" if _hides_reason(table, one, s) else one.row["reason"]
        told = suppressed and f"suppressed|rule={suppressed}"
        told = told or plain or _counts_only(found, one)
        reference = one.row["status"] == "reference"
        status.append("suppressed" if suppressed and not reference else one.row["status"])
        reason.append(told)
    return status, reason


def without_number_of_groups(table: ResultTable, judged: pd.DataFrame) -> pd.DataFrame:
    """A judged table of groups of a model, with one row where all of them are suppressed.

    Each group holds a least number of pupils with the outcome, so that their number tells of it.
    """
    if table.scope != "model":
        return judged
    again = judged.duplicated("model") & (judged["status"] == "suppressed")
    return judged[~again].reset_index(drop=True)


def without_rules(table: ResultTable, judged: pd.DataFrame) -> pd.DataFrame:
    """A released table whose reasons say that something is suppressed, and not why.

    The rule would tell a reader which of two suppressed counts is the small one.
    """
    shown = judged.copy()
    for name in table.of_role(Role.STATE):
        shown[name] = shown[name].str.replace(_RULE, r"\1", regex=True)
    return shown


def _first(rules: dict[str, list[str]], names: Sequence[str], place: int) -> str:
    return next((rules[name][place] for name in names if rules[name][place]), "")


def _counts_only(found: dict[Role, str], one: Placed) -> str:
    """The reason of a row that keeps what it is for, and loses its counts or its summaries."""
    if found[Role.COUNT]:
        return f"counts_suppressed|rule={found[Role.COUNT]}"
    for role in (Role.SUMMARY, Role.BY_OUTCOME):
        held = [one.row[name] for name in one.table.of_role(role)]
        if found[role] and any(not pd.isna(value) for value in held):
            return f"summary_suppressed|rule={found[role]}"
    return ""


def _hides_reason(table: ResultTable, one: Placed, s: Suppressed) -> bool:
    """Whether the reason of a row would tell that a suppressed level is separated."""
    if "model" not in table.names or pd.isna(one.row["model"]):
        return False
    unseen = [column for column in table.columns if column.role is Role.JOINT and not column.leaves]
    return bool(unseen and s.profile.suppresses) or s.tells_separation(one.row)
