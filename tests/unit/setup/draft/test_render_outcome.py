"""The outcome in a draft: found, or asked for with the columns that could hold it."""

import pandas as pd
import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort


def drafted(folder, frame, **others):
    for name, table in {"pupils": frame, **others}.items():
        table.to_csv(folder / f"{name}.csv", sep=";", index=False)
    names = [f"{name}.csv" for name in ("pupils", *others)]
    return draft_cohort(names, None, name="proef", root=folder)


@pytest.fixture
def pupils():
    return pd.DataFrame({
        "rinpersoon": [f"9{n:05d}" for n in range(40)],
        "geslacht": ["man", "vrouw"] * 20,
        "leeftijd": [12, 13, 14, 15] * 10,
        "kamer": ["ja", "nee"] * 20,
    })  # fmt: skip


@pytest.mark.parametrize("name", ["langdurig_thuis", "Langdurig thuis", "thuiszitter"])
def test_a_column_that_names_the_outcome_is_taken(tmp_path, pupils, name):
    text = drafted(tmp_path, pupils.assign(**{name: ["ja", "nee"] * 20}))
    assert "recorded:\n    column: " + name.lower().replace(" ", "_") in text
    assert 'values: { ja: "yes", nee: "no" }' in text


def test_without_one_the_columns_of_yes_and_no_are_named(tmp_path, pupils):
    text = drafted(tmp_path, pupils)
    assert "# Columns with yes and no: kamer.\n" in text


@pytest.mark.parametrize(("last", "asked"), [("2022-12-01", False), (None, True)])
def test_the_day_of_extraction_is_asked_while_an_absence_is_open(tmp_path, pupils, last, asked):
    spells = pd.DataFrame({
        "rinpersoon": pupils["rinpersoon"],
        "begindatum": "2022-10-03",
        "einddatum": ["2022-11-01"] * 39 + [last],
    })  # fmt: skip
    text = drafted(tmp_path, pupils, verzuim=spells)
    assert ("when were the data taken" in text) == asked
    assert ("no outcome depends on it" in text) != asked
    assert 'extraction_date: "2022-1' in text
