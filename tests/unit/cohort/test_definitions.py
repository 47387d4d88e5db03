"""One cohort under every definition: the pupils stay, the outcome changes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from thuiszitters.base import engine
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.cohort.build import Has, build_in_database
from thuiszitters.cohort.definitions import PREFIX, add_definitions, definition_columns
from thuiszitters.plan.cohort import OutcomeSpec
from thuiszitters.plan.outcome import outcome_definition

ROOT = Path(__file__).parents[3]
DEFINITIONS = read_yaml(ROOT / "config/outcomes.yaml")
#: Pupil, days, valid reason: five weeks truant, four months truant, five weeks ill.
SPELLS = [("01", 35, "no"), ("02", 125, "no"), ("03", 35, "yes")]


def analysis(spec, plan, source, capj, own="ocw_3m"):
    first = pd.Timestamp(2020, 9, 7)
    rows = [
        (pupil, first.date(), (first + pd.Timedelta(days=days - 1)).date(), valid, "yes", "no")
        for pupil, days, valid in SPELLS
    ]
    columns = ["pupil_id", "start_date", "end_date", "authorised", "enrolled", "exempt"]
    absences = pd.DataFrame(rows, columns=columns)
    from_spells = OutcomeSpec("spells", definition=own)
    cohort = replace(spec, outcome=from_spells, extraction_date=date(2021, 7, 31))
    with engine.database() as connection:
        engine.view(connection, "pupils", source.pupils)
        engine.view(connection, "classifications", source.classifications)
        engine.view(connection, "absences", absences)
        definition = outcome_definition(DEFINITIONS[own], own)
        build_in_database(connection, Has(True, True), cohort, plan, capj, definition)
        add_definitions(connection, cohort, DEFINITIONS)
        table = connection.sql("SELECT * FROM analysis ORDER BY pupil_id").df()
    return table.set_index("pupil_id")


def counted(table, name):
    return table.index[table[f"{PREFIX}{name}"] == 1].tolist()


@pytest.mark.thorough
def test_each_definition_counts_its_own_pupils(spec, plan, source, capj):
    table = analysis(spec, plan, source, capj)
    assert counted(table, "ocw_3m") == ["02"]
    assert counted(table, "lvs") == ["01", "02"]
    assert counted(table, "broad") == ["01", "02", "03"]


@pytest.mark.thorough
def test_the_column_of_the_own_definition_is_the_outcome(spec, plan, source, capj):
    table = analysis(spec, plan, source, capj)
    assert table[f"{PREFIX}ocw_3m"].tolist() == table["outcome"].tolist()
    assert definition_columns(list(table.columns)) == tuple(
        f"{PREFIX}{name}"
        for name, content in DEFINITIONS.items()
        if not {"hours", "attendance"} & set(content)
    )


def test_an_outcome_that_is_not_from_spells_gets_no_definition_beside_it(spec):
    with engine.database() as connection:
        connection.execute("CREATE TABLE analysis AS SELECT '01' AS pupil_id, 1 AS outcome")
        add_definitions(connection, spec, DEFINITIONS)
        assert list(engine.columns(connection, "analysis")) == ["pupil_id", "outcome"]
