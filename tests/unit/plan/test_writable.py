"""A run that cannot write says so before it begins; the engine would end in a traceback."""

import os
from pathlib import Path

import pytest

from thuiszitters.plan import writable
from thuiszitters.plan.project import load_project_or_exit
from thuiszitters.plan.writable import unwritable_problems


def test_a_folder_that_can_be_made_is_no_problem(tmp_path):
    (tmp_path / "results").mkdir()
    assert unwritable_problems(tmp_path, ["a"]) == []


def test_every_folder_that_is_a_file_is_named_at_once(tmp_path):
    (tmp_path / "results").write_text("")
    (tmp_path / "data/derived").mkdir(parents=True)
    (tmp_path / "data/derived/a").write_text("")
    (tmp_path / "logs").symlink_to("logs")
    named = [problem.where for problem in unwritable_problems(tmp_path, ["a"])]
    assert named == ["results", "logs", "data/derived/a"]


def test_a_folder_without_the_right_to_write_is_named(tmp_path, monkeypatch):
    (tmp_path / ".snakemake").mkdir()
    genuine = os.access

    # Tests may be run by somebody who may write everywhere.
    def refuse(place, mode):
        return Path(place).name != ".snakemake" and genuine(place, mode)

    monkeypatch.setattr(writable.os, "access", refuse)
    (problem,) = unwritable_problems(tmp_path)
    assert str(problem).startswith(".snakemake: a run cannot write in this folder. Give yourself")


def test_a_fault_while_a_project_is_read_is_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def fails(*_):
        raise ValueError("pupil 001 is secret")

    monkeypatch.setattr("thuiszitters.plan.project.load_project", fails)
    with pytest.raises(SystemExit):
        load_project_or_exit(".", {})
    said = capsys.readouterr().err
    assert "this is a fault of the program (ValueError)" in said
    assert "secret" not in said
