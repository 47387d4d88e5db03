"""The heat map of problems that occur together, from released counts of pairs."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from thuiszitters.figures.co_occurrence import pair_map
from thuiszitters.figures.lettering import width_inches
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


def test_of_many_kinds_of_problems_no_word_is_wider_than_its_square(paired):
    kinds = [name for name, one in paired.study.predictors.items() if one.kind == "binary"]
    many = kinds[:12]
    rows = [(a, b, 100 + at, 50) for at, b in enumerate(many) for a in many[: at + 1]]
    columns = ["first", "second", "n_pupils", "n_events"]
    table = build(PAIRS, pd.DataFrame(rows, columns=columns).assign(status="ok", reason=""))
    page, phone = pair_map(replace(paired, more={**paired.more, "pairs": table}), "en")
    told = [width_inches(text) for text in re.findall(r">(\d+%)</text>", page.svg)]
    assert len(told) == len(rows)
    assert max(told) < (6.9 - 2.05) / len(many)
    assert "50 of 100</text>" not in page.svg  # wider than a square
    # On a phone a number stands in every square or in none.
    assert len(re.findall(r">(?:\d\d)</text>", phone.svg)) in (
        len(re.findall(r">(?:1\d)</text>", phone.svg)),
        len(rows) + len(re.findall(r">(?:1\d)</text>", phone.svg)),
    )
