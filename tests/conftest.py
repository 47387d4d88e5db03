"""A finished run of the workflow, shared by every test that reads results."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.workflow.runs import copy_of_finished, copy_project, snakemake
from xdist.scheduler import LoadScopeScheduling

#: Files whose tests share a finished run of the workflow.
_FINISHED = (
    "tests/workflow/test_end_to_end.py",
    "tests/workflow/test_readme.py",
    "tests/notebooks/test_notebooks.py",
)
#: Folders with tests of a minute or more. They begin first: a worker holds two tests in hand, and
#: what waits behind a long one at the end leaves the other core without work.
_LONG = ("tests/workflow/", "tests/notebooks/")
#: Files and folders whose tests share what a test file makes once.
_BY_FILE = ("tests/report/", "tests/workflow/test_bad_input.py")


class OneMaker(LoadScopeScheduling):
    """Tests that share something costly on one worker, the others wherever there is room.

    The worker's own marker for this, `xdist_group`, is without effect under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::")[0]
        if path in _FINISHED:
            return "finished"
        return path if path.startswith(_BY_FILE) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneMaker:
    return OneMaker(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, then those that share a file's work, then the others."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    if nodeid.startswith(_LONG):
        return 0
    return 1 if nodeid.startswith(_BY_FILE) else 2


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests that send wrong inputs through the workflow or open reports are slow."""
    fixtures = getattr(item, "fixturenames", ())
    if "ran_once" in fixtures or "tests/report/" in item.nodeid:
        item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def copy_of_project() -> Callable[[Path], Path]:
    return copy_project


@pytest.fixture(scope="session")
def finished(tmp_path_factory) -> Path:
    """A copy in which the workflow has run with two cores. Read it, do not change it.

    Where `make report` has just run in this checkout, its results are taken.
    """
    folder = tmp_path_factory.mktemp("two_cores") / "project"
    if copy_of_finished(folder):
        return folder
    copy_project(folder)
    code, text = snakemake(folder, "--cores", "2")
    assert code == 0, text
    return folder


@pytest.fixture
def copy(finished, tmp_path) -> Path:
    """A finished copy that a test may spoil."""
    folder = tmp_path / "copy"
    shutil.copytree(finished, folder, copy_function=shutil.copy2)
    return folder
