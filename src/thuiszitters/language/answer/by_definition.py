"""What each named definition of the outcome makes of the question, from the released tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import question_parts
from thuiszitters.language.findings import joined
from thuiszitters.language.number_words import in_words
from thuiszitters.plan.words import Part
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Definition


@dataclass(frozen=True, slots=True)
class ByDefinition:
    """A definition with its counts and the estimates of the main model.

    Attributes
    ----------
    counts
        Row of the table ``definitions``.
    own
        Row on those it shares with the cohort's own definition; none for that definition itself.
    estimates
        Row of each part of the question; no row where the model could not be fitted.
    """

    definition: Definition
    counts: StoredRow
    own: StoredRow | None
    estimates: tuple[StoredRow | None, ...]


def definition_parts(numbers: Numbers) -> tuple[Part, ...]:
    """Parts of the question that the main model answers by one comparison."""
    main = numbers.study.main_model.name
    return tuple(
        part
        for part in question_parts(numbers)
        if part.model == main
        and (part.level is not None or numbers.study.predictors[part.predictor].kind == "numeric")
    )


def by_definition(numbers: Numbers) -> tuple[ByDefinition, ...]:
    """Every definition in the order of ``config/outcomes.yaml``; none without the tables."""
    if not {"definitions", "definition_estimates"} <= set(numbers.more):
        return ()
    stored = records(numbers.more["definitions"])
    estimates = records(numbers.more["definition_estimates"])
    own = next((one.name for one in numbers.study.definitions if one.own), None)
    found = []
    for definition in numbers.study.definitions:
        mine = [row for row in stored if row["definition"] == definition.name]
        counts = next((row for row in mine if row["kind"] == "definition"), None)
        if counts is None:
            continue
        shared = next((r for r in mine if r["kind"] == "overlap" and r["other"] == own), None)
        fitted = [row for row in estimates if row["definition"] == definition.name]
        parts = tuple(_row(part, fitted) for part in definition_parts(numbers))
        found.append(ByDefinition(definition, counts, shared, parts))
    return tuple(found)


def definition_sentence(numbers: Numbers, language: Language) -> str:
    """How much of the answer hangs on the definition; empty without definitions beside it."""
    found = by_definition(numbers)
    if len(found) < 2:
        return ""
    events = [number(one.counts["n_events"]) for one in found]
    if any(value != value for value in events):
        return say("definitions.suppressed", language)
    pupils = max(number(one.counts["n_pupils"]) for one in found)
    printed = (number_format.count(value, language) for value in (min(events), max(events), pupils))
    low, high, n = printed
    listed = [
        _settled(part, [one.estimates[place] for one in found], language)
        for place, part in enumerate(definition_parts(numbers))
    ]
    counted = say(
        "definitions.counted", language, k=in_words(len(found), language), low=low, high=high, n=n
    )
    if not listed:
        return counted
    return f"{counted} {say('definitions.settled', language, list=joined(listed, language))}"


def _settled(part: Part, rows: Sequence[StoredRow | None], language: Language) -> str:
    """Under how many definitions the interval of a part excludes 1."""
    ends = [(number(row["ci_low"]), number(row["ci_high"])) for row in rows if row is not None]
    count = sum(low > 1.0 or high < 1.0 for low, high in ends)
    label = part.label.in_language(language)
    some, all_of = (in_words(value, language) for value in (count, len(rows)))
    if not count:
        return say("definitions.part_none", language, part=label, all=all_of)
    return say("definitions.part", language, part=label, count=some, all=all_of)


def _row(part: Part, fitted: Sequence[StoredRow]) -> StoredRow | None:
    for row in fitted:
        level = str(row["level"]) if present(row["level"]) else None
        if (row["predictor"], level) == (part.predictor, part.level):
            return row
    return None
