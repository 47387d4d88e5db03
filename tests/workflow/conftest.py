"""Snakemake inside the test process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.workflow.runs import copy_project

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def project(tmp_path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.fixture
def dry_run(project, monkeypatch, capfd) -> Run:
    """Plan the workflow inside this process, which costs a tenth of a new one."""
    from snakemake.cli import main

    monkeypatch.chdir(project)

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--dry-run", "--quiet", "host", *arguments])
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out + err

    return run
