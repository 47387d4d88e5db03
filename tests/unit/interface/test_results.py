"""Released numbers as frames."""

import importlib.util
from pathlib import Path

import pytest

import thuiszitters as th
from thuiszitters.results.catalogue import TABLES

_PLACE = Path(__file__).parents[2] / "report/cases.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("report_cases", _PLACE)
    assert spec is not None
    assert spec.loader is not None
    cases = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cases)
    target = tmp_path_factory.mktemp("results")
    cases.write_case("altra_demo", target / "altra_demo/numbers")
    return target / "altra_demo"


@pytest.fixture
def results(folder):
    return th.read_results(folder)


def test_the_folder_of_the_cohort_and_that_of_its_numbers_are_the_same(folder, results):
    assert list(th.read_results(folder / "numbers")) == list(results)


def test_tables_come_by_name_and_cannot_be_changed_for_others(results):
    estimates = results["estimates"]
    assert {"odds_ratio", "ci_low", "status"} <= set(estimates)
    estimates["odds_ratio"] = 0.0
    assert (results["estimates"]["odds_ratio"] != 0.0).any()
    assert set(results) <= set(TABLES) | {"literature"}
    assert results.model in set(results["estimates"]["model"])
    assert "estimates" in repr(results)


def test_every_column_has_a_meaning_and_a_role(results):
    told = results.dictionary()
    for name in results:
        if name in TABLES:
            assert set(told[told["table"] == name]["column"]) == set(results[name])
    assert (told["meaning"].str.len() > 0).all()
    assert (told["role"].str.len() > 0).all()
    assert told.shape == results.dictionary(language="nl").shape


def test_what_is_not_there_gets_a_sentence(results, tmp_path):
    with pytest.raises(th.DataError, match='Did you mean "estimates"'):
        _ = results["estimate"]
    with pytest.raises(th.DataError, match="no such folder"):
        th.read_results(tmp_path / "altra")
    with pytest.raises(th.DataError, match="is not there"):
        th.read_results(tmp_path)
