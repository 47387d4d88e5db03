"""Absence described, in sentences."""

from collections.abc import Callable, Iterator

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import joined
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records

#: Weeks after which the sentence says how many are still absent.
_WEEKS = (4, 13, 26)


def topic_rows(numbers: Numbers, topic: str) -> list[StoredRow]:
    """The released rows of one topic; none where absence was not described."""
    if "absences" not in numbers.more:
        return []
    return [row for row in records(numbers.more["absences"]) if row["topic"] == topic]


def curve_rows(numbers: Numbers, predictor: str = "", level: str = "") -> list[StoredRow]:
    """Rows of the curve of all pupils, or of a level, where it may be read."""
    if "returns" not in numbers.more:
        return []
    return [
        row
        for row in records(numbers.more["returns"])
        if (row["predictor"], row["level"]) == (predictor, level)
        and number(row["still_absent"]) >= 0
    ]


def absence_sentence(numbers: Numbers, language: Language, *, short: bool = False) -> str:
    """How many spells, how many are long, and how many pupils return; empty without spells.

    Parameters
    ----------
    short
        In whole pupils of every hundred, for readers without statistics.
    """
    if not topic_rows(numbers, "number"):
        return ""
    said = [*_counted(numbers, language, short), *_returned(numbers, language, short)]
    return " ".join(said) if said else say("absence.suppressed", language)


def early_sentence(numbers: Numbers, language: Language) -> str:
    """Whether the start of the school year predicts the rest; empty where that is not shown."""
    rows = {row["level"]: row for row in topic_rows(numbers, "early")}
    some, none = rows.get("some"), rows.get("none")
    if some is None or none is None:
        return ""
    if not number(some["share_part"]) >= 0 or not number(none["share_part"]) >= 0:
        return ""
    shares = {"some": _share(some, language), "none": _share(none, language)}
    verdict = "open"
    if number(some["part_low"]) > number(none["part_high"]):
        verdict = "more"
    elif number(some["part_high"]) < number(none["part_low"]):
        verdict = "less"
    told = say("absence.early", language, **shares)
    return f"{told} {say(f'absence.early_{verdict}', language)}"


def recorded_sentence(numbers: Numbers, language: Language) -> str:
    """Of how many problems were recorded only once absence had begun; empty where of none."""
    counts = {row["level"]: number(row["n"]) for row in topic_rows(numbers, "recorded")}
    dated = sum(counts.get(level, 0.0) for level in ("before", "both", "after"))
    after = counts.get("after", 0.0)
    if not (after > 0 and dated > 0):  # nor where one of them is suppressed, and not a number
        return ""
    return say(
        "absence.recorded",
        language,
        dated=number_format.count(dated, language),
        after=number_format.count(after, language),
        share=number_format.percentage(after / dated, language),
    )


def _share(row: StoredRow, language: Language) -> str:
    ends = between(number(row["part_low"]), number(row["part_high"]), language)
    return f"{number_format.percentage(number(row['share_part']), language)} ({ends})"


def between(low: float, high: float, language: Language) -> str:
    """The ends of an interval of a share, as percentages."""
    ends = (number_format.percentage(end, language) for end in (low, high))
    return say("absence.ends", language, **dict(zip(("low", "high"), ends, strict=True)))


def _counted(numbers: Numbers, language: Language, short: bool) -> Iterator[str]:
    """From the kinds of absence, which hold both counts; only where all of them leave."""
    rows = topic_rows(numbers, "kind")
    n, long = (sum(number(row[key]) for row in rows) for key in ("n", "n_long"))
    if n > 0 and long == long:
        counts = {
            key: number_format.count(one, language) for key, one in (("n", n), ("long", long))
        }
        share = _printer(short)(long / n, language)
        yield say(f"absence.counted{'_short' if short else ''}", language, share=share, **counts)


def _printer(short: bool) -> Callable[[float, Language], str]:
    return number_format.per_hundred if short else number_format.percentage


def _returned(numbers: Numbers, language: Language, short: bool) -> Iterator[str]:
    end = "_short" if short else ""
    found = {int(row["weeks"]): number(row["still_absent"]) for row in curve_rows(numbers)}
    listed = [
        say(
            f"absence.returned_item{end}",
            language,
            weeks=number_format.count(weeks, language),
            share=_printer(short)(found[weeks], language),
        )
        for weeks in _WEEKS
        if weeks in found
    ]
    if listed:
        yield say(f"absence.returned{end}", language, list=joined(listed, language))
