"""The part of a drafted cohort file about the outcome."""

from collections.abc import Iterator, Mapping, Sequence

from thuiszitters.setup.draft.columns import Look
from thuiszitters.setup.draft.files import FileLook
from thuiszitters.setup.draft.words import meaning_of_value
from thuiszitters.setup.draft.yaml_text import column_key


def outcome_lines(tables: Mapping[str, FileLook], others: Sequence[Look]) -> Iterator[str]:
    """The outcome: a definition for spells, else a column of the pupils.

    Parameters
    ----------
    others
        Columns of the pupils that have no known meaning; one of them may hold the outcome.
    """
    yield "outcome:"
    pupils = tables["pupils"]
    recorded, counted = pupils.with_role("outcome"), pupils.with_role("days")
    if "absences" in tables:
        by_hours = bool(tables["absences"].with_role("hours"))
        yield "  # QUESTION: which definition of config/outcomes.yaml answers your question?"
        yield f"  definition: {'hours_16_4w' if by_hours else 'ocw_3m'}"
    elif recorded:
        yield from _described("recorded", recorded[0], "")
    elif counted:
        yield "  # From how many days on does a pupil count? Answer this with the next question."
        yield from _described("count", counted[0], "    at_least: 20")
    else:
        yield "  # QUESTION: no spells and no column with the outcome were found. Name its column."
        named = [column_key(look.name) for look in others if _says_yes_or_no(pupils, look)]
        if named:
            yield f"  # Columns with yes and no: {', '.join(named)}."
        yield "  recorded:"
        yield "    column: outcome"
        yield from _label()


def _says_yes_or_no(found: FileLook, look: Look) -> bool:
    values = [str(value) for value in found.columns[look.name].counts.index]
    said = {meaning_of_value(look.value_labels.get(one, one), ("yes", "no")) for one in values}
    return said == {"yes", "no"} or set(values) == {"0", "1"}


def _described(kind: str, look: Look, extra: str) -> Iterator[str]:
    yield f"  {kind}:"
    yield f"    column: {column_key(look.name)}"
    if extra:
        yield extra
    yield from _label()


def _label() -> Iterator[str]:
    yield "    # QUESTION: what is the outcome called, and what does it mean? Table notes print it."
    yield "    label: { nl: Thuiszitter, en: Long-term absent }"
    yield "    meaning:"
    yield "      nl: Zoals vastgelegd in de aangeleverde gegevens."
    yield "      en: As recorded in the delivered data."
