"""Where a job says what it does, and how it ends when something is wrong."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thuiszitters.errors import AnalysisError

LOGGER = logging.getLogger("thuiszitters")


@contextmanager
def log_to(path: str | Path) -> Iterator[logging.Logger]:
    """Log to `path`, and end the job with sentences when a user can mend the cause.

    An `AnalysisError` is printed without a traceback, to the log and to the terminal,
    and the process ends with status 1. Any other error is a fault of ours and keeps
    its traceback.

    Parameters
    ----------
    path
        Log file of the rule; replaced by every run.
    """
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    try:
        yield LOGGER
    except AnalysisError as error:
        LOGGER.error("%s", error)
        print(f"\n{error}\n", file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None
    finally:
        LOGGER.removeHandler(handler)
        handler.close()
