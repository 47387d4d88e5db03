"""Files that come with the program are found wherever it is installed."""

from pathlib import Path

import pytest

from thuiszitters.base import shipped as module
from thuiszitters.base.shipped import shipped


@pytest.mark.parametrize("path", ["workflow/Snakefile", "config/outcomes.yaml", "data/examples"])
def test_what_a_new_project_needs_is_there(path):
    assert shipped(path).exists()


def test_an_installed_program_has_them_inside(tmp_path, monkeypatch):
    inside = tmp_path / "_shipped/config/outcomes.yaml"
    inside.parent.mkdir(parents=True)
    inside.write_text("x: 1")
    monkeypatch.setattr(module, "_IN_WHEEL", tmp_path / "_shipped")
    assert shipped("config/outcomes.yaml") == inside
    assert shipped("workflow/Snakefile").is_file()  # in a clone, beside src/


def test_a_full_path_stays_as_it_is(tmp_path):
    assert shipped(tmp_path / "own.yaml") == Path(tmp_path / "own.yaml")
