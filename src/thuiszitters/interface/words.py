"""Options of the command line, which sentences name, as arguments of a Python call."""

import re
from collections.abc import Iterator
from dataclasses import replace

from thuiszitters.base.errors import AnalysisError, Problem

#: Options that have another name in Python.
ARGUMENTS = {
    "cluster": "clusters",
    "missing": "not_known",
    "impute": 'missing="impute"',
    "out": "folder",
    "format": "formats",
}
_PAIR = re.compile(r"--(reference|per) (\S+?)=(<\w+>|\w+(?:\.\w+)*)")
_COLUMN = re.compile(r"--(numeric|factor) ([\w.]*\w)")
_OPTION = re.compile(r"--(\w+)")


def in_python(sentence: str) -> str:
    """A sentence that tells what to pass instead of what to type.

    Examples
    --------
    >>> in_python("Choose a longer one: --per age=10.")
    'Choose a longer one: per={"age": 10}.'
    >>> in_python("say --numeric age or --factor age, and leave out --cluster")
    'say numeric="age" or factor="age", and leave out clusters'
    """
    told = _PAIR.sub(r'\1={"\2": \3}', sentence)
    told = re.sub(r'(reference=\{"[^"]+": )([^}]+)\}', r'\1"\2"}', told)
    told = _COLUMN.sub(r'\1="\2"', told)
    return _OPTION.sub(lambda found: ARGUMENTS.get(found[1], found[1]), told)


def said_in_python(error: AnalysisError) -> AnalysisError:
    """The same error, about arguments instead of options."""
    return type(error)(_problems(error))


def _problems(error: AnalysisError) -> Iterator[Problem]:
    for one in error.problems:
        yield replace(
            one,
            where=in_python(one.where),
            found=in_python(one.found),
            allowed=in_python(one.allowed),
            advice=in_python(one.advice),
        )
