"""A table is what its declaration says, and nothing undeclared can be in one."""

import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.read import conform
from thuiszitters.results.schema import (
    Column,
    Imputation,
    Pupils,
    ResultTable,
    Role,
    Type,
    build,
    released,
)

WORD = Text(nl="x", en="x")
TABLE = ResultTable(
    "proef",
    WORD,
    (
        Column("model", Type.TEXT, Role.KEY, WORD),
        Column("n_pupils", Type.WHOLE, Role.COUNT, WORD, "pupils"),
        Column("n_joint", Type.WHOLE, Role.JOINT, WORD, "pupils", empty=True, leaves=False),
        Column("estimate", Type.NUMBER, Role.CONTRAST, WORD, empty=True),
        Column("status", Type.TEXT, Role.STATE, WORD, default="ok"),
    ),
    Pupils.COHORT,
)


def test_columns_come_in_the_declared_order_and_types_whatever_the_rows_hold():
    table = build(TABLE, [{"estimate": 1, "n_pupils": 3.0, "model": "a"}])
    assert tuple(table) == TABLE.names
    assert table.dtypes.astype(str).tolist() == ["str", "int64", "Int64", "float64", "str"]
    assert table["status"].tolist() == ["ok"]


def test_a_table_without_rows_has_the_same_types():
    assert build(TABLE, []).dtypes.equals(build(TABLE, [{"model": "a", "n_pupils": 1}]).dtypes)


def test_a_column_that_is_not_declared_cannot_be_built():
    with pytest.raises(ValueError, match='the column "n_secret" is not declared'):
        build(TABLE, pd.DataFrame({"model": ["a"], "n_pupils": [1], "n_secret": [3]}))


def test_a_whole_number_may_be_empty_only_where_it_says_so():
    with pytest.raises(ValueError, match='"n_pupils" is a whole number'):
        build(TABLE, [{"model": "a"}])
    assert build(TABLE, [{"model": "a", "n_pupils": 1}])["n_joint"].isna().all()


def test_a_column_cannot_be_declared_without_a_role():
    with pytest.raises(TypeError):
        Column("n_secret", Type.WHOLE, meaning=WORD)


def test_what_does_not_leave_is_not_in_a_released_table():
    table = released(TABLE, build(TABLE, [{"model": "a", "n_pupils": 1, "n_joint": 2}]))
    assert "n_joint" not in table
    assert "n_joint" in TABLE.names


def test_an_older_table_is_read_with_the_columns_it_lacks():
    table = conform(TABLE, pd.DataFrame({"model": ["a", "b"], "n_pupils": [3, None]}))
    assert list(table) == ["model", "n_pupils", "estimate", "status"]
    assert table["status"].tolist() == ["ok", "ok"]
    assert table["n_pupils"].iloc[0] == 3


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_declaration_is_whole(table):
    assert len(set(table.names)) == len(table.names)
    assert table.keys or table.of_role(Role.PUBLISHED)
    assert bool(table.of_role(Role.STATE)) == (table.pupils is not Pupils.NONE)
    for column in table.columns:
        assert column.meaning.nl
        assert column.meaning.en
        if column.role in {Role.COUNT, Role.JOINT, Role.CHAIN, Role.CELL}:
            assert column.type is Type.WHOLE
            assert column.unit == "pupils"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_pooled_tables_are_about_everyone_analysed(table):
    """Release decides by the pupils, readers by what imputation does: the two agree."""
    assert (table.pupils is Pupils.ANALYSED) == (table.imputation is Imputation.POOLED)
