"""Six cohorts that nobody prepared: a working draft with five answers or fewer, and right counts.

Every cohort is drawn here; what the project makes of it is held against a count in pandas.
"""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from thuiszitters.plan.questions import open_questions
from thuiszitters.setup.check.command import check
from thuiszitters.setup.draft import command

ROOT = Path(__file__).parents[4]
MOST_ANSWERS = 5


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("THUISZITTERS_KEYS", str(tmp_path / "keys"))
    shutil.copytree(ROOT / "config", tmp_path / "project/config")
    (tmp_path / "project/data/raw").mkdir(parents=True)
    return tmp_path / "project"


def checked(project, files, answers=(), new_plan=None):
    """Draft, answer, check: the report of `check`, and how many questions there were.

    Answers are pairs of texts; what is only confirmed has its line with QUESTION taken away.
    """
    drafted = command.draft([str(file) for file in files], "proef", new_plan=new_plan, root=project)
    questions = open_questions(drafted.cohort + (drafted.plan or ""))
    text = drafted.cohort
    for before, after in (
        ("nl: Leerlingen van proef.", "nl: Verzonnen leerlingen."),
        ("nl: Aangeleverde bestanden.", "nl: Gemaakt voor een toets."),
        ("nl: Zoals vastgelegd in de aangeleverde gegevens.", "nl: Langdurig afwezig."),
        *answers,
    ):
        text = text.replace(before, after)
    text = text.replace("QUESTION:", "")
    (project / "config/cohorts/proef.yaml").write_text(text, encoding="utf-8")
    if new_plan:
        plan = project / f"config/plans/{new_plan}.yaml"
        plan.write_text(plan.read_text().replace("QUESTION:", ""))
    report, page = check("proef", root=project)
    assert report["questions"] == []
    assert len(questions) <= MOST_ANSWERS, [question.text for question in questions]
    return report, page


def levels(report, predictor):
    """Level to pupils and pupils with the outcome."""
    rows = [row for row in report["characteristics"] if row["predictor"] == predictor]
    return {row["level"]: (row["n_pupils"], row["n_events"]) for row in rows if row["level"]}


def crossed(values, outcome):
    """The same of plain columns."""
    table = pd.DataFrame({"level": values, "outcome": outcome})
    groups = table.groupby("level")["outcome"]
    return {level: (len(part), int(part.sum())) for level, part in groups}


def words(condition):
    return np.where(condition, "yes", "no")


@pytest.mark.thorough
def test_wide_spss_with_dutch_labels(project):
    rng = np.random.default_rng(11)
    n_pupils = 240
    labels = {
        "vr1": "Geslacht", "vr2": "Leeftijd in jaren", "vr3": "Angstklachten",
        "vr4": "Impulsief gedrag", "vr5": "Vechtscheiding", "vr6": "Motivatie voor school",
        "vr7": "Langdurig thuiszitter", "vr8": "Concentratieproblemen",
    }  # fmt: skip
    frame = pd.DataFrame({"code": [f"R{n:04d}" for n in range(n_pupils)]})
    frame["vr1"] = rng.choice([1.0, 2.0], n_pupils)
    frame["vr2"] = rng.integers(12, 18, n_pupils).astype(float)
    for name in ("vr3", "vr4", "vr5", "vr6", "vr8"):
        frame[name] = rng.choice([0.0, 1.0, 8.0], n_pupils, p=[0.6, 0.37, 0.03])
    frame["vr7"] = rng.choice([0.0, 1.0], n_pupils, p=[0.7, 0.3])
    answers = {0.0: "Nee", 1.0: "Ja", 8.0: "Niet ingevuld"}
    answered = [name for name in labels if name not in ("vr1", "vr2")]
    pyreadstat.write_sav(
        frame,
        str(project / "data/raw/bestand.sav"),
        column_labels={"code": "Respondentnummer", **labels},
        variable_value_labels={
            "vr1": {1.0: "Jongen", 2.0: "Meisje"},
            **dict.fromkeys(answered, answers),
        },
        missing_ranges={name: [8] for name in ("vr3", "vr4", "vr5", "vr8")},
    )
    report, _ = checked(project, ["data/raw/bestand.sav"])
    outcome = frame["vr7"]
    assert levels(report, "girl") == crossed(words(frame["vr1"] == 2), outcome)
    assert levels(report, "home_problems") == crossed(words(frame["vr5"] == 1), outcome)
    kinds = np.select(
        [(frame["vr3"] == 1) & (frame["vr4"] == 1), frame["vr3"] == 1, frame["vr4"] == 1],
        ["both", "internalising_only", "externalising_only"],
        "neither",
    )
    assert levels(report, "problem_profile") == crossed(kinds, outcome)


def days(first, *offsets):
    return [first + timedelta(days=int(offset)) for offset in offsets]


@pytest.mark.thorough
def test_workbook_with_three_sheets_and_typed_codes(project):
    rng = np.random.default_rng(12)
    n_pupils = 150
    typed = ["A 102", "a2o1", "D405.", "c 101; D205", "E102", ""]
    book = openpyxl.Workbook()
    pupils, codes, spells = (book.active, book.create_sheet(), book.create_sheet())
    for sheet, title in zip(
        (pupils, codes, spells), ("Leerlingen", "CAP-J", "Verzuim"), strict=True
    ):
        sheet.title = title
        sheet.append([f"Lijst {title}"])
        sheet.append([])
    pupils.append(["Leerlingnummer", "M/V", "Geboren", "Locatie"])
    codes.append(["Leerlingnummer", "Codes"])
    spells.append(["Leerlingnummer", "Van", "T/m", "Reden"])
    sexes, picked = rng.choice(["M", "V"], n_pupils), rng.integers(0, 6, n_pupils)
    absent, reasons = rng.random(n_pupils) < 0.35, rng.choice(["ZK", "OA"], n_pupils)
    for n in range(n_pupils):
        pupils.append([f"{n:05d}", sexes[n], date(2007, 3, 1) + timedelta(days=n), "Zuid"])
        codes.append([f"{n:05d}", typed[picked[n]]])
        if absent[n]:
            spells.append([f"{n:05d}", *days(date(2022, 9, 12), n % 30, n % 30 + 110), reasons[n]])
    book.save(project / "data/raw/school.xlsx")
    book.close()
    report, page = checked(project, ["data/raw/school.xlsx"])
    outcome = absent & (reasons == "OA")
    assert levels(report, "girl") == crossed(words(sexes == "V"), outcome)
    assert levels(report, "home_problems") == crossed(words(np.isin(picked, [2, 3])), outcome)
    assert levels(report, "cognition") == crossed(words(picked == 3), outcome)
    assert f"{np.isin(picked, [0, 1, 2, 3]).sum()} with a code typed otherwise" in page
    content = (project / "config/cohorts/proef.yaml").read_text()
    assert 'reference_date: "2022-09-01"' in content or 'reference_date: "2021-09-01"' in content


@pytest.mark.thorough
def test_registrations_of_lesson_hours(project):
    rng = np.random.default_rng(13)
    n_pupils = 200
    pupils = pd.DataFrame({
        "stamnr": [f"{n:04d}" for n in range(n_pupils)],
        "geslacht": rng.choice(["m", "v"], n_pupils),
        "leeftijd": rng.integers(12, 17, n_pupils),
        "lesuren mogelijk": rng.choice([900, 1000], n_pupils),
    })  # fmt: skip
    pupils.to_csv(project / "data/raw/leerlingen.csv", sep=";", index=False)
    mondays = [date(2021, 9, 6) + timedelta(weeks=int(week)) for week in range(30)]
    rows = [
        (f"{n:04d}", mondays[rng.integers(0, 30)] + timedelta(days=int(rng.integers(0, 5))),
         int(rng.integers(1, 9)), rng.choice(["ZK", "OA", "GA", "TL"]))
        for n in rng.integers(0, n_pupils, 2500)
    ]  # fmt: skip
    text = "stamnr;lesdatum;lesuren;redencode\n" + "".join(
        f"{who};{day:%d-%m-%Y};{hours};{reason}\n" for who, day, hours, reason in rows
    )
    (project / "data/raw/registraties.csv").write_text(text)
    files = ["data/raw/leerlingen.csv", "data/raw/registraties.csv"]
    late = ('values: { OA: "no"', 'values: { TL: "no", OA: "no"')
    report, _ = checked(project, files, [late], new_plan="uren")
    outcome = [
        sixteen_hours([row for row in rows if row[0] == who and row[3] in ("OA", "TL")])
        for who in pupils["stamnr"]
    ]
    assert levels(report, "girl") == crossed(words(pupils["geslacht"] == "v"), outcome)
    assert 0 < sum(outcome) < n_pupils
    # Hours that could be attended are no property of a pupil, and go with a rate of attendance.
    assert "lesuren" not in (project / "config/plans/uren.yaml").read_text()
    cohort = project / "config/cohorts/proef.yaml"
    cohort.write_text(cohort.read_text().replace("hours_16_4w", "persistent_absence"))
    report, _ = check("proef", root=project)
    missed = pd.Series(dict.fromkeys(pupils["stamnr"], 0))
    for who, _, hours, _ in rows:
        missed[who] += hours
    rate = missed.to_numpy() / pupils["lesuren mogelijk"]
    assert levels(report, "girl") == crossed(words(pupils["geslacht"] == "v"), rate >= 0.1)


def sixteen_hours(rows):
    """Whether 16 hours fall in 20 school days in a row: four weeks of Mondays to Fridays."""
    placed = [(day.toordinal() // 7 * 5 + day.weekday(), hours) for _, day, hours, _ in rows]
    return any(
        sum(hours for other, hours in placed if place - 20 < other <= place) >= 16
        for place, _ in placed
    )


def english(project, n_pupils, seed):
    """A Stata file without a Dutch word or a code of the list."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({
        "upn": [f"P{n:05d}" for n in range(n_pupils)],
        "gender": rng.choice([1.0, 2.0], n_pupils),
        "yeargrp": rng.choice([7.0, 8.0, 9.0], n_pupils),
        "fsm": rng.choice([0.0, 1.0], n_pupils, p=[0.7, 0.3]),
        "attain": np.round(rng.normal(100, 15, n_pupils), 1),
        "pa": rng.choice([0.0, 1.0], n_pupils, p=[0.65, 0.35]),
    })  # fmt: skip
    pyreadstat.write_dta(
        frame,
        str(project / "data/raw/pupils.dta"),
        column_labels=["Pupil number", "Gender", "Year group", "Free school meals",
                       "Attainment score", "Persistently absent"],
        variable_value_labels={
            "gender": {1: "Male", 2: "Female"}, "fsm": {0: "No", 1: "Yes"},
            "yeargrp": {7: "Year 7", 8: "Year 8", 9: "Year 9"}, "pa": {0: "No", 1: "Yes"},
        },
    )  # fmt: skip
    return frame


@pytest.mark.thorough
def test_an_english_stata_file_gets_a_plan_that_works(project):
    frame = english(project, 300, 14)
    report, _ = checked(project, ["data/raw/pupils.dta"], new_plan="own")
    outcome = frame["pa"]
    assert levels(report, "girl") == crossed(words(frame["gender"] == 2), outcome)
    assert levels(report, "fsm") == crossed(words(frame["fsm"] == 1), outcome)
    years = frame["yeargrp"].astype(int).astype(str)
    assert levels(report, "yeargrp") == crossed(years, outcome)
    (mean,) = [r["mean"] for r in report["characteristics"] if r["predictor"] == "attain"]
    assert mean == pytest.approx(frame["attain"].mean())
    plan = (project / "config/plans/own.yaml").read_text()
    assert 'en: "Free school meals" } # (nl = en)' in plan
    assert any("fsm, attain are the same in Dutch" in sentence for sentence in report["odd"])


@pytest.mark.thorough
def test_a_small_cohort_says_what_can_be_answered(project):
    english(project, 41, 15)
    report, page = checked(project, ["data/raw/pupils.dta"], new_plan="own")
    assert report["suppressed"]
    answers = page.split("What can be answered\n")[1].split("Looks odd")[0]
    assert re.search("Not shown|Nothing", answers)


@pytest.mark.thorough
def test_an_old_export_with_long_codes_and_spells(project):
    rng = np.random.default_rng(16)
    n_pupils = 180
    sexes = rng.choice(["jongen", "meisje"], n_pupils)
    lists = [
        rng.choice(["A103", "A202", "D101", "C102"], 2, replace=False) for _ in range(n_pupils)
    ]
    lengths = rng.integers(10, 180, n_pupils)
    head = "Leerlingnr;Sekse;Geb.datum;Schooljaar\n"
    rows = "".join(
        f"{n};{sexes[n]};{n % 28 + 1:02d}-05-2003;2018/2019\n" for n in range(1, n_pupils)
    )
    (project / "data/raw/leerlingen.csv").write_bytes((head + rows).encode("cp1252"))
    rows = "".join(f"{n};{code}\n" for n in range(1, n_pupils) for code in lists[n])
    (project / "data/raw/codes.csv").write_text("Leerlingnr;CAP-J code\n" + rows)
    first = date(2018, 9, 17)
    rows = "".join(
        f"{n};{first:%d-%m-%Y};{first + timedelta(days=int(lengths[n])):%d-%m-%Y};nee\n"
        for n in range(1, n_pupils)
    )
    head = "Leerlingnr;Begindatum;Einddatum;Geoorloofd\n"
    (project / "data/raw/verzuim.csv").write_text(head + rows)
    files = [f"data/raw/{name}.csv" for name in ("leerlingen", "codes", "verzuim")]
    report, _ = checked(project, files)
    # More than three calendar months: back at school later than 17 December.
    outcome = (lengths + 1 > (date(2018, 12, 17) - first).days)[1:]
    assert levels(report, "girl") == crossed(words(sexes == "meisje")[1:], outcome)
    home = np.array(["D101" in codes for codes in lists])
    assert levels(report, "home_problems") == crossed(words(home)[1:], outcome)
    assert 'reference_date: "2018-09-01"' in (project / "config/cohorts/proef.yaml").read_text()


@pytest.mark.thorough
def test_an_english_workbook_with_codes_side_by_side_and_no_name_for_the_identifier(project):
    rng = np.random.default_rng(17)
    n_pupils = 170
    book = openpyxl.Workbook()
    pupils, codes, spells = (book.active, book.create_sheet("Codes"), book.create_sheet("Absence"))
    for sheet in (pupils, codes, spells):
        sheet.append(["Confidential"])
        sheet.append([])
    pupils.append(["Ref", "Sex", "Date of birth"])
    codes.append(["Ref", "CAP-J 1", "CAP-J 2"])
    spells.append(["Ref", "First day", "Last day", "Authorised"])
    sexes = rng.choice(["Male", "Female"], n_pupils)
    first_code = rng.choice(["A102", "A201", "D101", ""], n_pupils)
    second_code = rng.choice(["C102", "D405", ""], n_pupils)
    valid, lengths = rng.choice(["yes", "no"], n_pupils), rng.integers(60, 140, n_pupils)
    for n in range(n_pupils):
        pupils.append([f"S{n:04d}", sexes[n], date(2008, 1, 1) + timedelta(days=3 * n)])
        codes.append([f"S{n:04d}", first_code[n] or None, second_code[n] or None])
        spells.append([f"S{n:04d}", *days(date(2022, 9, 12), 0, lengths[n]), valid[n]])
    book.save(project / "data/raw/export.xlsx")
    book.close()
    report, _ = checked(project, ["data/raw/export.xlsx"])
    # More than three calendar months: back at school later than 12 December.
    back = lengths + 1 > (date(2022, 12, 12) - date(2022, 9, 12)).days
    outcome = back & (valid == "no")
    assert levels(report, "girl") == crossed(words(sexes == "Female"), outcome)
    home = (first_code == "D101") | (second_code == "D405")
    assert levels(report, "home_problems") == crossed(words(home), outcome)
