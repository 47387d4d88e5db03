"""A program that is asked to stop takes away what it was writing: Ctrl-C and SIGTERM."""

import signal
from contextlib import suppress
from types import FrameType

#: The signals that asked this process to stop, in order.
_ASKED: list[int] = []


def end_in_order() -> None:
    """Let SIGTERM end this process by way of its ``finally`` blocks, with the usual exit status.

    Without this the system ends the process at once, and the half file that stood under a
    temporary name stays beside its target, also where it holds pupils. `signal.SIGKILL` cannot be
    answered; what it leaves is hidden and is never read.
    """
    with suppress(ValueError):  # only the main thread may say what a signal does
        signal.signal(signal.SIGTERM, _end)
        # Where a shell began this in the background, Ctrl-C is for others.
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _interrupt)


def end_if_asked() -> None:
    """End as asked, when an error is what became of the request to stop.

    A database that is interrupted ends its query with an error of its own in place of the one that
    a signal raised.
    """
    if _ASKED:
        raise SystemExit(128 + _ASKED[0])


def _end(number: int, _frame: FrameType | None) -> None:
    _ASKED.append(number)
    raise SystemExit(128 + number)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _ASKED.append(number)
    signal.default_int_handler(number, frame)
