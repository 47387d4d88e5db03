"""Which spells count, asked of the database for every kind of spell."""

import itertools
from dataclasses import replace

import pandas as pd
import pytest
from tests.workflow.runs import ROOT

from thuiszitters.absence.conditions import counts
from thuiszitters.base import engine
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.outcome import outcome_definition

ANSWERS = ("yes", "no", "unknown", None)
SPELLS = pd.DataFrame(
    itertools.product(ANSWERS, repeat=3), columns=["authorised", "enrolled", "exempt"]
)


@pytest.fixture(scope="module")
def definition():
    return outcome_definition(read_yaml(ROOT / "config/outcomes.yaml")["ocw_3m"], "ocw_3m")


def counted(definition):
    with engine.database() as connection:
        engine.view(connection, "a", SPELLS)
        rows = connection.sql(f"SELECT * FROM a WHERE {counts(definition)}").fetchall()
    return set(rows)


def expected(definition):
    """The rule in Python, spell by spell."""
    reasons = {"no"} | ({"yes"} if definition.authorised else set())
    reasons |= {"unknown"} if definition.unknown_reason == "counted" else set()
    found = set()
    for authorised, enrolled, exempt in (
        SPELLS.astype(object).where(SPELLS.notna(), None).to_numpy()
    ):
        kind = "absolute" if enrolled == "no" else "relative" if authorised in reasons else ""
        if kind in definition.kinds and (definition.exempt or exempt != "yes"):
            found.add((authorised, enrolled, exempt))
    return found


@pytest.mark.parametrize("authorised", [True, False])
@pytest.mark.parametrize("exempt", [True, False])
@pytest.mark.parametrize("unknown", ["counted", "not_counted"])
@pytest.mark.parametrize("kinds", [(), ("absolute",), ("relative",), ("absolute", "relative")])
def test_every_kind_of_spell_is_judged_as_the_rule_says(
    definition, authorised, exempt, unknown, kinds
):
    asked = replace(
        definition, authorised=authorised, exempt=exempt, unknown_reason=unknown, kinds=kinds
    )
    assert counted(asked) == expected(asked)
