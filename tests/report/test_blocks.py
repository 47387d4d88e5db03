"""What each block of predictors adds."""

from dataclasses import replace

import numpy as np

from thuiszitters.tables.blocks import blocks_table


def test_every_step_of_a_model_is_a_row_under_its_name(released):
    numbers = released["line"]
    table = blocks_table(numbers, "en")
    steps = [row for row in table.rows if row.kind == "data"]
    assert len(steps) == len(numbers.blocks)
    assert [column.key for column in table.columns][:3] == ["block", "statistic", "df"]


def test_where_statistics_stay_inside_their_column_goes_and_the_p_value_stays(released):
    numbers = released["line"]
    assert numbers.blocks["lr_p"].notna().any()
    kept = replace(numbers, blocks=numbers.blocks.assign(lr_statistic=np.nan))
    keys = [column.key for column in blocks_table(kept, "nl").columns]
    assert "statistic" not in keys
    assert "p" in keys
