"""A forest plot drawn in a process of its own, while the models are still being fitted.

Loading matplotlib takes as long as fitting a few hundred pupils or drawing the plot, and needs
nothing of either. With a second core it need not be waited for.
"""

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # this module must be quick to load, or the other process starts late
    from thuiszitters.base.text import Language
    from thuiszitters.figures.figure import Figure
    from thuiszitters.results.read import Numbers

#: -P keeps the user's own folder, and what is named like a library in it, out of the process.
_COMMAND = ("-P", "-m", "thuiszitters.odds.plotter")
#: First words of the keys of the texts in a plot.
_HEADS = ("cell", "word", "figure")
#: What a line to a process that has died raises.
_BROKEN = (EOFError, OSError, pickle.UnpicklingError)


class Plotter:
    """Draws one forest plot: apart where that saves time, and otherwise here.

    Use as a context, opened before the work that comes first; leaving it ends the other process,
    also when there turned out to be nothing to draw.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: tuple[Numbers, Language] | None = None

    def __enter__(self) -> Self:
        if "matplotlib" in sys.modules or _cores() == 1 or not sys.executable:
            return self
        with suppress(OSError):  # no room for a process: it is drawn here
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, *_COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Ctrl-C is for the user's own process; a session of its own would be scheduled
                # as another program beside this one.
                process_group=0,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is None:
            return
        self._process.kill()
        for line in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if line is not None:
                    line.close()
        self._process.wait()
        self._process = None

    @property
    def has_begun(self) -> bool:
        """Whether a plot was asked for."""
        return self._asked is not None

    def begin(self, numbers: "Numbers", language: "Language") -> None:
        """Ask for the plot of the first model; drawing starts at once where it happens apart."""
        self._asked = numbers, language
        if self._process is not None and self._process.stdin is not None:
            with suppress(*_BROKEN):
                self._process.stdin.write(pickle.dumps(self._asked))
                self._process.stdin.flush()

    def figure(self) -> "Figure":
        """The plot that was asked for."""
        if self._asked is None:
            message = "no plot was asked for"
            raise ValueError(message)
        if self._process is not None and self._process.stdout is not None:
            with suppress(*_BROKEN):
                figure: Figure = pickle.load(self._process.stdout)  # noqa: S301 - from ourselves
                return figure
        return _draw(*self._asked)


def _cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _draw(numbers: "Numbers", language: "Language") -> "Figure":
    from thuiszitters.figures.forest import forest_plot

    return forest_plot(numbers, numbers.study.main_model, language, "forest")


def _get_ready() -> None:
    """What takes its time only once, while others read and fit: libraries, texts and fonts."""
    from thuiszitters.figures.page import finished, new_page
    from thuiszitters.figures.style import house_style
    from thuiszitters.language.catalogue import known

    import_module("thuiszitters.figures.forest")
    for head in _HEADS:
        known(head)
    with house_style():
        canvas, axes = new_page(height=0.1, width=0.1)
        axes.plot(0.0, 0.0)
        axes.text(0.0, 0.0, "1")
        assert finished(canvas, "first", "en", ("", "", ""), {}).png


def _serve() -> None:
    """In the other process: get ready, wait for numbers, draw, send."""
    # Whatever goes wrong here, the process that asked draws itself and tells its user.
    with suppress(Exception):
        _get_ready()
        asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that began this one
        figure = _draw(*asked)
        # The picture too: it needs the fonts of matplotlib, which is loaded here already.
        sys.stdout.buffer.write(pickle.dumps(replace(figure, stored_png=figure.png)))


if __name__ == "__main__":
    _serve()
