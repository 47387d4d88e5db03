"""A plot drawn in another process is the same plot, and nothing depends on that process."""

import subprocess
import sys

import pytest

from thuiszitters.odds import plotter as module
from thuiszitters.odds import request_from
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.plotter import Plotter
from thuiszitters.odds.record import as_numbers
from thuiszitters.results.fresh import FreshTable


@pytest.fixture
def numbers(birthwt):
    return as_numbers(run_odds(request_from(birthwt, "low", ["smoke"], factor=["smoke"])))


@pytest.fixture
def reason(monkeypatch):
    """Reason to work in a process of its own: nothing loaded yet, and a core to spare."""
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)
    monkeypatch.setattr(module, "_cores", lambda: 2)
    return monkeypatch


@pytest.fixture
def apart(reason):
    with Plotter() as plotter:
        reason.undo()
        yield plotter


def drawn_here(numbers):
    plotter = Plotter()
    plotter.begin(numbers, "nl")
    return plotter.figure()


@pytest.mark.thorough
def test_a_plot_drawn_apart_is_the_same_to_the_byte(apart, numbers, monkeypatch):
    here = drawn_here(numbers)
    monkeypatch.setattr(module, "_draw", lambda *_: pytest.fail("it was drawn here"))
    apart.begin(numbers, "nl")
    figure = apart.figure()
    assert figure == here
    assert figure.stored_png == here.png


def test_a_plot_is_drawn_of_rows(numbers, monkeypatch):
    """Loading pandas for a frame takes longer than drawing."""
    monkeypatch.setattr(FreshTable, "frame", lambda _: pytest.fail("a frame was made"))
    assert "smoke" in drawn_here(numbers).svg


def test_a_plot_is_drawn_here_when_the_other_process_has_died(apart, numbers):
    apart._process.kill()
    apart._process.wait()
    apart.begin(numbers, "nl")
    assert apart.figure() == drawn_here(numbers)


def test_a_plot_is_drawn_here_when_no_process_can_start(reason, numbers):
    def no_room(*_args, **_options):
        raise BlockingIOError

    reason.setattr(subprocess, "Popen", no_room)
    with Plotter() as plotter:
        reason.undo()
        plotter.begin(numbers, "nl")
        assert plotter.figure() == drawn_here(numbers)


def test_the_other_process_ends_with_the_work_when_nothing_was_drawn(reason):
    with Plotter() as plotter:
        process = plotter._process
        assert process.poll() is None
    assert process.poll() is not None


def test_no_process_is_started_on_one_core(reason):
    reason.setattr(module, "_cores", lambda: 1)
    with Plotter() as plotter:
        assert plotter._process is None
