"""Run the workflow in a folder, and compare what it wrote."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from thuiszitters.base.commit import code_commit

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
#: What the workflow reads; everything else stays out of a copy.
PARTS = ("Snakefile", "config", "workflow", "profiles", "data/examples")
COHORTS = ("altra_demo", "quine")
#: What a run of the default cohorts leaves; other cohorts may have run in the same folder.
MADE = (
    ".snakemake/metadata",
    "data/raw/altra_demo",
    *(f"{place}/{cohort}" for place in ("data/derived", "logs", "results") for cohort in COHORTS),
)


def copy_project(target: Path) -> Path:
    """Copy what the workflow needs to `target`."""
    for part in PARTS:
        source, place = ROOT / part, target / part
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, place)
    return target


def copy_of_finished(target: Path) -> bool:
    """Copy the project with what `make report` made in it, where that is of this very code.

    Pages name the commit, so results of another one are not taken; nor are results of a checkout
    with changes, or of one in which Snakemake still has something to do.
    """
    commit, page = code_commit(), ROOT / "results/quine/report/policy.en.html"
    if commit is None or commit.changed or not page.is_file():
        return False
    if f"commit {commit.name}" not in page.read_text(encoding="utf-8"):
        return False
    code, text = snakemake(ROOT, "--cores", "1", "--dry-run")
    if code or "Nothing to be done" not in text:
        return False
    copy_project(target)
    for part in MADE:
        shutil.copytree(ROOT / part, target / part, copy_function=shutil.copy2)
    shutil.copy2(ROOT / "results/index.html", target / "results/index.html")
    return True


def snakemake(folder: Path, *arguments: str, program: Path = BIN) -> tuple[int, str]:
    """Run the workflow in a folder, with the programs of an environment."""
    environment = {**os.environ, "PATH": f"{program}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [program / "snakemake", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under results, hidden ones too, by its place there."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "results").rglob("*"))
        if file.is_file()
    }
