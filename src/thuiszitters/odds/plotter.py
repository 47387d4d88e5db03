"""A forest plot drawn in a process of its own, while the models are still being fitted.

Loading matplotlib takes as long as fitting a few hundred pupils or drawing the plot, and needs
nothing of either. With a second core it need not be waited for.
"""

import os
import sys
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # this module must be quick to load, or the other process starts late
    from thuiszitters.figures.figure import Figure
    from thuiszitters.numbers import Numbers
    from thuiszitters.plan.text import Language

#: What a broken line to the other process raises.
_BROKEN = (EOFError, OSError)


class Plotter:
    """Draws one forest plot: apart where that saves time, and otherwise here.

    Use as a context, opened before the work that comes first; leaving it ends the other process,
    also when there turned out to be nothing to draw.
    """

    def __init__(self) -> None:
        self._line: Connection | None = None
        self._asked: tuple[Numbers, Language] | None = None

    def __enter__(self) -> Self:
        if "matplotlib" in sys.modules or (os.cpu_count() or 1) == 1:
            return self
        context = get_context("spawn")  # a fork would copy the locks of numpy's threads
        self._line, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far,), daemon=True)
        self._process.start()
        far.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._line is not None:
            self._process.kill()
            self._process.join()
            self._line.close()
            self._line = None

    def begin(self, numbers: "Numbers", language: "Language") -> None:
        """Ask for the plot of the first model; drawing starts at once where it happens apart."""
        self._asked = numbers, language
        if self._line is not None:
            with suppress(*_BROKEN):
                self._line.send(self._asked)

    def figure(self) -> "Figure":
        """The plot that was asked for."""
        if self._line is not None:
            with suppress(*_BROKEN):
                figure: Figure = self._line.recv()
                return figure
        if self._asked is None:
            message = "no plot was asked for"
            raise ValueError(message)
        return _draw(*self._asked)


def _draw(numbers: "Numbers", language: "Language") -> "Figure":
    from thuiszitters.figures.forest import forest_plot

    return forest_plot(numbers, numbers.study.main_model, language, "forest")


def _serve(line: Connection) -> None:
    """In the other process: load the libraries, wait for numbers, draw, send."""
    import_module("thuiszitters.figures.forest")
    # Whatever goes wrong here, the process that asked draws itself and tells its user.
    with suppress(Exception, KeyboardInterrupt):
        line.send(_draw(*line.recv()))
