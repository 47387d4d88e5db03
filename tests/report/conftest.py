"""Released numbers of every test case, written once a session."""

import importlib.util
from pathlib import Path

import pytest

from thuiszitters.figures import draw_all_figures
from thuiszitters.plan import LANGUAGES
from thuiszitters.results.read import Numbers, read_numbers

_spec = importlib.util.spec_from_file_location("cases", Path(__file__).with_name("cases.py"))
assert _spec is not None
assert _spec.loader is not None
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)


class Figures(dict[str, Path]):
    """Folders with drawn figures by case."""

    def __init__(self, folders: dict[str, Path], root: Path) -> None:
        super().__init__()
        self.folders, self.root = folders, root

    def __missing__(self, name: str) -> Path:
        draw_all_figures(self.folders[name], LANGUAGES, self.root / name)
        self[name] = self.root / name
        return self[name]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("numbers")
    return {name: cases.write_case(name, root / name) for name in cases.CASES}


@pytest.fixture(scope="session")
def released(folders: dict[str, Path]) -> dict[str, Numbers]:
    return {name: read_numbers(folder) for name, folder in folders.items()}


@pytest.fixture(scope="session")
def figure_folders(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of a case, drawn when a test first asks for them."""
    return Figures(folders, tmp_path_factory.mktemp("figures"))


@pytest.fixture(params=cases.CASES)
def numbers(request: pytest.FixtureRequest, released: dict[str, Numbers]) -> Numbers:
    return released[request.param]
