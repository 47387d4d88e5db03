"""Fixtures of this folder."""

from pathlib import Path

import pytest

from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.disclosure import disclosure_profile
from thuiszitters.plan.project import load_project
from thuiszitters.setup.check import check_cohort

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="session")
def quine():
    slices = load_project(ROOT)["cohort"]["quine"]
    profile = disclosure_profile(read_yaml(ROOT / "config/disclosure.yaml")["count_5"], "count_5")
    return check_cohort("quine", slices, profile, ROOT)
