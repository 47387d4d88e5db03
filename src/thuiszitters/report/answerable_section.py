"""What a release with suppressed numbers answers, and what it does not.

It says no more than the released tables show: which of their rows hold numbers. What another plan
or another definition would let leave depends on the suppressed counts, and stays in `check`.
"""

from collections.abc import Iterable, Iterator

import pandas as pd

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import answers
from thuiszitters.report.document import Paragraph, Section, TableBlock
from thuiszitters.report.sections import section
from thuiszitters.results.read import Numbers
from thuiszitters.results.remembered import remembered
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

_COLUMNS = ("counted", "crude", "adjusted", "risk")
#: Statuses of the rows of one question, per column of the table.
_Kinds = tuple[tuple[str, ...], ...]


def answerable_section(numbers: Numbers, language: Language) -> Section | None:
    """What is and is not in this release; nothing when no number of these was suppressed."""
    questions, found, total = _found(numbers)
    if not _suppressed(found, total):
        return None
    rows = [
        Row((Cell(say("answerable.total", language)), _cell(total, language), EMPTY, EMPTY, EMPTY))
    ]
    for (_, predictor), kinds in zip(questions, found, strict=True):
        label = numbers.study.predictors[predictor].label.in_language(language)
        rows.append(Row((Cell(label), *(_cell(statuses, language) for statuses in kinds))))
    columns = tuple(
        Column(key, say(f"answerable.column.{key}", language), numeric=False)
        for key in ("question", *_COLUMNS)
    )
    title = say("answerable.title", language)
    crude_gone = any(
        set(crude) == {"suppressed"} and "ok" in adjusted for _, crude, adjusted, _ in found
    )
    why = (Paragraph(say("answerable.crude_only", language)),) if crude_gone else ()
    return section(
        "answerable",
        language,
        Paragraph(say("answerable.lead", language)),
        TableBlock(Table("answerable", language, title, columns, tuple(rows))),
        *why,
        Paragraph(say("answerable.remedies", language, cohort=numbers.study.cohort)),
    )


def answerable_sentence(numbers: Numbers, language: Language) -> str:
    """How many factors this release answers wholly, in part and not; empty without suppression."""
    _, found, total = _found(numbers)
    if not _suppressed(found, total):
        return ""
    statuses = [{one for kind in kinds for one in kind} for kinds in found]
    whole = sum("suppressed" not in one for one in statuses)
    none = sum("suppressed" in one and "ok" not in one for one in statuses)
    counts = {"n": len(found), "whole": whole, "part": len(found) - whole - none, "none": none}
    return say("answerable.counted", language, **counts)


@remembered
def _found(numbers: Numbers) -> tuple[tuple[tuple[str, str], ...], list[_Kinds], tuple[str, ...]]:
    """Questions, the statuses of each, and those of the number of pupils with the outcome."""
    questions = tuple(_questions(numbers))
    found = [_statuses(numbers, model, predictor) for model, predictor in questions]
    return questions, found, tuple(_of(numbers.characteristics, row="all"))


def _suppressed(found: list[_Kinds], total: tuple[str, ...]) -> bool:
    return any("suppressed" in kind for kinds in (*found, (total,)) for kind in kinds)


def _questions(numbers: Numbers) -> Iterator[tuple[str, str]]:
    """Model and predictor: of the main model, then of the question where it asks for others."""
    main = numbers.study.main_model
    pairs = [(main.name, name) for name in main.predictors]
    pairs += [(one.part.model, one.part.predictor) for one in answers(numbers)]
    told: set[str] = set()
    for model, predictor in pairs:
        if predictor not in told:
            told.add(predictor)
            yield model, predictor


def _statuses(numbers: Numbers, model: str, predictor: str) -> _Kinds:
    """Statuses of the rows of a predictor, per column of the table."""
    about = {"predictor": predictor}
    counted = [
        *_of(numbers.characteristics, row="level", **about),
        *_of(numbers.characteristics, row="number", **about),
    ]
    odds = [
        _of(numbers.estimates, model=model, model_kind=kind, **about)
        for kind in ("crude", "adjusted")
    ]
    risks = numbers.more.get("risks")
    stood = () if risks is None else _of(risks, model=model, **about)
    return (tuple(counted), *(tuple(one) for one in odds), tuple(stood))


def _of(table: pd.DataFrame, **wanted: str) -> Iterable[str]:
    """Statuses of the rows with these values; a row of reference compares nothing."""
    kept = table
    for column, value in wanted.items():
        kept = kept[kept[column] == value]
    return [str(one) for one in kept["status"] if one != "reference"]


def _cell(statuses: tuple[str, ...], language: Language) -> Cell:
    if not statuses:
        return Cell(number_format.NO_NUMBER)
    if all(one == "ok" for one in statuses):
        return Cell(say("answerable.yes", language))
    if "ok" in statuses:
        return Cell(say("answerable.part", language))
    if "suppressed" in statuses:
        return Cell(say("answerable.suppressed", language), state="suppressed")
    return Cell(say("answerable.none", language), state="none")
