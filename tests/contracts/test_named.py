"""Inputs that issue 3 names and that no other file here tries, with the sentence of each."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.cohort.build import build_cohort
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.estimation import EstimationSpec

PUPILS = "nummer;geslacht;geboren;school\n001;m;03-09-2006;Oost\n002;v;14-02-2007;West\n"
SPELLS = "nummer;van;tot;geoorloofd\n001;01-10-2020;15-03-2021;nee\n002;05-10-2020;09-10-2020;ja\n"


def aged(delivery, *ages):
    columns = delivery.file("pupils")["columns"]
    del columns["birth_date"]
    columns["age_years"] = "leeftijd"
    rows = "".join(f"{n:03d};m;Oost;{age}\n" for n, age in enumerate(ages, 1))
    return delivery.write("pupils", f"nummer;geslacht;school;leeftijd\n{rows}")


def test_ages_of_3_and_35_are_read_and_look_odd(delivery):
    assert aged(delivery, 3, 35).read().pupils["age_years"].tolist() == [3.0, 35.0]
    assert delivery.odd()[0] == "2 pupils are younger than 4 or older than 23"


def test_an_age_that_nobody_has(delivery):
    assert aged(delivery, -3, 350).sentences() == [
        (
            'leerlingen.csv: column "leeftijd": 2 of 2 rows are no age (rows 2 and 3). '
            "Allowed: 0 to 120, or empty."
        )
    ]


def test_a_pupil_born_after_the_extraction(delivery):
    assert delivery.write("pupils", PUPILS.replace("2007", "2027")).sentences() == [
        (
            'leerlingen.csv: column "geboren": 1 of 2 rows is later than the data themselves '
            "(row 3). Correct the file, or the dates of the cohort (2021-07-31)."
        )
    ]


def test_a_negative_number_of_days(delivery):
    text = {"nl": "Lang afwezig", "en": "Long absent"}
    delivery.cohort["outcome"] = {
        "count": {"column": "days", "at_least": 20, "label": text, "meaning": text}
    }
    delivery.cohort["files"] = {"pupils": delivery.file("pupils")}
    delivery.file("pupils")["columns"]["days"] = {"from": "school", "kind": "number"}
    del delivery.file("pupils")["columns"]["site"]
    delivery.write("pupils", PUPILS.replace("Oost", "-3").replace("West", "40"))
    source, spec = delivery.read(), cohort_spec(delivery.cohort, "proef")
    plan = Plan("proef", spec.title, spec.title, None, (), (), (), EstimationSpec())
    with pytest.raises(DataError) as caught:
        build_cohort(source, spec, plan, None, None)
    assert str(caught.value) == (
        "config/cohorts/proef.yaml: outcome.count: 1 of 2 pupils is below 0. Allowed: 0 or more."
    )


def test_overlapping_repeated_and_late_spells_are_read_once_and_look_odd(delivery):
    more = "001;01-03-2021;01-09-2021;nee\n001;01-10-2020;15-03-2021;nee\n"
    source = delivery.write("absences", SPELLS + more).read()
    assert source.intake["files"]["absences"]["left_out"] == {"repeated_row": 1}
    assert delivery.odd()[-2:] == [
        "1 spell ends after the extraction; what comes later is cut off",
        "1 spell overlaps another one of the same pupil; the days count once",
    ]


@pytest.mark.parametrize(
    ("unclassified", "treated"),
    [("zero", "as having no problem"), ("missing", "as missing")],
)
def test_a_pupil_without_classification_counts_as_the_cohort_file_says(
    delivery, unclassified, treated
):
    delivery.cohort["pupils_without_classification"] = unclassified
    delivery.write("classifications", "nummer;code\n001;A103\n")
    assert f"1 pupil has no classification, which counts {treated}" in delivery.odd()
