"""One set of bounds, for pip, uv and conda."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec

ROOT = Path(__file__).parents[2]
#: Names that conda-forge spells otherwise, or splits so that a small part is enough.
CONDA_NAMES = {
    "python-duckdb": "duckdb",
    "matplotlib-base": "matplotlib",
    "seaborn-base": "seaborn",
    "snakemake-minimal": "snakemake",
}


def bounds(requirements: list[str]) -> dict[str, str]:
    found = {}
    for requirement in requirements:
        name, bound = re.fullmatch(r"([\w.-]+)(.*)", requirement.replace(" ", "")).groups()
        found[CONDA_NAMES.get(name, name)] = bound
    return found


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def conda() -> list:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def test_conda_users_get_the_same_bounds(project, conda):
    from_channels = [entry for entry in conda if isinstance(entry, str)]
    from_pip = [entry for part in conda if isinstance(part, dict) for entry in part["pip"]]
    listed = bounds([*from_channels, *(entry for entry in from_pip if not entry.startswith("-"))])
    assert listed.pop("python") == project["requires-python"]
    assert listed.pop("pip") == ""
    assert listed == bounds(project["dependencies"])


def test_every_line_for_conda_is_a_match_spec(conda):
    specs = [MatchSpec(entry) for entry in conda if isinstance(entry, str)]
    assert all(spec.name is not None for spec in specs)


def test_the_lock_pins_and_hashes_every_requirement(project):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==([\w.]+)(.*?)(?=^[a-z0-9]|\Z)", lock, re.M | re.S)
    names = {name for name, _, _ in pinned}
    assert set(bounds(project["dependencies"])) <= names
    assert all("--hash=sha256:" in rest for _, _, rest in pinned)


def test_the_lock_names_no_host():
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
