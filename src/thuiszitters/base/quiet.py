"""Keep what a compiled solver prints of its own accord off the terminal."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any


@contextlib.contextmanager
def quiet_output() -> Iterator[None]:
    """Nothing that compiled code writes to standard output inside comes out.

    HiGHS, the solver behind ``scipy.optimize.milp``, prints a line of its own name from an inner
    search whatever its options say, between the lines of a page that somebody reads.
    """
    flush = ctypes.CDLL(None).fflush if os.name == "posix" else None
    if flush is None:
        yield
        return
    if sys.stdout is not None:
        sys.stdout.flush()
    flush(None)
    try:
        kept = os.dup(1)
    except OSError:  # standard output is closed: there is nothing to keep clean
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        # What C has in its buffer belongs to the solver; it must go while nobody listens.
        flush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


#: What `scipy.optimize.milp` says of a programme without a solution.
_INFEASIBLE = 2


def integer_program(*given: Any, options: Mapping[str, Any] | None = None, **more: Any) -> Any:
    """`scipy.optimize.milp` without what its solver prints, asked again where it finds nothing.

    Presolving of HiGHS calls some programmes infeasible that have a solution; the solver itself
    does not. Whether there is none is therefore said by the solver alone.

    Examples
    --------
    >>> integer_program([1.0], bounds=(1.5, 9.0), integrality=[1]).x.tolist()
    [2.0]
    """
    from scipy.optimize import milp  # 0.2 s: only where something is suppressed

    asked = dict(options or {})
    with quiet_output():
        answer = milp(*given, options=asked, **more)
        if answer.status == _INFEASIBLE and asked.get("presolve", True):
            answer = milp(*given, options={**asked, "presolve": False}, **more)
    return answer
