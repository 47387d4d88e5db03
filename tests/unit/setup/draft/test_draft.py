"""What is drafted for files that nobody described runs, and says what it is not sure of."""

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.codebook import codebook_from_text
from thuiszitters.intake import read_source
from thuiszitters.intake.service_numbers import passes_eleven_test
from thuiszitters.plan.cohort import plain_values
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.plan.narrowing import absent_optional, narrowed_plan
from thuiszitters.plan.schema import schema_problems, with_defaults
from thuiszitters.setup.check import check_cohort, check_page
from thuiszitters.setup.draft import draft_cohort
from thuiszitters.simulate import extract_bytes, simulate_extract, simulation_spec

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


def read_yaml_text(text, root):
    path = root / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


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


def test_several_codes_in_a_cell_are_recognised(capj, root):
    rows = "".join(f"{number:03d};A103, D405\n" for number in range(30))
    (root / "codes.csv").write_text(f"leerlingnummer;problemen\n{rows}")
    pupils = "".join(f"{number:03d};{'mv'[number % 2]}\n" for number in range(30))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht\n{pupils}")
    text = draft_cohort(["codes.csv", "leerlingen.csv"], capj, name="proef", root=root)
    part = read_yaml_text(text, root)["files"]["classifications"]
    assert (part["layout"], part["code_separator"]) == ("cell", ",")
    assert part["columns"]["code"] == "problemen"


def test_codes_as_people_type_them_in_cells_are_recognised(capj, root):
    cells = ("A 103, d405", "a1O1.", "A103/E103", "c102", "D 205 , A202")
    rows = "".join(f'{number:03d};"{cells[number % 5]}"\n' for number in range(60))
    (root / "codes.csv").write_text(f"leerlingnummer;CAP-J\n{rows}")
    pupils = "".join(f"{number:03d};{'mv'[number % 2]}\n" for number in range(60))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht\n{pupils}")
    text = draft_cohort(["codes.csv", "leerlingen.csv"], capj, name="proef", root=root)
    content = read_yaml_text(text, root)
    assert content["files"]["classifications"]["code_separator"] == [",", "/"]
    assert "not in the list" not in text
    source = read_source(cohort_spec(plain_values(content), "proef"), capj, root)
    counts = source.classifications["code"].value_counts().to_dict()
    twice = dict.fromkeys(("A103",), 24)
    once = dict.fromkeys(("D405", "A101", "E103", "C102", "D205", "A202"), 12)
    assert counts == twice | once


def test_no_value_that_few_pupils_share_stands_in_a_draft(capj, root):
    rows = "".join(
        f"{n:03d};{'mv'[n % 2]};{'zeldzaam' if n < 9 else 'gewoon'}\n" for n in range(40)
    )
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht;soort\n{rows}")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    assert "gewoon" in text
    assert "zeldzaam" not in text


def test_dates_that_can_be_read_two_ways_become_a_question(capj, root):
    rows = "".join(f"{n:03d};{n % 12 + 1:02d}/{n % 9 + 1:02d}/2006\n" for n in range(40))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geboortedatum\n{rows}")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    assert "QUESTION: Day or month first?" in text


def test_citizen_service_numbers_stop_the_draft(capj, root):
    numbers = (f"{number:09d}" for number in range(123_456_700, 123_466_700))
    proof = [number for number in numbers if passes_eleven_test([number])[0]]
    rows = "".join(f"{place};{number}\n" for place, number in enumerate(proof))
    (root / "leerlingen.csv").write_text(f"nummer;bsn\n{rows}")
    with pytest.raises(DataError, match="this looks like citizen service numbers"):
        draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)


def test_a_file_without_an_identifier_names_its_columns(capj, root):
    (root / "los.csv").write_text("kleur;maat\nrood;1\n")
    with pytest.raises(DataError) as caught:
        draft_cohort(["los.csv"], capj, name="proef", root=root)
    assert str(caught.value) == (
        "los.csv: no column looks like an identifier. Allowed: kleur, maat. "
        "Give it a name such as leerlingnummer, or write the cohort file by hand."
    )


def test_a_file_without_column_names_does_not_show_its_first_pupil(capj, root, tmp_path):
    rows = "V;24-6-2004;havo\nM;25-6-2004;vwo\n" * 30
    (tmp_path / "kaal.csv").write_text(rows)
    with pytest.raises(DataError) as caught:
        draft_cohort(["kaal.csv"], capj, name="proef", root=tmp_path)
    assert str(caught.value) == (
        "kaal.csv: no column looks like an identifier. "
        "Put a row with the names of the columns above the data."
    )


def drafted_wide(capj, root, cells, name="A103"):
    """The classifications of a draft for a wide text file; every third pupil has a mark."""
    rows = "".join(
        f"{n:03d};{'mv'[n % 2]};{cells[n % 3]};{cells[(n + 1) % 3]}\n" for n in range(60)
    )
    path = root / "leerlingen.csv"
    path.write_text(f"leerlingnummer;geslacht;{name};D405\n{rows}", encoding="utf-8")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    return text, read_yaml_text(text, root)["files"]["classifications"]


@pytest.mark.parametrize("mark", ["x", "X", "✓", "v"])
def test_a_mark_means_yes_and_an_empty_cell_no(capj, root, mark):
    text, part = drafted_wide(capj, root, (mark, "", ""))
    assert part["code_values"] == {mark: "yes"}
    assert "code_missing" not in part
    assert "QUESTION: does a mark mean yes, and an empty cell no?" in text


def test_pupils_of_a_marked_file_have_the_codes_that_were_marked(capj, root):
    text, _ = drafted_wide(capj, root, ("x", "", ""))
    spec = cohort_spec(plain_values(read_yaml_text(text, root)), "proef")
    codes = read_source(spec, capj, root).classifications["code"].value_counts()
    assert codes.to_dict() == {"A103": 20, "D405": 20}


def test_a_cell_that_repeats_the_code_means_yes(capj, root):
    rows = "".join(f"{n:03d};{'mv'[n % 2]};{'A103' if n % 3 else ''}\n" for n in range(60))
    (root / "leerlingen.csv").write_text(f"leerlingnummer;geslacht;A103\n{rows}")
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    part = read_yaml_text(text, root)["files"]["classifications"]
    assert part["code_values"] == {"A103": "yes"}


def test_a_mark_beside_yes_and_no_is_a_question_and_not_a_missing_value(capj, root):
    text, part = drafted_wide(capj, root, ("ja", "nee", "x"))
    assert part["code_values"] == {"ja": "yes", "nee": "no"}
    assert "code_missing" not in part
    assert "1 more values of these columns have no known" in text
    spec = cohort_spec(plain_values(read_yaml_text(text, root)), "proef")
    with pytest.raises(DataError, match="not a value that code_values lists"):
        read_source(spec, capj, root)


def test_a_remark_in_a_code_column_does_not_stand_in_the_draft(capj, root):
    text, part = drafted_wide(capj, root, ("1", "0", "0"))
    assert part["code_values"] == {"1": "yes", "0": "no"}
    path = root / "leerlingen.csv"
    path.write_text(path.read_text().replace("000;m;1", "000;m;zie verslag moeder"))
    text = draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)
    assert "moeder" not in text
    assert "1 more values of these columns" in text


def test_a_list_with_versions_makes_a_question_of_which(root):
    header = "code,level,parent,label_nl,label_en,evidence,outcome_adjacent,versions\n"
    rows = "A,axis,,a,a,own,no,\nA103,rubric,A,b,b,own,no,2009\nA103,rubric,A,c,c,own,no,2014\n"
    book = codebook_from_text(f"{header}{rows}D405,rubric,A,d,d,own,no,\n", "eigen", "eigen.csv")
    text, _ = drafted_wide(book, root, ("1", "0", "0"))
    assert "# QUESTION: in which version were the codes recorded? One of 2009, 2014." in text
    assert read_yaml_text(text, root)["codebook_version"] == "2014"


def test_the_only_value_of_code_columns_means_yes_unless_few_pupils_share_it(capj, root):
    _, part = drafted_wide(capj, root, ("aanwezig", "", ""))
    assert part["code_values"] == {"aanwezig": "yes"}
    path = root / "leerlingen.csv"
    path.write_text(path.read_text().replace("aanwezig", "").replace("000;m;", "000;m;bij oma"))
    assert "oma" not in draft_cohort(["leerlingen.csv"], capj, name="proef", root=root)


def test_a_code_of_the_cohorts_own_in_a_wide_file_is_declared(capj, root):
    text, part = drafted_wide(capj, root, ("x", "", ""), name="X301")
    assert part["code_columns"] == {"X301": "X301", "D405": "D405"}
    assert "X301: # a column. QUESTION: what does it mean?" in text
    assert "X301" not in read_yaml_text(text, root)["files"]["pupils"]["columns"].values()
    spec = cohort_spec(plain_values(read_yaml_text(text, root)), "proef")
    codes = read_source(spec, capj, root).classifications["code"]
    assert codes.value_counts().to_dict() == {"X301": 20, "D405": 20}
