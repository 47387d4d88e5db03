"""A process that is asked to stop leaves no half file behind."""

import os
import signal
import threading

import duckdb
import pytest

from thuiszitters.base import stopped
from thuiszitters.base.faults import sentence_or_raise
from thuiszitters.base.io import written_whole
from thuiszitters.base.stopped import end_in_order

#: So many rows that the query is asked to stop long before it ends.
LONG_QUERY = "SELECT sum(sqrt(range)) FROM range(3000000000)"


@pytest.fixture
def as_before(monkeypatch):
    monkeypatch.setattr(stopped, "_ASKED", [])
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def write_and_be_stopped(target):
    with written_whole(target) as half:
        half.write_bytes(b"la")
        os.kill(os.getpid(), signal.SIGTERM)
        half.write_bytes(b"later")


def test_a_process_that_is_asked_to_stop_takes_its_half_file_away(tmp_path, as_before):
    target = tmp_path / "pupils.parquet"
    target.write_bytes(b"earlier")
    end_in_order()
    with pytest.raises(SystemExit) as ended:
        write_and_be_stopped(target)
    assert ended.value.code == 128 + signal.SIGTERM
    assert target.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["pupils.parquet"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_query_that_is_asked_to_stop_is_no_fault_of_the_program(
    number, as_before, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    end_in_order()
    threading.Timer(0.2, os.kill, (os.getpid(), number)).start()
    with pytest.raises(SystemExit) as ended:
        query_and_say_what_went_wrong()
    assert ended.value.code == 128 + number
    assert list(tmp_path.iterdir()) == []


def query_and_say_what_went_wrong():
    try:
        duckdb.connect().execute(LONG_QUERY)
    except Exception as error:
        return sentence_or_raise(error)
    return None


def test_a_shell_that_keeps_ctrl_c_from_us_goes_on_doing_so(as_before):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_in_order()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
