"""Which predictors are missing together: table and map, from released numbers."""

from dataclasses import replace

import pandas as pd
import pytest

from thuiszitters.figures.missing_map import missing_map
from thuiszitters.tables.missing_patterns import missing_patterns_table


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_pattern_has_its_row_and_its_share(missing, language):
    table = missing_patterns_table(missing, language)
    everyone = missing.characteristics["n_pupils"].iloc[0]
    told = [row.cells[1].values for row in table.rows]
    assert [values[0] for values in told] == [96, 20, 20, 10]
    assert [values[1] for values in told] == pytest.approx([n / everyone for n in (96, 20, 20, 10)])
    labels = [row.cells[0].text for row in table.rows]
    assert labels[2] == f"{labels[1]}; {labels[3]}"


def test_suppressed_patterns_are_one_row_without_a_number(missing):
    patterns = missing.more["missing_patterns"].head(2)
    other = {"kind": "other", "predictors": "", "n_pupils": None, "status": "suppressed"}
    hidden = pd.concat(
        [patterns, pd.DataFrame([other | {"reason": "suppressed"}])], ignore_index=True
    )
    table = missing_patterns_table(
        replace(missing, more={**missing.more, "missing_patterns": hidden}), "en"
    )
    assert table.rows[-1].cells[0].text == "other patterns together"
    assert table.rows[-1].cells[1].state == "suppressed"
    assert any("no pupils or a few" in note.text for note in table.notes)


def test_with_one_missing_predictor_there_is_nothing_to_combine(missing, released):
    described = missing.characteristics.iloc[:-1]
    alone = replace(missing, characteristics=described)
    assert missing_patterns_table(alone, "en") is None
    assert list(missing_map(alone, "en")) == []
    assert missing_patterns_table(released["quine"], "en") is None
