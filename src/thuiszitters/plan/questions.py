"""Questions of a drafted file that nobody answered yet: lines marked so, and drafted words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from thuiszitters.base.errors import Problem
from thuiszitters.base.io import read_text

#: How a draft marks what only the user can answer.
QUESTION = "QUESTION"
_COMMENT = re.compile(rf"(?:^|\s)#(?P<text>.*\b{QUESTION}:.*)$")
#: Words of a draft that stand for an answer, and what is then asked.
_DRAFTED = (
    (re.compile(r"nl: Leerlingen van [a-z0-9_]+\.$"), "the description is still as drafted"),
    (re.compile(r"nl: Aangeleverde bestanden\.$"), "the source is still as drafted"),
    (re.compile(r"nl: Zoals vastgelegd in de aangeleverde gegevens\.$"),
     "the meaning of the outcome is still as drafted"),
    (re.compile(r"nl: Eigen code X\w+"), "the label of a code of its own is still as drafted"),
)  # fmt: skip
#: So many lines below a marked one belong to its question.
_BELOW = 8


@dataclass(frozen=True)
class OpenQuestion:
    """A question that is open.

    Attributes
    ----------
    line
        Its line in the file, from 1.
    text
        What is asked.
    """

    line: int
    text: str


def open_questions(text: str) -> list[OpenQuestion]:
    r"""The questions that stand in a cohort file or a plan, in the order of the file.

    A question is answered when its line no longer holds the word QUESTION, and the words that a
    draft put in place of an answer have gone.

    Examples
    --------
    >>> drafted = "description: # QUESTION: who are they?\n  nl: Leerlingen van noord.\n"
    >>> [(question.line, question.text) for question in open_questions(drafted)]
    [(1, 'who are they?')]
    >>> [question.text for question in open_questions(drafted.replace("QUESTION", ""))]
    ['the description is still as drafted']
    """
    lines = text.splitlines()
    asked = [OpenQuestion(number, found) for number, found in _asked(lines)]
    covered = {line for question in asked for line in range(question.line, question.line + _BELOW)}
    left = [
        OpenQuestion(number, what)
        for number, line in enumerate(lines, start=1)
        for form, what in _DRAFTED
        if number not in covered and form.search(line.split(" #")[0].rstrip())
    ]
    return sorted((*asked, *left), key=lambda question: question.line)


def _asked(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        found = _COMMENT.search(line)
        if found:
            yield number, found["text"].split(QUESTION, 1)[1].strip(" :")


def question_problems(root: Path, path: str, name: str) -> list[Problem]:
    """The open questions of a file as problems, for a run that must not publish drafted words."""
    place = root / path
    if not place.is_file():
        return []
    return [
        Problem(
            f"{path}: line {question.line}",
            f"a question of the draft is still open: {question.text}",
            advice=f'Answer it there and remove the word "{QUESTION}"; '
            f"`thuiszitters check {name}` lists what is open",
        )
        for question in open_questions(read_text(place))
    ]
