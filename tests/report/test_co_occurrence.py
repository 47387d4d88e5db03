"""The heat map of problems that occur together, from released counts of pairs."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from thuiszitters.figures.co_occurrence import pair_map
from thuiszitters.results.schema import build
from thuiszitters.results.tables_cohort import PAIRS


@pytest.fixture(scope="module")
def paired(released):
    numbers = released["line"]
    first, second = list(numbers.study.problem_count)[:2]
    rows = [(first, first, 80, 20), (first, second, 40, 16), (second, second, 60, 18)]
    columns = ["first", "second", "n_pupils", "n_events"]
    table = build(PAIRS, pd.DataFrame(rows, columns=columns).assign(status="ok", reason=""))
    return replace(numbers, more={**numbers.more, "pairs": table})


def test_a_square_says_the_share_of_its_pupils_and_of_how_many(paired):
    page, phone = pair_map(paired, "en")
    for said in ("25", "40", "30"):
        assert f"{said}%" in page.svg
        assert f">{said}</text>" in phone.svg
    assert "16 of 40" in page.svg
    assert "20 of 80" in page.svg
    assert "20 of 80" not in phone.svg
    assert page.alt == phone.alt
    assert "16 of 40" in page.alt
    assert "20 of 80" not in page.alt  # one problem is no pair


def test_the_map_says_which_pupils_with_the_outcome_are_in_no_square(paired):
    steps = paired.more["problem_count"]
    steps = steps[steps["kind"] == "step"]
    none = int(steps.loc[steps["level"] == "0", "n_events"].iloc[0])
    page, _ = pair_map(paired, "en")
    said = " ".join(re.findall(r">([^<>]+)</text>", page.svg))
    assert f"Of the {paired.study.n_events} pupils with the outcome {none} have none" in said


def test_without_released_pairs_there_is_no_map(paired):
    none = paired.more["pairs"].iloc[:0]
    assert not list(pair_map(replace(paired, more={**paired.more, "pairs": none}), "nl"))
