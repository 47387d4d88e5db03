"""Released numbers of every test case, written once a session."""

import importlib.util
from pathlib import Path

import pytest

from thuiszitters.numbers import Numbers, read_numbers

_spec = importlib.util.spec_from_file_location("cases", Path(__file__).with_name("cases.py"))
assert _spec is not None
assert _spec.loader is not None
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("numbers")
    return {name: cases.write_case(name, root / name) for name in cases.CASES}


@pytest.fixture(scope="session")
def released(folders: dict[str, Path]) -> dict[str, Numbers]:
    return {name: read_numbers(folder) for name, folder in folders.items()}


@pytest.fixture(params=cases.CASES)
def numbers(request: pytest.FixtureRequest, released: dict[str, Numbers]) -> Numbers:
    return released[request.param]
