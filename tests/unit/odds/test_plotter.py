"""A plot drawn in another process is the same plot, and nothing depends on that process."""

import sys

import pytest

from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.plotter import Plotter
from thuiszitters.odds.record import as_numbers


@pytest.fixture
def numbers(birthwt):
    return as_numbers(run_odds(request_from(birthwt, "low", ["smoke"], factor=["smoke"])))


@pytest.fixture
def apart(monkeypatch):
    """A plotter that has reason to work in a process of its own."""
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with Plotter() as plotter:
        monkeypatch.undo()
        yield plotter


def drawn_here(numbers):
    plotter = Plotter()
    plotter.begin(numbers, "nl")
    return plotter.figure()


def test_a_plot_drawn_apart_is_the_same_to_the_byte(apart, numbers):
    assert apart._process.is_alive()
    apart.begin(numbers, "nl")
    assert apart._line.poll(60)
    assert apart.figure() == drawn_here(numbers)


def test_a_plot_is_drawn_here_when_the_other_process_has_died(apart, numbers):
    apart._process.kill()
    apart._process.join()
    apart.begin(numbers, "nl")
    assert apart.figure() == drawn_here(numbers)


def test_the_other_process_ends_with_the_work_when_nothing_was_drawn(monkeypatch):
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with Plotter() as plotter:
        assert plotter._process.is_alive()
    assert not plotter._process.is_alive()


def test_no_process_is_started_on_one_core(monkeypatch):
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    with Plotter() as plotter:
        assert plotter._line is None
