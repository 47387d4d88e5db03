"""A run that is killed without warning, and begun again, ends with the same bytes."""

import hashlib
import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import yaml
from tests.workflow.runs import BIN, copy_project, snakemake

#: Moments of a kill; `make proof` asks for 12.
KILLS = int(os.environ.get("THUISZITTERS_KILLS", "2"))
#: The small shipped cohort, from its file to the release; no tables, figures and reports.
ASKED = ("--cores", "1", "--rerun-incomplete", "data/derived/quine/released/numbers")


@pytest.mark.slow
def test_a_run_that_was_killed_ends_with_the_same_bytes(tmp_path):
    whole, killed = project(tmp_path / "whole"), project(tmp_path / "killed")
    began = time.monotonic()
    status, said = snakemake(whole, *ASKED)
    assert status == 0, said
    took = time.monotonic() - began
    # The earliest first: a machine that became faster ends a run before a late moment.
    moments = np.sort(np.random.default_rng(9).uniform(0.1, 0.9, KILLS)) * took
    interrupted = sum(killed_after(killed, moment) for moment in moments)
    assert interrupted > 0
    snakemake(killed, "--unlock")
    status, said = snakemake(killed, *ASKED)
    assert status == 0, said
    assert bytes_of(killed) == bytes_of(whole)


def project(folder: Path) -> Path:
    """A project that runs one cohort in one language."""
    made = copy_project(folder)
    config = yaml.safe_load((made / "config/config.yaml").read_text(encoding="utf-8"))
    text = yaml.safe_dump({**config, "cohorts": ["quine"], "languages": ["en"]})
    (made / "config/config.yaml").write_text(text, encoding="utf-8")
    return made


def killed_after(folder: Path, seconds: float) -> bool:
    """Begin again, and kill the run with all that it started; whether it was still going."""
    snakemake(folder, "--unlock")
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    running = subprocess.Popen(
        [BIN / "snakemake", *ASKED],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True
    return False


def bytes_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that the stages wrote, by its place; half files count as well."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "data/derived").rglob("*"))
        if file.is_file() and file.name != ".snakemake_timestamp"
    }
