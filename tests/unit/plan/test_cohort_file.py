from pathlib import Path

import pytest

from thuiszitters.base.errors import PlanError
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.cohort_file import cohort_spec
from thuiszitters.plan.schema import schema_problems, with_defaults

ROOT = Path(__file__).parents[3]
COHORTS = sorted(path.stem for path in (ROOT / "config/cohorts").glob("*.yaml"))


def load(path):
    return read_yaml(ROOT / path)


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        *((f"config/cohorts/{name}.yaml", "cohort") for name in COHORTS),
        ("config/outcomes.yaml", "outcomes"),
        ("config/simulation.yaml", "simulation"),
    ],
)
def test_every_shipped_file_fits_its_schema(path, schema):
    shape = load(f"workflow/schemas/{schema}.schema.yaml")
    assert [str(problem) for problem in schema_problems(load(path), shape, path)] == []


@pytest.mark.parametrize("name", COHORTS)
def test_filling_in_defaults_changes_nothing_that_is_meant(name):
    content, shape = (
        load(f"config/cohorts/{name}.yaml"),
        load("workflow/schemas/cohort.schema.yaml"),
    )
    assert cohort_spec(with_defaults(content, shape, shape), name) == cohort_spec(content, name)


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)


@pytest.mark.parametrize("name", ["cohort", "outcomes", "simulation", "pupils", "absences"])
def test_a_schema_refuses_unknown_keys_and_explains_known_ones(name):
    for part in objects(load(f"workflow/schemas/{name}.schema.yaml")):
        assert "additionalProperties" in part
        for key, inner in part.get("properties", {}).items():
            assert inner.get("description"), key


@pytest.fixture
def content():
    return load("config/cohorts/altra_demo.yaml")


def sentences(content):
    with pytest.raises(PlanError) as caught:
        cohort_spec(content, "proef")
    return [str(problem) for problem in caught.value.problems]


def test_a_misspelt_canonical_column_is_named_with_the_nearest(content):
    columns = content["files"]["absences"]["columns"]
    columns["authorized"] = columns.pop("authorised")
    assert sentences(content) == [
        (
            'config/cohorts/proef.yaml: files.absences.columns: unknown column "authorized". '
            "Allowed: pupil_id, start_date, end_date, authorised, enrolled, exempt, hours. "
            'Did you mean "authorised"?'
        )
    ]


def test_spells_need_an_extraction_date_and_a_file(content):
    del content["extraction_date"]
    assert sentences(content) == [
        (
            "config/cohorts/proef.yaml: extraction_date: missing, while a spell without an "
            "end lasts "
            'until that day. Allowed: a date such as "2021-07-31".'
        )
    ]
    del content["files"]["absences"]
    assert sentences(content) == [
        (
            "config/cohorts/proef.yaml: outcome.definition: an outcome from spells of "
            "absence needs the "
            'file with these spells. Add "files.absences", or use "outcome.recorded" or '
            '"outcome.count".'
        )
    ]


def test_derived_columns_must_make_sense(content):
    content["derived"] = {
        "stage": {"from": "agee_years", "bins": [12, 15], "labels": ["lower"]},
        "both": {"from": "site", "bins": [1], "labels": ["x"], "table": {"a": "b"}},
    }
    assert [sentence.split(": ")[1] for sentence in sentences(content)] == [
        "derived.stage.from",
        "derived.stage",
        "derived.both",
    ]


def test_a_difference_of_two_columns_must_make_sense(content):
    content["derived"] = {
        "alone": {"from": "site", "order": ["a", "b"], "table": {"a": "b"}},
        "itself": {"from": "site", "minus": "site", "order": ["a", "b"]},
        "told": {"from": "site", "minus": "sites", "order": ["a", "a"], "table": {"a": "b"}},
    }
    found = sentences(content)
    assert [sentence.split(": ")[1] for sentence in found] == [
        "derived.alone.order",
        "derived.itself.minus",
        "derived.told.minus",
        "derived.told",
        "derived.told.order",
    ]
    assert 'Did you mean "site"?' in found[2]


def test_a_column_comes_from_the_file_or_is_constant_but_not_both(content):
    columns = content["files"]["pupils"]["columns"]
    columns["school_level"] = {"missing": ["onbekend"]}
    columns["sex"]["constant"] = "girl"
    assert sentences(content) == [
        (
            "config/cohorts/proef.yaml: files.pupils.columns.sex: the values come from the "
            "file and are "
            "all the same. Allowed: exactly one of from, constant."
        ),
        (
            "config/cohorts/proef.yaml: files.pupils.columns.school_level: it is not said "
            "where the "
            "values come from. Allowed: exactly one of from, constant."
        ),
    ]


def test_a_day_that_does_not_exist_is_refused(content):
    content["extraction_date"] = "2021-02-30"
    assert sentences(content) == [
        (
            "config/cohorts/proef.yaml: extraction_date: found 2021-02-30, which is no day of the "
            'calendar. Allowed: a date such as "2021-07-31".'
        )
    ]


def test_a_meaning_that_is_not_yes_no_or_unknown_is_a_fault_of_the_cohort_file(content):
    reason = content["files"]["absences"]["columns"]["authorised"]
    reason["values"] = {**reason["values"], "soms": "sometimes", "deels": "unknwn"}
    with pytest.raises(PlanError) as caught:
        cohort_spec(content, "altra_demo")
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "config/cohorts/altra_demo.yaml: files.absences.columns.authorised.values: "
            f'"{found}" is no meaning for a column of yes and no. '
            f"Allowed: yes, no, unknown.{advice}"
        )
        for found, advice in (("sometimes", ""), ("unknwn", ' Did you mean "unknown"?'))
    ]


def test_further_columns_with_codes_take_the_layout_of_cells(content):
    classifications = content["files"]["classifications"]
    classifications["more_codes"] = ["tweede code"]
    with pytest.raises(PlanError, match=r"more_codes: the layout is long\. Allowed: cell"):
        cohort_spec(content, "altra_demo")
    classifications["layout"] = "cell"
    assert cohort_spec(content, "altra_demo").file("classifications").more_codes == ("tweede code",)
