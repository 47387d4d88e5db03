"""The report for students."""

from dataclasses import replace

import pandas as pd
from tests.report.words_of_reports import read, words

from thuiszitters.report.student import adjusted_section


def test_a_reversal_between_intervals_that_hold_1_is_told_with_the_empty_combination(released):
    numbers = released["quine"]
    pair = "slow_learner=yes & age_group=F3"
    key = {"model": "main", "predictor": "slow_learner", "level": "yes", "empty_pairs": pair}
    risks = pd.DataFrame([key])
    section = adjusted_section(replace(numbers, more={**numbers.more, "risks": risks}), "nl")
    text = " ".join(words(block) for block in section.blocks)
    assert "(0,83; 0,40 tot 1,69)" in text
    assert "(2,01; 0,76 tot 5,59)" in text
    assert "Beide intervallen bevatten 1" in text
    assert "bij geen leerling voorkomt" in text
    assert "bij geen leerling voorkomt" not in read(numbers, "student", "learn_adjusted")
    settled = read(released["line"], "student", "learn_adjusted")
    assert "Beide intervallen bevatten 1" not in settled
