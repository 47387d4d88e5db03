"""Cohort files and plans as nobody would write them go through `check`: a page, or sentences."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.test_fuzz import VALUES, in_time, places

from thuiszitters.base.errors import AnalysisError
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.plan.cohort import plain_values
from thuiszitters.setup.check.command import check

ROOT = Path(__file__).parents[2]
FILES = ("config/cohorts/quine.yaml", "config/plans/quine.yaml")
#: A case reads a file and counts pupils; `make fuzz` asks for 1,000.
CASES = max(6, int(os.environ.get("THUISZITTERS_FUZZ", "40")) // 10)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with one shipped cohort of 146 children."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "config", root / "config")
    (root / "data/examples").mkdir(parents=True)
    shutil.copy(ROOT / "data/examples/quine.csv", root / "data/examples/quine.csv")
    return root


@st.composite
def spoiled_files(draw):
    """Cohort file and plan with a few values replaced, taken out, or moved to another key."""
    contents = [plain_values(read_yaml(ROOT / name)) for name in FILES]
    for _ in range(draw(st.integers(1, 3))):
        content = draw(st.sampled_from(contents))
        path = draw(st.sampled_from(sorted(places(content), key=str)))
        part = content
        for key in path[:-1]:
            part = part[key]
        kept = part[path[-1]]
        change = draw(st.sampled_from(["replace", "remove", "rename"]))
        if change == "replace":
            part[path[-1]] = draw(VALUES)
        else:
            del part[path[-1]]
            if change == "rename" and isinstance(part, dict):
                part[draw(st.text(max_size=6))] = kept
    return contents


@settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(contents=spoiled_files())
def test_a_spoiled_cohort_file_and_plan_are_checked_or_get_sentences(project, contents):
    for name, content in zip(FILES, contents, strict=True):
        text = yaml.safe_dump(content, allow_unicode=True)
        (project / name).write_text(text, encoding="utf-8")
    with in_time(), suppress(AnalysisError):
        _, page = check("quine", root=project)
        assert page
