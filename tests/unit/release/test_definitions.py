"""Two definitions of the outcome differ by few pupils: then neither they nor their models leave."""

import pandas as pd
import pytest
from tests.unit.release.made_tables import COHORT_COUNTS, COUNT_5, OPEN, OPENSAFELY, tables_of

from thuiszitters.release import release_results


def with_definitions(smallest, smallest_of_level=20, *, shared=60):
    tables = tables_of(COHORT_COUNTS)
    found = {"status": "ok", "reason": ""}
    row = {"smallest_part": smallest, **found}
    counted = {"kind": "definition", "n_pupils": 320, **row}
    tables["definitions"] = pd.DataFrame(
        [
            {**counted, "definition": "a", "other": None, "n_events": 62},
            {**counted, "definition": "b", "other": None, "n_events": 90},
            {**row, "kind": "overlap", "definition": "b", "other": "a", "n_pupils": 90,
             "n_events": shared},
        ]
    )  # fmt: skip
    estimate = dict.fromkeys(("log_odds", "odds_ratio", "ci_low", "ci_high", "p_value"), 0.5)
    tables["definition_estimates"] = pd.DataFrame(
        [
            {"definition": name, "model": "main", "predictor": "girl", "level": "yes",
             "reference": "no", "term": "girl=yes", "n_pupils": 140, "n_events": 32,
             "smallest_part": smallest_of_level, "estimator": "ml", **estimate, **found}
            for name in ("a", "b")
        ]
    )  # fmt: skip
    return tables


def leaving(tables, profile):
    shown = release_results(tables, profile).tables
    return (
        shown["definitions"]["n_events"].notna().any(),
        shown["definition_estimates"]["odds_ratio"].notna().any(),
    )


@pytest.mark.thorough
def test_the_smallest_group_never_leaves():
    shown = release_results(with_definitions(20), OPEN).tables
    assert "smallest_part" not in shown["definitions"]
    assert "smallest_part" not in shown["definition_estimates"]
    assert leaving(with_definitions(1, 1), OPEN) == (True, True)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (with_definitions(20, 20), (True, True)),
        (with_definitions(4, 20), (False, True)),
        (with_definitions(20, 4), (True, False)),
        (with_definitions(20, 20, shared=87), (False, True)),
    ],
)
def test_what_a_subtraction_would_give_takes_the_whole_table_with_it(tables, expected):
    assert leaving(tables, COUNT_5) == expected


@pytest.mark.thorough
def test_a_model_with_a_suppressed_count_has_no_other_definition_either():
    counts = {**COHORT_COUNTS, "girl": {"no": (180, 60), "yes": (140, 2)}}
    tables = {**tables_of(counts)}
    more = with_definitions(20, 20)
    tables |= {name: more[name] for name in ("definitions", "definition_estimates")}
    assert not leaving(tables, COUNT_5)[1]


@pytest.mark.thorough
def test_where_counts_are_rounded_no_exact_odds_ratio_stands_beside_them():
    assert not leaving(with_definitions(40, 40), OPENSAFELY)[1]
