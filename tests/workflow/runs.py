"""Run the workflow in a folder, and compare what it wrote."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
#: What the workflow reads; everything else stays out of a copy.
PARTS = ("Snakefile", "config", "workflow", "profiles", "data/examples")


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
