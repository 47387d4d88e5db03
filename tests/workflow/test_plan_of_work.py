"""What Snakemake would do, without doing it."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from thuiszitters.plan.project import load_project
from thuiszitters.plan.simulation import simulated_files

ROOT = Path(__file__).parents[2]
STAGES = [
    "read_source", "build_cohort", "count_patterns", "describe_cohort", "fit_models",
    "translate_effects", "validate_models", "release_results", "make_tables", "draw_figures",
    "write_report", "publish_results", "write_manifest",
]  # fmt: skip


def jobs(text: str) -> dict[str, int]:
    """Rule to number of jobs, from the table that Snakemake prints."""
    lines = (line.split() for line in text.splitlines())
    return {
        line[0]: int(line[1])
        for line in lines
        if len(line) == 2 and line[1].isdigit() and ":" not in line[0]
    }


@pytest.mark.thorough
def test_a_fresh_clone_runs_every_stage_for_both_cohorts(dry_run):
    code, text = dry_run()
    assert code == 0, text
    assert "Traceback" not in text
    once = dict.fromkeys(("all", "simulate_extract", "write_index"), 1)
    assert jobs(text) == {**once, **dict.fromkeys(STAGES, 2), "total": 29}


@pytest.mark.thorough
def test_each_part_of_a_cohort_is_counted_by_a_job(dry_run):
    code, text = dry_run("--config", "cohorts=[quine]", "parts=4")
    assert code == 0, text
    found = jobs(text)
    assert (found["count_part"], found["merge_parts"]) == (4, 1)
    assert found.keys().isdisjoint({"build_cohort", "count_patterns"})


def test_an_unknown_key_on_the_command_line_is_refused_with_a_sentence(dry_run):
    code, text = dry_run("--config", "sead=3")
    assert code == 1
    assert "config/config.yaml: sead: this key is unknown." in text
    assert "Traceback" not in text


@pytest.mark.thorough
def test_problems_of_several_files_come_at_once(dry_run, project):
    for path, old, new in [
        ("config/plans/quine.yaml", "kind: factor", "knid: factor"),
        ("config/cohorts/altra_demo.yaml", "definition: ocw_3m", "definition: ocw_3n"),
    ]:
        content = (project / path).read_text(encoding="utf-8")
        assert old in content
        (project / path).write_text(content.replace(old, new), encoding="utf-8")
    code, text = dry_run()
    assert code == 1
    assert "predictors.age_group.knid: this key is unknown" in text
    assert 'Did you mean "ocw_3m"?' in text


def test_a_cohort_without_a_file_gets_the_nearest_name(dry_run):
    code, text = dry_run("--config", "cohorts=[quyne]")
    assert code == 1
    assert 'there is no file config/cohorts/quyne.yaml for the cohort "quyne"' in text
    assert 'Did you mean "quine"?' in text


def test_the_page_about_the_workflow_names_every_rule():
    rules = [
        line.split()[1].rstrip(":")
        for file in (ROOT / "workflow/rules").glob("*.smk")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("rule ")
    ]
    page = (ROOT / "docs/workflow.md").read_text(encoding="utf-8")
    apart = ["simulate_extract", "write_index", "count_part", "merge_parts"]
    assert sorted(rules) == sorted([*STAGES, *apart])
    assert [rule for rule in rules if f"`{rule}`" not in page] == []


@pytest.mark.thorough
def test_the_graph_of_the_workflow_is_the_one_that_snakemake_draws(dry_run):
    _, text = dry_run("--rulegraph", "mermaid-js")
    names = dict(re.findall(r"(id\d+)\[(\w+)\]", text))
    drawn = {(names[a], names[b]) for a, b in re.findall(r"(id\d+) --> (id\d+)", text)}
    page = (ROOT / "docs/workflow.md").read_text(encoding="utf-8")
    shown = page.split("```mermaid")[1].split("```")[0]
    assert set(re.findall(r"(\w+) --> (\w+)", shown)) == drawn


@pytest.mark.parametrize(
    "script", sorted((ROOT / "workflow/scripts").glob("*.py")), ids=lambda p: p.stem
)
def test_an_adapter_is_short_and_decides_nothing(script):
    content = script.read_text(encoding="utf-8")
    assert len(content.splitlines()) <= 25
    body = content.split("def main", 1)[1].split("if __name__", 1)[0]
    assert not [word for word in ("    if ", "    while ", "    for ") if word in body]


def test_every_rule_watches_the_library_code_its_own_adapter_runs():
    for file in (ROOT / "workflow/rules").glob("*.smk"):
        for rule in file.read_text(encoding="utf-8").split("\nrule ")[0:]:
            (script,) = re.findall(r'"\.\./scripts/(\w+\.py)"', rule)
            assert f'code=source_digest("workflow/scripts/{script}")' in rule


def test_the_simulated_files_are_those_the_rule_writes():
    rule = (ROOT / "workflow/rules/simulate.smk").read_text(encoding="utf-8")
    written = [
        path.format(cohort="altra_large") for path in re.findall(r'"(data/raw/[^"]+)"', rule)
    ]
    assert set(written) == simulated_files(["altra_large"])


def test_a_synthetic_cohort_outside_the_configuration_runs_without_its_files_being_there():
    project = load_project(ROOT, {"cohorts": ["altra_large"]})
    inputs = project["cohort"]["altra_large"]["inputs"]["source"]
    assert set(inputs) == simulated_files(["altra_large"])
    assert project["simulation"]["altra_large"]["pupils"] == 3200
    assert "more_cohorts" not in project["simulation"]["altra_demo"]


def test_start_up_imports_nothing_heavy():
    import subprocess

    command = (
        "import sys, thuiszitters, thuiszitters.plan.project, thuiszitters.base.provenance;"
        "print([m for m in ('pandas', 'numpy', 'scipy', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_snakemake_is_there():
    assert shutil.which("snakemake", path=str(Path(sys.executable).parent))
