import errno
import os
import subprocess
import sys

import pytest

from thuiszitters.base.faults import (
    out_of_memory,
    refused_by_the_system,
    sentence_or_raise,
    trace_without_values,
)
from thuiszitters.base.logs import log_to


def fail():
    raise ValueError("pupil 001 is secret")


def caught() -> ValueError:
    with pytest.raises(ValueError, match="secret") as found:
        fail()
    return found.value


def test_a_fault_names_its_place_in_the_code_and_no_value():
    text = trace_without_values(caught())
    assert "ValueError" in text
    assert "test_faults.py" in text
    assert "secret" not in text


def test_a_fault_is_a_sentence_with_a_file_for_its_owner(tmp_path, monkeypatch):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").write_text("seed: 1")
    monkeypatch.chdir(tmp_path)
    said = sentence_or_raise(caught())
    (written,) = (tmp_path / "data/derived/faults").iterdir()
    assert "this is a fault of the program (ValueError)" in said
    assert written.name in said
    assert written.stat().st_mode & 0o077 == 0
    assert "secret" not in said + written.read_text()


def test_who_develops_can_see_the_whole_traceback(monkeypatch):
    monkeypatch.setenv("THUISZITTERS_TRACEBACK", "1")
    with pytest.raises(ValueError, match="secret"):
        sentence_or_raise(caught())


def test_a_job_that_fails_leaves_no_value_in_its_log(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit), log_to(tmp_path / "logs/a.log"):
        fail()
    assert "secret" not in (tmp_path / "logs/a.log").read_text() + capsys.readouterr().err
    assert "ValueError" in (tmp_path / "logs/a.log").read_text()


def test_memory_that_runs_out_is_said_as_such():
    class OutOfMemoryException(Exception):  # noqa: N818 - its name at the database engine
        pass

    assert "memory" in str(out_of_memory(MemoryError()))
    assert "memory" in str(out_of_memory(OutOfMemoryException()))
    assert out_of_memory(ValueError()) is None


@pytest.mark.thorough
def test_the_command_line_ends_in_a_sentence_whatever_happens(tmp_path):
    code = (
        "import thuiszitters.cli as cli\n"
        "def app(): raise KeyError('secret')\n"
        "cli.app = app\n"
        "cli.main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "fault of the program (KeyError)" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "secret" not in ran.stderr


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ELOOP])
def test_what_the_system_refuses_is_no_fault_of_the_program(number):
    said = sentence_or_raise(OSError(number, os.strerror(number), "data/derived/a"))
    assert said.startswith(
        f"data/derived/a: the system refuses to read or write here ({os.strerror(number)})"
    )
    assert "fault of the program" not in said
    assert (
        refused_by_the_system(OSError(number, os.strerror(number))).problems[0].where == "the disk"
    )
    assert refused_by_the_system(OSError(errno.EINVAL, "no")) is None
