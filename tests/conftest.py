"""A finished run of the workflow, shared by every test that reads results."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.workflow.runs import copy_project, snakemake


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep tests that share a costly fixture on one worker: a finished run, or drawn reports."""
    fixtures = getattr(item, "fixturenames", ())
    if "finished" in fixtures:
        item.add_marker(pytest.mark.xdist_group("finished"))
    elif "ran_once" in fixtures:
        item.add_marker(pytest.mark.slow)
        item.add_marker(pytest.mark.xdist_group("ran_once"))
    elif "tests/report/" in item.nodeid:
        item.add_marker(pytest.mark.slow)
        item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))


@pytest.fixture(scope="session")
def copy_of_project() -> Callable[[Path], Path]:
    return copy_project


@pytest.fixture(scope="session")
def finished(tmp_path_factory) -> Path:
    """A copy in which the workflow has run with two cores. Read it, do not change it."""
    folder = copy_project(tmp_path_factory.mktemp("two_cores") / "project")
    code, text = snakemake(folder, "--cores", "2")
    assert code == 0, text
    return folder


@pytest.fixture
def copy(finished, tmp_path) -> Path:
    """A finished copy that a test may spoil."""
    folder = tmp_path / "copy"
    shutil.copytree(finished, folder, copy_function=shutil.copy2)
    return folder
