"""A copy of the project, and Snakemake inside the test process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What the workflow reads; everything else stays out of the copy.
PARTS = ("Snakefile", "config", "workflow", "profiles", "data/examples", "environment.yml")

Run = Callable[..., tuple[int, str]]


def copy_project(target: Path) -> Path:
    """Copy what the workflow needs to `target`."""
    for part in PARTS:
        source, place = ROOT / part, target / part
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, place)
    return target


@pytest.fixture(scope="session")
def copy_of_project() -> Callable[[Path], Path]:
    return copy_project


@pytest.fixture
def project(tmp_path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.fixture
def dry_run(project, monkeypatch, capfd) -> Run:
    """Plan the workflow inside this process, which costs a tenth of a new one."""
    from snakemake.cli import main

    monkeypatch.chdir(project)

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--dry-run", "--quiet", "host", *arguments])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out + err

    return run
