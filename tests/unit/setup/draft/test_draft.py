"""What is drafted for files that nobody described runs, and says what it is not sure of."""

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from tests.unit.setup.draft.drafted_files import draft_cohort, read_yaml_text

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.plan.narrowing import absent_optional, narrowed_plan
from thuiszitters.plan.schema import schema_problems, with_defaults
from thuiszitters.setup.check import check_cohort, check_page
from thuiszitters.setup.simulate import extract_bytes, simulate_extract, simulation_spec

ROOT = Path(__file__).parents[4]
NAMES = {"pupils": "leerlingen", "classifications": "classificaties", "absences": "verzuim"}


@pytest.fixture(scope="module")
def extract():
    spec = simulation_spec(read_yaml(ROOT / "config/simulation.yaml"))
    return simulate_extract(spec, read_yaml(ROOT / "config/config.yaml")["seed"])


def check(text, root):
    """A drafted cohort file, unedited, through its schema and `check`."""
    path = root / "config/proef.yaml"
    path.write_text(text, encoding="utf-8")
    shape = read_yaml(ROOT / "workflow/schemas/cohort.schema.yaml")
    content = read_yaml(path)
    assert [str(problem) for problem in schema_problems(content, shape, "proef")] == []
    plan_shape = read_yaml(ROOT / "workflow/schemas/plan.schema.yaml")
    plan = with_defaults(
        read_yaml(ROOT / "config/plans/niet_thuis_geven.yaml"), plan_shape, plan_shape
    )
    file = with_defaults(content, shape, shape)
    plan = narrowed_plan(plan, [*file["not_measured"], *absent_optional(plan, file)])
    definition = content["outcome"].get("definition")
    slices = {
        "file": file,
        "plan": plan,
        "outcome": read_yaml(ROOT / "config/outcomes.yaml")[definition] if definition else None,
        "inputs": {"codebook": ["config/codebooks/capj.csv"]},
    }
    profile = disclosure_profile(read_yaml(ROOT / "config/disclosure.yaml")["count_5"], "count_5")
    return check_cohort("proef", slices, profile, root)


@pytest.mark.thorough
def test_the_draft_for_the_demo_extract_runs_unedited(extract, capj, root):
    for table, name in NAMES.items():
        (root / f"{name}.csv").write_bytes(extract_bytes(extract[table]))
    text = draft_cohort([f"{name}.csv" for name in NAMES.values()], capj, name="proef", root=root)
    report = check(text, root)
    assert report["outcome"]["n_pupils"] == 332
    assert 60 <= report["outcome"]["n_events"] <= 66
    assert "thuiszitters" not in check_page(report)


SEX = {1.0: "Jongen", 2.0: "Meisje", 9.0: "Onbekend"}
ANSWER = {0.0: "Nee", 1.0: "Ja", 9.0: "Onbekend"}


def as_days(column):
    days = pd.to_datetime(column, format="%d-%m-%Y")
    return [None if pd.isna(day) else day.date() for day in days]


@pytest.mark.thorough
def test_the_draft_for_an_spss_version_of_the_demo_runs_unedited(extract, capj, root):
    pupils, codes, spells = (extract[table].copy() for table in NAMES)
    pupils["geslacht"] = pupils["geslacht"].map({"m": 1.0, "v": 2.0, "": 9.0})
    pupils["geboortedatum"] = as_days(pupils["geboortedatum"])
    distance = pupils["reisafstand_km"].str.replace(",", ".").replace("", np.nan)
    pupils["reisafstand_km"] = distance.astype("float64")
    codes["hoofdprobleem"] = codes["hoofdprobleem"].map({"nee": 0.0, "ja": 1.0})
    codes["datum"] = as_days(codes["datum"])
    for name in ("begindatum", "einddatum"):
        spells[name] = as_days(spells[name].replace("", None))
    answers = ["geoorloofd", "ingeschreven", "vrijstelling"]
    for name in answers:
        spells[name] = spells[name].map({"nee": 0.0, "ja": 1.0, "onbekend": 9.0})
    labels = {"geslacht": SEX, "hoofdprobleem": ANSWER, **dict.fromkeys(answers, ANSWER)}
    for name, frame in zip(NAMES.values(), (pupils, codes, spells), strict=True):
        here = {column: labels[column] for column in labels if column in frame}
        pyreadstat.write_sav(frame, str(root / f"{name}.sav"), variable_value_labels=here)
    text = draft_cohort([f"{name}.sav" for name in NAMES.values()], capj, name="proef", root=root)
    report = check(text, root)
    assert report["outcome"]["n_pupils"] == 332
    assert 60 <= report["outcome"]["n_events"] <= 66
    sexes = [row for row in report["characteristics"] if row["predictor"] == "girl"]
    assert [row["row"] for row in sexes] == ["level", "level", "missing"]


@pytest.fixture
def wide(root):
    """A wide SPSS file with Dutch labels that nobody prepared: one row per pupil."""
    rng = np.random.default_rng(3)
    n_pupils = 120
    columns = {
        "respnr": [f"{number:04d}" for number in range(n_pupils)],
        "v1": rng.choice([1.0, 2.0], n_pupils),
        "v2": rng.integers(12, 18, n_pupils).astype(float),
        "naam": [f"Leerling {number}" for number in range(n_pupils)],
    }
    labels = {"v1": SEX}
    titles = {"respnr": "Respondentnummer", "v1": "Geslacht", "v2": "Leeftijd"}
    for number, code in enumerate(("A103", "A202", "D405", "D205", "C101", "E103", "A501"), 3):
        columns[f"v{number}"] = rng.choice([0.0, 1.0, 9.0], n_pupils, p=[0.6, 0.37, 0.03])
        labels[f"v{number}"] = ANSWER
        titles[f"v{number}"] = f"{code} probleem"
    columns["thuiszitter"] = rng.choice([0.0, 1.0], n_pupils, p=[0.7, 0.3])
    labels["thuiszitter"] = ANSWER
    path = root / "onderzoek.sav"
    pyreadstat.write_sav(
        pd.DataFrame(columns), str(path), variable_value_labels=labels, column_labels=titles
    )
    return path.name


@pytest.mark.thorough
def test_a_wide_file_is_pupils_and_classifications_and_recorded_outcome(wide, capj, root):
    text = draft_cohort([wide], capj, name="proef", root=root)
    content = read_yaml_text(text, root)
    assert content["files"]["pupils"]["path"] == content["files"]["classifications"]["path"]
    assert content["files"]["classifications"]["layout"] == "wide"
    assert content["files"]["classifications"]["code_columns"]["v3"] == "A103"
    assert content["files"]["classifications"]["code_missing"] == ["9"]
    assert content["outcome"]["recorded"]["column"] == "thuiszitter"
    assert "# left out: naam says who a pupil is (name)" in text
    assert "Leerling 1" not in text
    report = check(text, root)
    assert report["outcome"]["n_pupils"] == 120
    assert "QUESTION: was every pupil" not in text
    # Nobody asked about agencies: the draft leaves them out, and asks.
    assert "agencies" in content["not_measured"]
    assert "problem_profile" not in content["not_measured"]
    assert "# QUESTION: no column was recognised for these predictors" in text


def test_titles_above_the_header_and_english_names_are_recognised(capj, root):
    book = openpyxl.Workbook()
    rows = [["Export"], [], ["pupil_id", "gender", "birth_date", "site"]]
    rows += [
        [f"{number:03d}", "fm"[number % 2], f"2006-01-{number % 28 + 1:02d}", "East"]
        for number in range(40)
    ]
    for row in rows:
        book.active.append(row)
    book.save(root / "pupils.xlsx")
    book.close()
    content = read_yaml_text(draft_cohort(["pupils.xlsx"], capj, name="proef", root=root), root)
    part = content["files"]["pupils"]
    assert part["header_row"] == 3
    assert part["columns"]["sex"]["values"] == {"f": "girl", "m": "boy"}
    assert part["columns"]["birth_date"] == "birth_date"
