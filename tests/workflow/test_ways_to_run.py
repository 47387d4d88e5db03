"""Every way of running the workflow that Snakemake's users expect."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec
from tests.workflow.runs import ROOT, snakemake
from tests.workflow.test_environment import bounds

from thuiszitters import __version__
from thuiszitters.base.commit import code_commit
from thuiszitters.base.provenance import imported_files
from thuiszitters.plan.project import load_project
from thuiszitters.setup.new_project import new_project

ENVIRONMENTS = sorted((ROOT / "workflow/envs").glob("*.yaml"))
#: Modules whose package has another name.
PACKAGES = {
    "docx": "python-docx",
    "python_calamine": "python-calamine",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
#: Modules that come with one of the packages that are listed.
WITH_OTHERS = {"markupsafe"}


def conda_lines(file: Path) -> list[str]:
    parts = yaml.safe_load(file.read_text(encoding="utf-8"))["dependencies"]
    return [part for part in parts if isinstance(part, str)] + next(
        part["pip"] for part in parts if isinstance(part, dict)
    )


def third_party_modules(script: Path) -> set[str]:
    """Modules of others that an adapter and all it imports may load."""
    seen: set[Path] = set()
    waiting = list(imported_files(script.read_text(encoding="utf-8")))
    modules: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen or file.suffix != ".py":
            continue
        seen.add(file)
        code = file.read_text(encoding="utf-8")
        waiting += imported_files(code)
        modules |= set(re.findall(r"^\s*from (\w+)[\w.]* import ", code, re.M))
        modules |= set(re.findall(r"^\s*import (\w+)[\w.]*(?: as \w+)?$", code, re.M))
    return modules - set(sys.stdlib_module_names) - {"thuiszitters"}


def rules() -> list[tuple[str, str]]:
    """Adapter and environment of every rule."""
    found = []
    for file in (ROOT / "workflow/rules").glob("*.smk"):
        for part in file.read_text(encoding="utf-8").split("\nrule ")[0:]:
            (script,) = re.findall(r'"\.\./scripts/(\w+\.py)"', part)
            (environment,) = re.findall(r'"\.\./envs/([\w.]+)"', part)
            found.append((script, environment))
    return found


@pytest.mark.parametrize("file", ENVIRONMENTS, ids=lambda file: file.stem)
def test_an_environment_of_a_rule_has_the_bounds_of_the_project(file):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = bounds(conda_lines(file))
    assert listed.pop("python") == project["requires-python"]
    assert listed.pop("pip") == ""
    asked = bounds(project["dependencies"])
    assert listed == {name: asked[name] for name in listed}
    specs = [line for line in conda_lines(file) if line != "pip"]
    assert all(MatchSpec(line).name is not None for line in specs)


@pytest.mark.parametrize(("script", "environment"), rules())
def test_the_environment_of_a_rule_holds_what_its_adapter_loads(script, environment):
    listed = bounds(conda_lines(ROOT / "workflow/envs" / environment))
    needed = third_party_modules(ROOT / "workflow/scripts" / script) - WITH_OTHERS
    assert needed
    assert {PACKAGES.get(module, module) for module in needed} <= listed.keys()


def test_an_environment_of_a_rule_gets_this_version_of_the_program():
    for file in ENVIRONMENTS:
        script = file.with_suffix(".post-deploy.sh").read_text(encoding="utf-8")
        assert f'"thuiszitters=={__version__}"' in script


def test_the_image_is_built_from_the_lock_and_holds_no_data():
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes --compile -r requirements.lock" in recipe
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"data/raw", "data/derived", "results/*/"} <= set(ignored)


@pytest.mark.thorough
def test_one_cohort_is_a_target_of_its_own(dry_run):
    code, text = dry_run("--cores", "1", "quine")
    assert code == 0, text
    assert "altra_demo" not in text
    assert re.search(r"^quine +1$", text, re.M)


@pytest.mark.thorough
def test_the_workflow_runs_for_another_directory(dry_run, tmp_path):
    new_project(tmp_path / "elsewhere")
    code, text = dry_run("--directory", str(tmp_path / "elsewhere"), "quine")
    assert code == 0, text
    assert "Traceback" not in text


@pytest.mark.thorough
def test_the_test_configuration_of_the_catalogue_runs(monkeypatch, capfd):
    from snakemake.cli import main

    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as ended:
        main(["--dry-run", "--directory", ".test", "--config", "cohorts=[quine]"])
    assert not ended.value.code, capfd.readouterr().err


@pytest.mark.thorough
def test_the_workflow_is_a_module_of_another_workflow(project, dry_run):
    (project / "Snakefile").write_text(
        f"""
module risk_factors:
    snakefile: "{ROOT / "workflow/Snakefile"}"
    config: config.get("risk_factors", {{}})

use rule * from risk_factors as risk_factors_*

rule mine:
    input: "results/quine/manifest.json"
    default_target: True
""",
        encoding="utf-8",
    )
    code, text = dry_run()
    assert code == 0, text
    assert re.search(r"^risk_factors_fit_models +1$", text, re.M)
    assert re.search(r"^mine +1$", text, re.M)


@pytest.mark.thorough
def test_a_new_project_holds_what_the_repository_does(tmp_path):
    made = new_project(tmp_path / "mine")
    assert len(made) > 10
    assert load_project(tmp_path / "mine").keys() == load_project(ROOT).keys()


@pytest.mark.slow
def test_a_wheel_in_a_clean_environment_does_everything(tmp_path):
    def run(*words: object, folder: Path = tmp_path) -> str:
        done = subprocess.run(
            [*map(str, words)], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    uv = Path(sys.executable).parent / "uv"
    python = tmp_path / "venv/bin/python"
    run(
        uv,
        "build",
        "--wheel",
        "--no-build-isolation",
        "--python",
        sys.executable,
        "-o",
        tmp_path,
        ROOT,
    )
    (wheel,) = tmp_path.glob("*.whl")
    run(uv, "venv", "--python", sys.executable, tmp_path / "venv")
    run(uv, "pip", "install", "--python", python, "-r", ROOT / "requirements.lock")
    run(uv, "pip", "install", "--python", python, "--no-deps", wheel)
    thuiszitters = tmp_path / "venv/bin/thuiszitters"
    assert __version__ in run(thuiszitters, "--version")
    run(thuiszitters, "new", "mine")
    data = [
        "mine/data/examples/quine.csv",
        "--outcome",
        "male",
        "--predictors",
        "slow_learner,days",
    ]
    assert "slow_learner" in run(thuiszitters, "odds", *data)
    asked = ("quine", "--cores", "2", "--config", "languages=[nl]")
    code, text = snakemake(tmp_path / "mine", *asked, program=python.parent)
    assert code == 0, text
    page = tmp_path / "mine/results/quine/report/research.nl.html"
    commit = code_commit()
    assert commit is not None
    assert f"commit {commit.name}" in page.read_text(encoding="utf-8")
