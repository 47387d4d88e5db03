"""Wide files whose columns are named in somebody's own words, in Dutch and in English."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest
import yaml
from tests.unit.setup.draft.drafted_files import draft_cohort

from thuiszitters.intake.source import read_source
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec

DUTCH = {
    "v3": ("Oppositioneel gedrag", "A202"),
    "v4": ("Echtscheiding ouders", "X401"),
    "v5": ("Loyaliteitsproblematiek", "D205"),
    "v6": ("Depressieve klachten", "A103"),
}


def content_of(text):
    return plain_values(yaml.safe_load(text))


@pytest.fixture
def wide(root):
    """60 pupils; 9 is declared as missing in the file itself, and stands for three of them."""
    rng = np.random.default_rng(5)
    n_pupils = 60
    frame = pd.DataFrame(
        {
            "respnr": [f"{number:03d}" for number in range(n_pupils)],
            "v1": rng.choice([1.0, 2.0], n_pupils),
            **{name: rng.choice([0.0, 1.0], n_pupils) for name in (*DUTCH, "v7", "v8")},
        }
    )
    frame.loc[:2, "v3"] = 9.0
    answers = {0.0: "Nee", 1.0: "Ja", 9.0: "Onbekend"}
    pyreadstat.write_sav(
        frame,
        str(root / "onderzoek.sav"),
        column_labels={
            "respnr": "Respondentnummer",
            "v1": "Geslacht",
            **{name: label for name, (label, _) in DUTCH.items()},
            "v7": "Schoolmotivatie",
            "v8": "Rijdt met busje naar school",
        },
        variable_value_labels={
            "v1": {1.0: "Jongen", 2.0: "Meisje"},
            **dict.fromkeys((*DUTCH, "v7", "v8"), answers),
        },
        missing_ranges={name: [9] for name in DUTCH},
    )
    return frame


@pytest.mark.thorough
def test_dutch_labels_of_an_spss_file_become_codes_with_their_evidence(wide, capj, root):
    text = draft_cohort(["onderzoek.sav"], capj, name="proef", root=root)
    content = content_of(text)
    columns = content["files"]["classifications"]["code_columns"]
    assert columns == {name: code for name, (_, code) in DUTCH.items()}
    assert 'v3: A202 # by the words "oppositioneel gedrag", the list\'s Opstandig gedrag' in text
    assert content["local_codes"]["X401"] == {
        "label": {"nl": "Gescheiden ouders", "en": "Separated parents"},
        "parent": "D400",
    }
    codes = read_source(cohort_spec(content, "proef"), capj, root).classifications["code"]
    expected = {code: int((wide[name] == 1).sum()) for name, (_, code) in DUTCH.items()}
    assert codes.value_counts().to_dict() == expected


@pytest.mark.thorough
def test_what_may_be_a_code_is_asked_and_goes_nowhere(wide, capj, root):
    text = draft_cohort(["onderzoek.sav"], capj, name="proef", root=root)
    assert '#  v7: E103 # like "schoolmotivatie", 0.85 alike' in text
    assert "QUESTION: are these columns the codes behind them?" in text
    pupils = content_of(text)["files"]["pupils"]["columns"]
    assert "v7" not in pupils
    assert "v8" in pupils


@pytest.mark.thorough
def test_values_that_the_file_declares_as_missing_are_counted(wide, capj, root):
    text = draft_cohort(["onderzoek.sav"], capj, name="proef", root=root)
    assert "# 3 cells of these columns hold a value that the file declares as missing." in text


def test_english_column_names_become_codes(capj, root):
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(
        {
            "pupil_id": [f"p{number}" for number in range(40)],
            "sex": rng.choice(["male", "female"], 40),
            "parental_divorce": rng.choice(["yes", "no"], 40),
            "low_self_esteem": rng.choice(["yes", "no"], 40),
            "school_bus": rng.choice(["yes", "no"], 40),
        }
    )
    frame.to_csv(root / "pupils.csv", index=False)
    content = content_of(draft_cohort(["pupils.csv"], capj, name="proef", root=root))
    columns = content["files"]["classifications"]["code_columns"]
    assert columns == {"parental_divorce": "X401", "low_self_esteem": "A301"}
    assert content["files"]["pupils"]["columns"]["school_bus"] == "school_bus"


def test_one_column_in_the_words_of_a_code_is_background(capj, root):
    rows = "".join(f"{n};{'mv'[n % 2]};{'ja' if n % 3 else 'nee'}\n" for n in range(40))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht;pesten\n{rows}")
    content = content_of(draft_cohort(["leerlingen.csv"], capj, name="proef", root=root))
    assert "classifications" not in content["files"]
    assert content["files"]["pupils"]["columns"]["pesten"] == "pesten"
