"""A project folder with the configuration that is shipped, and the code list."""

from pathlib import Path

import pytest

from thuiszitters.codebook import read_codebook

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def capj():
    return read_codebook(ROOT / "config/codebooks/capj.csv", "capj")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("THUISZITTERS_KEYS", str(tmp_path / "keys"))
    folder = tmp_path / "project"
    (folder / "config").mkdir(parents=True)
    for name in ("codebooks", "plans"):
        (folder / "config" / name).symlink_to(ROOT / "config" / name)
    return folder
