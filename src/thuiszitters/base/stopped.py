"""A program that is asked to stop takes away what it was writing, as it does after Ctrl-C."""

import signal
from contextlib import suppress


def end_in_order() -> None:
    """Let SIGTERM end this process by way of its ``finally`` blocks, with the usual exit status.

    Without this the system ends the process at once, and the half file that stood under a
    temporary name stays beside its target, also where it holds pupils. `signal.SIGKILL` cannot be
    answered; what it leaves is hidden and is never read.
    """
    with suppress(ValueError):  # only the main thread may say what a signal does
        signal.signal(signal.SIGTERM, _end)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
