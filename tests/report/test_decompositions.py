"""The table of decompositions."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.report.texts_of_tables import notes_of

from thuiszitters.plan import LANGUAGES
from thuiszitters.tables.decompositions import decompositions_table


def number_as_exposure(opposite):
    """Rows of a decomposition whose exposure is a number, and so has no level."""
    rows = []
    for method, scale, direct in (
        ("khb", "log_odds", 0.2),
        ("natural_effects", "risk_difference", -0.03 if opposite else 0.03),
    ):
        for part, estimate in (("total", direct + 0.1), ("direct", direct), ("indirect", 0.1)):
            rows.append(
                {
                    "decomposition": "agencies", "model": "main", "method": method, "scale": scale,
                    "predictor": "age_years", "level": np.nan, "reference": np.nan,
                    "through": "agencies", "part": part, "estimate": estimate, "low": estimate - 1,
                    "high": estimate + 1, "p_value": np.nan, "share": np.nan, "status": "ok",
                    "reason": "",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("opposite", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_can_be_the_exposure_of_a_decomposition(released, language, opposite):
    numbers = released["line"]
    more = {**numbers.more, "decompositions": number_as_exposure(opposite)}
    table = decompositions_table(replace(numbers, more=more), language)
    rows = [row for row in table.rows if row.kind != "section"]
    assert len(rows) == 2
    assert "per" in rows[0].cells[0].text  # the step that is compared
    words = {"nl": "Trek daaruit geen conclusie", "en": "Draw no conclusion"}[language]
    assert (words in notes_of(table)) == opposite
