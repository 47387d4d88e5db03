"""The workflow on a real SLURM gives the bytes of one machine, also when a job is killed."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.register import write_register
from tests.cluster.loopback import absent, slurm
from tests.workflow.runs import BIN, copy_project, digests, snakemake

#: Where `make test-cluster` puts the executor of Snakemake, away from the locked environment.
PLUGIN = Path(__file__).parents[2] / ".venv-cluster"
CONFIG = "cohorts: [register]\nlanguages: [en]\nseed: 20210101\nparts: {parts}\n"
N_PUPILS, N_PARTS = 6000, 3

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(bool(absent()), reason=absent()),
    pytest.mark.skipif(not PLUGIN.is_dir(), reason="run it with make test-cluster"),
]


@pytest.fixture
def cluster() -> Iterator[dict[str, str]]:
    folder = Path(tempfile.mkdtemp(prefix="slurm-"))
    try:
        with slurm(folder) as environment:
            search = [str(PLUGIN), *filter(None, [os.environ.get("PYTHONPATH")])]
            path = f"{BIN}{os.pathsep}{environment['PATH']}"
            yield {**environment, "PYTHONPATH": os.pathsep.join(search), "PATH": path}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_cluster_that_loses_a_job_gives_the_bytes_of_one_machine(cluster, tmp_path, monkeypatch):
    monkeypatch.setenv("THUISZITTERS_KEYS", str(tmp_path / "keys"))
    here, there = (project(tmp_path / name, parts) for name, parts in [("here", 1), ("there", 3)])
    status, said = snakemake(here, "--cores", "2")
    assert status == 0, said
    with (tmp_path / "said.txt").open("wb") as said_there:
        running = subprocess.Popen(
            [
                *(BIN / "snakemake", "--profile", "profiles/slurm"),
                # This SLURM has no accounting; short waits, since the jobs are short.
                *("--slurm-status-command", "squeue"),
                *("--slurm-init-seconds-before-status-checks", "1"),
                *("--seconds-between-status-checks", "1", "--latency-wait", "10"),
            ],
            cwd=there,
            env={**cluster, "THUISZITTERS_KEYS": os.environ["THUISZITTERS_KEYS"]},
            stdout=said_there,
            stderr=subprocess.STDOUT,
        )
        try:
            killed = kill_one(cluster, "count_part", running)
            running.wait(timeout=1200)
        finally:
            running.kill()
            running.wait()
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert running.returncode == 0, said
    states = jobs(cluster)
    assert states[killed][0] in ("FAILED", "CANCELLED")
    counted = [state for state, comment in states.values() if "count_part" in comment]
    assert len(counted) == N_PARTS + 1
    assert counted.count("COMPLETED") == N_PARTS
    # Each job of the cluster is one of the whole, and no row of a pupil is left by the counting.
    assert digests(here) == digests(there)
    names = {path.name for path in (there / "data/derived/register").rglob("*.parquet")}
    assert "analysis.parquet" not in names


def project(folder: Path, parts: int) -> Path:
    """A project with a small register."""
    made = copy_project(folder)
    write_register(made, N_PUPILS, codes=True)
    text = CONFIG.format(parts=parts)
    (made / "config/config.yaml").write_text(text, encoding="utf-8")
    return made


def jobs(environment: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Every job so far: its state, and what the executor says it is."""
    said = subprocess.run(
        ["squeue", "--noheader", "--states=all", "--format=%i|%T|%k"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = (line.split("|", 2) for line in said.stdout.splitlines())
    return {number: (state, comment) for number, state, comment in rows}


def kill_one(environment: dict[str, str], rule: str, running: "subprocess.Popen[bytes]") -> str:
    """Kill the first job of a rule once it runs on a node; its number."""
    while running.poll() is None:
        for number, (state, comment) in jobs(environment).items():
            if rule in comment and state == "RUNNING":
                kill = ["scancel", "--signal=KILL", "--full", number]
                subprocess.run(kill, env=environment, check=True)
                return number
        time.sleep(0.1)
    raise AssertionError(f"no job of {rule} ran")
