"""The stages of a run in Python are the rules of the workflow, with the same tables."""

import re
from pathlib import Path

import pytest

from thuiszitters.interface import stages

ROOT = Path(__file__).parents[3]
TEXT = "\n".join(
    file.read_text("utf-8") for file in sorted((ROOT / "workflow/rules").glob("*.smk"))
)


def part(rule: str, directive: str) -> str:
    """What a rule says under a directive."""
    found = re.search(rf"^rule {rule}:\n(.*?)(?=^\S|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, rule
    said = re.search(rf"^    {directive}:\n((?: {{8}}.*\n)+)", found[1], re.MULTILINE)
    return said[1] if said else ""


def tables(rule: str, directive: str) -> list[str]:
    """Names of the tables among the inputs or outputs of a rule."""
    named = re.findall(r"^ {8}(\w+)=((?:.|\n {9,})*)", part(rule, directive), re.MULTILINE)
    return [name for name, value in named if ".parquet" in value or ".output." in value]


STAGES = pytest.mark.parametrize("stage", stages.STAGES, ids=lambda one: one.name)


@STAGES
def test_a_stage_is_the_rule_of_its_name(stage):
    assert sorted(tables(stage.name, "input")) == sorted(stage.inputs)


@STAGES
def test_a_rule_calls_the_function_of_the_stage_in_the_same_way(stage):
    script = (ROOT / f"workflow/scripts/{stage.name}.py").read_text("utf-8")
    assert f"from {stage.run.__module__} import {stage.name}\n" in script
    assert f"write_tables({stage.name}(read_tables(smk.input), plan, chance), smk.output)" in script


def test_the_rules_before_them_write_what_they_write_here():
    assert sorted(tables("build_cohort", "output")) == sorted((*stages.BUILT, "flow"))
    assert sorted(tables("count_patterns", "output")) == sorted(stages.COUNTED)


def test_the_sections_of_the_plan_are_those_of_the_rules():
    said = "".join(part(stage.name, "params") for stage in stages.STAGES)
    assert set(re.findall(r"\bplan/(\w+)", said)) == set(stages.SECTIONS)


def test_release_reads_every_table_that_a_stage_makes():
    made = {name for stage in stages.STAGES for name in tables(stage.name, "output")}
    assert set(tables("release_results", "input")) - {"intake"} == {*made, "patterns", "flow"}


def test_a_stage_reads_only_what_was_made_before_it():
    known = set(stages.COUNTED)
    for stage in stages.STAGES:
        assert set(stage.inputs) <= known
        known |= set(tables(stage.name, "output"))
