"""Checks of the models, each with a sentence."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.tables.checks import checks_table
from thuiszitters.tables.make import make_tables


def test_every_check_comes_with_a_sentence(released):
    for language in LANGUAGES:
        table = checks_table(released["line"], language)
        assert all(row.cells[3].text.endswith(".") for row in table.rows if row.kind == "data")


def test_what_a_second_program_says_of_every_model_stands_once(released):
    numbers = released["line"]
    said = numbers.more["checks"]["check"].value_counts()["second_opinion"]
    assert said == len(numbers.study.models) > 1
    told = [row.cells[0].text for row in checks_table(numbers, "en").rows]
    assert told.count("Second program") == 1
    assert told.index("Second program") > told.index("All models")
    alone = make_tables(released["quine"], "en").get("checks")
    assert alone is None or "All models" not in [row.cells[0].text for row in alone.rows]


def test_characteristics_that_are_easily_told_apart_share_one_line(released):
    numbers = released["line"]
    stored = numbers.more["checks"]
    assert set(stored.loc[stored["check"] == "collinearity", "sentence"]) == {"collinear_low"}
    told = [row.cells for row in checks_table(numbers, "nl").rows]
    lines = [cells for cells in told if cells[0].text.startswith("Samenhang met de andere")]
    assert len(lines) == len(numbers.study.models)
    assert lines[0][3].text.startswith("Alle kenmerken zijn goed van elkaar te onderscheiden")
    worst = stored[(stored["check"] == "collinearity") & (stored["model"] == "main")]
    assert lines[0][1].values == (worst["estimate"].max(),)
    hard = stored.copy()
    hard.loc[worst.index[:1], "sentence"] = "collinear_high"
    numbers = replace(numbers, more={**numbers.more, "checks": hard})
    told = [row.cells[3].text for row in checks_table(numbers, "nl").rows]
    assert sum("hangt sterk samen" in text for text in told) == 1
    assert sum(text.startswith("De overige kenmerken") for text in told) == 1
    hidden = stored.copy()
    hidden.loc[worst.index[:1], ["estimate", "sentence"]] = [np.nan, ""]
    hidden.loc[worst.index[:1], "status"] = "suppressed"
    without = stored.drop(worst.index[:1])  # as of a characteristic that follows from others
    for checks in (hidden, without):
        numbers = replace(numbers, more={**numbers.more, "checks": checks})
        told = [row.cells[3].text for row in checks_table(numbers, "nl").rows]
        assert sum(text.startswith("De overige kenmerken") for text in told) == 1


@pytest.mark.parametrize(("p", "said"), [(0.054, "may differ"), (0.3, "do not clearly differ")])
def test_a_test_that_just_misses_its_limit_is_no_good_news(released, p, said):
    numbers = released["line"]
    checks = numbers.more["checks"].copy()
    rows = checks["check"].eq("hosmer_lemeshow")
    checks.loc[rows, "p_value"], checks.loc[rows, "sentence"] = p, "groups_good"
    table = checks_table(replace(numbers, more={**numbers.more, "checks": checks}), "en")
    told = [row.cells[3].text for row in table.rows if row.cells[0].text == "Hosmer-Lemeshow"]
    assert told
    assert all(said in text for text in told)
