"""A process that is asked to stop leaves no half file behind."""

import os
import signal

import pytest

from thuiszitters.base.io import written_whole
from thuiszitters.base.stopped import end_in_order


@pytest.fixture
def as_before():
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)


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
