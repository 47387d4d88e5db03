"""What benchmarks measure of a process."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def measured(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import measured

    return measured


def test_peak_memory_is_that_of_the_command_not_of_who_measures(measured, tmp_path):
    bytearray(b"x") * 300_000_000  # memory that this process has had
    code = "import time; x = bytearray(b'x') * 80_000_000; time.sleep(0.1)"
    one = measured.spent([sys.executable, "-I", "-S", "-c", code], tmp_path)
    assert 80 < one.peak < 120
    assert one.wall > 0.1
    assert one.processor > 0


def test_a_command_that_fails_says_why(measured, tmp_path):
    with pytest.raises(RuntimeError, match="no such pupil"):
        measured.spent([sys.executable, "-S", "-c", "raise SystemExit('no such pupil')"], tmp_path)
