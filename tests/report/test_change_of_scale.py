"""The student report tells the change of scale of an odds ratio from that of a shared part."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.language import number_format
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.change_of_scale import scale_text


def with_decompositions(numbers, change):
    table = numbers.more["decompositions"].copy()
    change(table)
    return replace(numbers, more={**numbers.more, "decompositions": table})


def khb(table, part):
    return (table["method"] == "khb") & (table["part"] == part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_odds_ratios_of_the_contrast_whose_scale_changes_most(released, language):
    numbers = released["line"]
    own = numbers.more["decompositions"].query("method == 'khb' and predictor == 'home_problems'")
    log_odds = own.set_index("part")["estimate"]
    steps = numbers.estimates.query(
        "model == 'main' and model_kind == 'block' and term == 'home_problems=yes'"
    ).set_index("block")["log_odds"]
    assert steps["agencies"] == pytest.approx(log_odds["direct"], rel=1e-9)
    told = scale_text(numbers, language)
    values = (steps["home"], log_odds["direct"], log_odds["total"], log_odds["indirect"])
    for value in values:
        assert number_format.odds_ratio(np.exp(value), language) in told


def test_nothing_is_told_without_the_numbers(released):
    numbers = released["line"]

    def suppress(table):
        table.loc[khb(table, "total"), ["estimate", "low", "high"]] = np.nan

    def of_another_fit(table):
        table.loc[khb(table, "direct"), "estimate"] += 0.02

    def through_a_factor_of_an_earlier_step(table):
        table["through"] = "girl"

    assert scale_text(released["quine"], "nl") == ""
    for change in (suppress, of_another_fit, through_a_factor_of_an_earlier_step):
        assert scale_text(with_decompositions(numbers, change), "nl") == ""
