"""How a job ends, and what is said once more below the lines of the workflow."""

import os
from pathlib import Path

import pytest

from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.base.logs import log_to, repeat_sentences

PROBLEMS = [Problem("a.csv", "the file is empty"), Problem("b.csv", "the file is empty")]


def job(log, problems):
    with log_to(log) as logger:
        logger.info("something went well")
        raise_problems(problems, DataError)


def fail(log, problems):
    with pytest.raises(SystemExit):
        job(log, problems)


def test_the_sentences_of_this_run_are_repeated_and_nothing_else(tmp_path, capsys):
    fail(tmp_path / "x/earlier.log", [Problem("old.csv", "there is no such file")])
    os.utime(tmp_path / "x/earlier.log", (1, 1))
    (tmp_path / ".began").touch()
    fail(tmp_path / "x/read_source.log", PROBLEMS)
    fail(tmp_path / "y/read_source.log", PROBLEMS[:1])
    capsys.readouterr()
    repeat_sentences(tmp_path, tmp_path / ".began")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "\nWhat to mend:\n  a.csv: the file is empty.\n  b.csv: the file is empty.\n"


def test_a_run_without_sentences_adds_none(tmp_path, capsys):
    (tmp_path / ".began").touch()
    job(tmp_path / "a.log", [])
    repeat_sentences(tmp_path, tmp_path / ".began")
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_log_that_cannot_be_written_leaves_the_sentence_and_no_traceback(tmp_path, capsys):
    (tmp_path / "read_source.log").symlink_to("/dev/full")
    fail(tmp_path / "read_source.log", PROBLEMS[:1])
    assert capsys.readouterr().err.strip() == "a.csv: the file is empty."
