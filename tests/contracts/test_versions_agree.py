"""One version everywhere, and a dated change list for each that was released."""

import re
import tomllib
from pathlib import Path

import yaml

import thuiszitters

ROOT = Path(__file__).parents[2]
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    scripts = [path.read_text("utf-8") for path in sorted(ROOT.glob("workflow/envs/*.sh"))]
    pinned = {found for text in scripts for found in re.findall(r"thuiszitters==([\d.]+\d)", text)}
    found = {project["version"], thuiszitters.__version__, CITATION["version"], *pinned}
    assert len(found) == 1
    assert len(scripts) == 2


def test_the_change_list_begins_with_what_is_not_released_and_dates_the_rest():
    heads = re.findall(r"^## (.+)$", CHANGES, re.M)
    assert heads[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}", head) for head in heads[1:])


def test_a_citation_has_a_date_only_for_a_version_that_was_released():
    dated = dict(re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$", CHANGES, re.M))
    released = CITATION.get("date-released")
    assert (str(released) if released else None) == dated.get(CITATION["version"])


def test_the_steps_of_a_release_name_files_that_are_there():
    steps = (ROOT / "RELEASING.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:\w+/)*\w+\.(?:py|cff|toml|md))`", steps):
        assert (ROOT / name).is_file(), name
