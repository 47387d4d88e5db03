"""A code list with versions: a cohort says which one, and a code of another one is told apart."""

import pytest
from tests.unit.codebook.versioned_list import coded_with_versions

from thuiszitters.plan.cohort_file import cohort_spec

TWO = 'It is a code of version 2009; it was replaced by "A103" (Verlies) and "A104" (Verwerking).'


@pytest.fixture
def versioned(delivery):
    return coded_with_versions(delivery)


def test_the_version_is_recorded_with_what_was_read(versioned):
    intake = versioned.read().intake
    assert (intake["codebook"], intake["codebook_version"]) == ("eigen", "2014")


def test_a_list_with_versions_needs_to_know_which(versioned):
    del versioned.cohort["codebook_version"]
    assert versioned.sentences() == [
        (
            'config/cohorts/proef.yaml: codebook_version: the code list "eigen" has versions, and '
            "the cohort file names none. Allowed: 2009, 2014, 2021. Ask who recorded the codes."
        )
    ]


def test_a_version_that_does_not_exist_names_the_nearest(versioned):
    versioned.cohort["codebook_version"] = 2041
    assert versioned.sentences() == [
        (
            'config/cohorts/proef.yaml: codebook_version: the code list "eigen" has no version '
            '"2041". Allowed: 2009, 2014, 2021. Did you mean "2021"?'
        )
    ]


def test_a_version_of_a_list_without_versions(delivery):
    delivery.cohort["codebook_version"] = "2014"
    assert delivery.sentences() == [
        (
            'config/cohorts/proef.yaml: codebook_version: the code list "capj" has no versions. '
            "Leave this key out."
        )
    ]


@pytest.mark.parametrize(
    ("version", "code", "sentence"),
    [
        (
            "2014",
            "A102",
            TWO,
        ),
        (
            "2021",
            "A102",
            TWO.replace('"A104" (Verwerking)', '"A105" (Trauma)'),
        ),
        (
            "2009",
            "A103",
            'It is a code of versions 2014 and 2021; there it replaced "A102" (Rouw).',
        ),
        ("2014", "A106", "It is a code of version 2009."),
    ],
    ids=["replaced by two", "replaced by steps", "of a later version", "replaced by nothing"],
)
def test_a_code_of_another_version_is_told_with_what_replaced_it(
    versioned, version, code, sentence
):
    versioned.cohort["codebook_version"] = version
    versioned.write("classifications", f"nummer;code\n001;{code}\n")
    assert versioned.sentences() == [
        (
            f'codes.csv: column "code": "{code}" is not in version {version} of the code list '
            f'"eigen" (row 2). {sentence}'
        )
    ]


def test_a_label_may_differ_by_version(versioned):
    labels = {}
    for version in ("2009", "2021"):
        versioned.cohort["codebook_version"] = version
        book = versioned.codebook.for_cohort(cohort_spec(versioned.cohort, "proef"))
        labels[version] = book.by_code["A101"].label.nl
    assert labels == {"2009": "Angst", "2021": "Angstproblemen"}


@pytest.mark.parametrize(("version", "label"), [("2009", "Angst"), ("2021", "Angstproblemen")])
def test_a_wide_file_is_recognised_by_the_labels_of_its_version(versioned, version, label):
    part = versioned.file("classifications")
    del part["columns"]["code"]
    part["layout"] = "wide"
    versioned.cohort["codebook_version"] = version
    versioned.write("classifications", f"nummer;{label}\n001;1\n002;0\n")
    assert versioned.read().classifications["code"].tolist() == ["A101"]
