"""Which predictors are missing together: table and map, from released numbers."""

from dataclasses import replace

import pandas as pd
import pytest

from thuiszitters.figures.missing_map import missing_map
from thuiszitters.figures.palette import ACCENT, BAND
from thuiszitters.tables.missing_patterns import missing_patterns_table


@pytest.fixture(scope="module")
def missing(released):
    """Quine, as if age group and sex were missing for some pupils."""
    numbers = released["quine"]
    first, second = list(numbers.study.predictors)[:2]
    counts = {first: 40, second: 30}
    rows = [
        {"predictor": name, "row": "missing", "n_pupils": n, "n_events": 5, "status": "ok"}
        for name, n in counts.items()
    ]
    described = pd.concat([numbers.characteristics, pd.DataFrame(rows)], ignore_index=True)
    patterns = pd.DataFrame(
        [("pattern", "", 96.0), ("pattern", first, 20.0), ("pattern", f"{first}, {second}", 20.0),
         ("pattern", second, 10.0)],
        columns=["kind", "predictors", "n_pupils"],
    ).assign(status="ok", reason="")  # fmt: skip
    return replace(
        numbers,
        characteristics=described,
        more={**numbers.more, "missing_patterns": patterns},
    )


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


def test_the_map_fills_a_square_for_each_missing_predictor_of_a_pattern(missing):
    page, phone = missing_map(missing, "en")
    assert (page.name, phone.name) == ("missing_map", "missing_map_narrow")
    assert page.print_size
    assert not phone.print_size
    assert page.alt.startswith("The most common patterns: nothing missing: 96 pupils;")
    # Four squares are filled, four are not.
    for figure in (page, phone):
        assert figure.svg.count(f"fill: {ACCENT}") == 4
        assert figure.svg.count(f"fill: {BAND}") == 4


def test_the_map_speaks_of_other_patterns_only_where_it_leaves_some_out(missing):
    said = "Other patterns are in the table."
    assert not any(said in figure.svg for figure in missing_map(missing, "en"))
    patterns = missing.more["missing_patterns"]
    twice = replace(missing, more={**missing.more, "missing_patterns": pd.concat([patterns] * 2)})
    assert [said in figure.svg for figure in missing_map(twice, "en")] == [False, True]


def test_with_one_missing_predictor_there_is_nothing_to_combine(missing, released):
    described = missing.characteristics.iloc[:-1]
    alone = replace(missing, characteristics=described)
    assert missing_patterns_table(alone, "en") is None
    assert list(missing_map(alone, "en")) == []
    assert missing_patterns_table(released["quine"], "en") is None
