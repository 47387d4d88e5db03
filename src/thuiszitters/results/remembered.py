"""What pure functions say of released numbers, remembered while the numbers are in use."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

N = TypeVar("N")
P = ParamSpec("P")
R = TypeVar("R")


def remembered(
    function: Callable[Concatenate[N, P], R],
) -> Callable[Concatenate[N, P], R]:
    """Compute a function of released numbers once for each set of further arguments.

    A report asks for the same findings in every section, table and figure. The function has to be
    pure, and what it returns must not be changed.
    """
    memory: WeakKeyDictionary[N, dict[object, R]] = WeakKeyDictionary()

    @wraps(function)
    def once(numbers: N, /, *args: P.args, **kwargs: P.kwargs) -> R:
        found = memory.setdefault(numbers, {})
        key = (args, tuple(sorted(kwargs.items())))
        if key not in found:
            found[key] = function(numbers, *args, **kwargs)
        return found[key]

    return once
