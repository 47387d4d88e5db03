"""Where a job says what it does, and how it ends when something is wrong."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from thuiszitters.base.errors import AnalysisError
from thuiszitters.base.faults import sentence_or_raise, trace_without_values
from thuiszitters.base.stopped import end_in_order

LOGGER = logging.getLogger("thuiszitters")
#: How the line of a log begins that says why a job ended.
_ENDED = "ERROR "


class _LogFile(logging.FileHandler):
    """A log that stays behind where the disk is full: what it says is on the terminal as well."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as logging calls it
        """Say nothing: Python's own handling prints a traceback."""

    def close(self) -> None:
        with suppress(OSError):
            super().close()


@contextmanager
def log_to(path: str | Path) -> Iterator[logging.Logger]:
    """Log to `path`, and end the job with sentences when a user can mend the cause.

    An `AnalysisError` is printed without a traceback, to the log and to the terminal,
    and the process ends with status 1. So does any other error, as a fault of ours: its type and
    the places in the code go to the log, its text does not, since it can quote a pupil's value.

    Parameters
    ----------
    path
        Log file of the rule; replaced by every run.
    """
    end_in_order()
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    try:
        yield LOGGER
    except AnalysisError as error:
        for problem in error.problems:
            LOGGER.error("%s", problem)
        print(f"\n{error}\n", file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None
    except Exception as error:
        said = sentence_or_raise(error)
        LOGGER.error("%s", said)
        LOGGER.info("%s", trace_without_values(error))
        print(f"\n{said}\n", file=sys.stderr)  # noqa: T201 - the user's terminal
        raise SystemExit(1) from None
    finally:
        LOGGER.removeHandler(handler)
        handler.close()


def sentences_since(folder: str | Path, since: str | Path) -> list[str]:
    """Sentences with which jobs ended, of logs written after a file was touched.

    Parameters
    ----------
    folder
        Where the logs are.
    since
        A file that was touched when the run began.
    """
    began = Path(since).stat().st_mtime_ns
    logs = sorted(log for log in Path(folder).rglob("*.log") if log.stat().st_mtime_ns >= began)
    lines = (line for log in logs for line in log.read_text(encoding="utf-8").splitlines())
    said = (line.removeprefix(_ENDED) for line in lines if line.startswith(_ENDED))
    return list(dict.fromkeys(said))


def repeat_sentences(folder: str | Path, since: str | Path) -> None:
    """Say once more, below the lines of the workflow, what a user can mend."""
    sentences = sentences_since(folder, since)
    if sentences:
        print("\nWhat to mend:", *sentences, sep="\n  ", file=sys.stderr)  # noqa: T201
