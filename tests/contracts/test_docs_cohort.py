"""docs/new_cohort.md goes through a real cohort file line by line, and names what is there."""

import re
from pathlib import Path

import pytest
import yaml

from thuiszitters.base.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/new_cohort.md").read_text(encoding="utf-8")


def blocks(section):
    return re.findall(r"```yaml\n(.*?)```", section, flags=re.DOTALL)


def test_the_page_quotes_the_whole_cohort_file():
    section = PAGE.split("### A cohort file, line by line")[1].split("\n## ")[0]
    file = (ROOT / "config/cohorts/altra_demo.yaml").read_text(encoding="utf-8")
    written = [line for line in file.splitlines() if line.strip() and not line.startswith("#")]
    assert "".join(blocks(section)).splitlines() == written


@pytest.mark.parametrize("name", ["hours_16_4w", "persistent_absence"])
def test_the_definitions_that_the_page_explains_are_there(name):
    assert f"`{name}`" in PAGE
    assert name in read_yaml(ROOT / "config/outcomes.yaml")


def test_every_block_of_the_page_is_yaml():
    assert blocks(PAGE)
    for block in blocks(PAGE):
        yaml.safe_load(block)
