"""Versions of a code list: what each holds, and what became of a code."""

import pytest

from thuiszitters.base.errors import DataError
from thuiszitters.base.text import Text
from thuiszitters.codebook.code import Code
from thuiszitters.codebook.versions import (
    require_version,
    split_by_version,
    versions_of,
    whereabouts,
)


def code(name, *versions, replaced_by=()):
    label = Text(f"label {name}", f"label {name}")
    return Code(name, "group", None, label, "own", versions=versions, replaced_by=replaced_by)


ALL, OLD = code("A"), code("B1", "2.9", replaced_by=("B2",))
MIDDLE, NEW = code("B2", "2.10", replaced_by=("B3",)), code("B3", "3")
LIST = (ALL, OLD, MIDDLE, NEW)


def test_versions_are_in_the_order_of_their_numbers():
    assert versions_of(LIST) == ("2.9", "2.10", "3")


@pytest.mark.parametrize(
    ("version", "held"), [("2.9", ["A", "B1"]), ("2.10", ["A", "B2"]), ("3", ["A", "B3"])]
)
def test_a_version_holds_its_own_codes_and_those_of_all(version, held):
    inside, outside = split_by_version(LIST, version)
    assert [one.code for one in inside] == held
    assert len(inside) + len(outside) == len(LIST)


def test_a_code_that_went_by_steps_is_followed_to_the_chosen_version():
    told = whereabouts("B1", *split_by_version(LIST, "3"))
    assert "version 2.9" in told
    assert 'replaced by "B3"' in told


def test_a_code_that_is_too_new_names_what_it_replaced():
    assert 'it replaced "B2"' in whereabouts("B3", *split_by_version(LIST, "2.10"))
    assert whereabouts("Z", *split_by_version(LIST, "3")) == ""


@pytest.mark.parametrize(
    ("version", "known", "said"),
    [
        (None, ("1", "2"), "names none"),
        ("4", ("1", "2"), "no version"),
        ("1", (), "has no versions"),
    ],
)
def test_a_version_that_is_not_there_is_refused(version, known, said):
    with pytest.raises(DataError, match=said):
        require_version("own", version, known, "cohort.yaml")


def test_a_version_that_is_there_is_fine():
    require_version("own", "2", ("1", "2"), "cohort.yaml")
    require_version("own", None, (), "cohort.yaml")
