"""What looks odd in a cohort is told in counts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from thuiszitters.base import engine
from thuiszitters.base.text import Text
from thuiszitters.codebook import codebook_from_text, read_codebook
from thuiszitters.intake.source import SourceTables
from thuiszitters.plan.analysis import PredictorSpec
from thuiszitters.plan.cohort import CohortSpec, FileSpec, OutcomeSpec
from thuiszitters.plan.project import load_project
from thuiszitters.plan.reading import plan_spec
from thuiszitters.setup.check.oddities import about_far_values, oddities

ROOT = Path(__file__).parents[4]

TEXT = Text("Proef", "Trial")


@pytest.fixture
def spec():
    return CohortSpec(
        name="proef",
        title=TEXT,
        description=TEXT,
        source=TEXT,
        synthetic=True,
        plan="proef",
        disclosure="open",
        files=(("pupils", FileSpec("pupils.csv", ())),),
        outcome=OutcomeSpec("recorded", column="absent", label=TEXT, meaning=TEXT),
        reference_date=date(2020, 9, 1),
        extraction_date=date(2021, 7, 31),
    )


@pytest.fixture
def source():
    births = [date(2017, 9, 1), date(1985, 1, 1), date(2006, 1, 1), date(2006, 1, 1)]
    pupils = pd.DataFrame({"pupil_id": list("abcd"), "birth_date": births, "site": [None, *"xyz"]})
    codes = pd.DataFrame({"pupil_id": ["a", "b"], "code": ["A103", "C103"]})
    first = [date(2005, 1, 1), date(2020, 10, 1), date(2020, 10, 5)]
    last = [date(2012, 1, 1), date(2020, 10, 8), date(2021, 12, 1)]
    spells = pd.DataFrame({"pupil_id": ["a", "b", "b"], "start_date": first, "end_date": last})
    spells = spells.assign(authorised="unknown", enrolled="yes", exempt="no")
    files = {"classifications": {"left_out": {}}, "absences": {"rows_kept": 3}}
    intake = {"files": files}
    return SourceTables(pupils, codes, spells, intake)


def odd(source, *arguments):
    with engine.database() as connection:
        for name, table in source.present():
            engine.view(connection, name, table)
        return oddities(connection, *arguments, source.intake)


def test_everything_odd_is_told_in_counts(source, spec):
    capj = read_codebook(ROOT / "config/codebooks/capj.csv", "capj")
    nobody = [{"name": "peers", "n_pupils": 0}]
    assert odd(source, spec, capj, nobody) == [
        "2 pupils are younger than 4 or older than 23",
        'The column "site" is missing for 25% of the pupils',
        (
            "Only 50% of the classifications have a code whose label was verified; "
            "look at the codes marked gap or memory in the code list"
        ),
        "2 pupils have no classification, which counts as having no problem",
        'Nobody has the construct "peers"; its predictor will have one value',
        "1 spell is dated more than ten years before the extraction",
        "1 spell ends after the extraction; what comes later is cut off",
        "1 spell lasts longer than three years",
        "1 spell overlaps another one of the same pupil; the days count once",
        '"authorised" is unknown for every spell; look at the definition of the outcome',
    ]


def test_pupils_without_classification_can_be_missing(source, spec):
    capj = read_codebook(ROOT / "config/codebooks/capj.csv", "capj")
    found = odd(source, replace(spec, unclassified="missing"), capj, [])
    assert "2 pupils have no classification, which counts as missing" in found


def test_a_code_of_a_construct_that_only_another_version_has_is_told(source, spec):
    header = "code,level,parent,label_nl,label_en,evidence,outcome_adjacent,versions,replaced_by\n"
    rows = "A,axis,,a,a,own,no,,\nA103,rubric,A,Stemming,Mood,own,no,2014,\n"
    rows += "A109,rubric,A,Somber,Gloomy,own,no,2009,A103\n"
    book = codebook_from_text(header + rows, "eigen", "eigen.csv").in_version("2014", "proef")
    named = [{"name": "mood", "n_pupils": 1, "other_version": ["A109"]}]
    assert (
        'The construct "mood" names A109, which version 2014 of the code list "eigen" does not '
        'have. It is a code of version 2009; it was replaced by "A103" (Stemming)'
    ) in odd(source, spec, book, named)


def numeric_plan(quine_slices, name):
    """The plan of a shipped cohort, with one number as its only predictor."""
    plan = plan_spec(quine_slices["plan"], "quine")
    return replace(plan, predictors=(PredictorSpec(name, TEXT, "numeric"),), models=())


def test_a_value_extremely_far_from_all_others_is_counted_and_printed_only_where_many_hold_it():
    plan = numeric_plan(load_project(ROOT)["cohort"]["quine"], "distance")
    table = pd.DataFrame({"distance": [float(k) for k in range(1, 31)], "n_pupils": 4})
    assert list(about_far_values(table, plan)) == []
    ask = 'look whether it is a typing error or a code for "not known"'
    far = pd.DataFrame({"distance": [99999.0, 77777.0, 88888.0, None], "n_pupils": [10, 1, 8, 5]})
    assert list(about_far_values(pd.concat([table, far]), plan)) == [
        f'The predictor "distance" is 99999 for 10 pupils, extremely far from all others; {ask}',
        f'The predictor "distance" is extremely far from all others for 9 pupils; {ask}',
    ]
    one = pd.DataFrame({"distance": [4000.0], "n_pupils": [1]})
    assert list(about_far_values(pd.concat([table, one]), plan)) == [
        f'The predictor "distance" is extremely far from all others for 1 pupil; {ask}',
    ]
