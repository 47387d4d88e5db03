"""Flexible learners end in one sentence."""

from dataclasses import replace

import numpy as np
from tests.report.texts_of_tables import notes_of

from thuiszitters.tables.learners import learners_table


def test_learners_end_in_one_sentence_that_goes_with_its_number(released):
    numbers = released["line"]
    assert "Little is missed" in notes_of(learners_table(numbers, "en"))
    stored = numbers.more["learners"]
    hidden = stored.assign(estimate=np.nan, ci_low=np.nan, ci_high=np.nan, status="suppressed")
    numbers = replace(numbers, more={**numbers.more, "learners": hidden})
    assert "missed" not in notes_of(learners_table(numbers, "en"))
