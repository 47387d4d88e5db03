"""What the cells of code columns in a wide file mean: yes, no, not known, or a question."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from thuiszitters.setup.draft.columns import SHOWN_FROM
from thuiszitters.setup.draft.counts import ColumnCounts
from thuiszitters.setup.draft.words import (
    MISSING_NUMBERS,
    MISSING_WORDS,
    meaning_of_value,
)

#: Signs with which a form is ticked; the cells left empty then mean no.
MARKS = frozenset(["x", "×", "*", "+", "v", "√", "✓", "✔", "☑", "☒", "●", "•"])
_DIGITS = {"1": "yes", "0": "no"}


@dataclass(frozen=True)
class WideValues:
    """Values of the code columns of a wide file.

    Attributes
    ----------
    meanings
        Value in the file to yes or no.
    missing
        Values that seem to mean "not known".
    marked
        True when the only yes is a mark, so that an empty cell means no.
    open
        Value without a known meaning to the number of cells that hold it.
    """

    meanings: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    marked: bool = False
    open: dict[str, int] = field(default_factory=dict)


def wide_values(
    found: Mapping[str, ColumnCounts],
    columns: Mapping[str, str],
    value_labels: Mapping[str, Mapping[str, str]],
) -> WideValues:
    """Settle what the values of code columns mean, from their labels or as words.

    Parameters
    ----------
    found
        The values of every column.
    columns
        Column to code.
    value_labels
        Labels that the file itself gives to values, per column.
    """
    counts: Counter[str] = Counter()
    values = WideValues()
    for name, code in columns.items():
        labels = value_labels.get(name, {})
        for value, count in found[name].counts.items():
            text = str(value)
            meaning = _meaning(text, labels.get(text, text), {name.casefold(), code.casefold()})
            if meaning in ("yes", "no"):
                values.meanings[text] = meaning
            elif meaning == "unknown":
                values.missing.append(text)
            elif text:
                counts[text] += int(count)
    marks = [text for text in counts if text.casefold() in MARKS]
    if not marks and len(counts) == 1:
        # The only thing that ever stands there; a remark that few pupils share is never shown.
        marks = [text for text, count in counts.items() if count >= SHOWN_FROM]
    if marks and not values.meanings:
        values.meanings.update(dict.fromkeys(sorted(marks), "yes"))
    rest = {text: count for text, count in sorted(counts.items()) if text not in values.meanings}
    missing = sorted(set(values.missing))
    return WideValues(values.meanings, missing, set(values.meanings) == set(marks) != set(), rest)


def _meaning(text: str, word: str, own: set[str]) -> str:
    """yes, no or unknown; empty when nothing tells. A cell may repeat the code it is about."""
    if text.casefold() in own:
        return "yes"
    if word.casefold() in MISSING_WORDS:
        return "unknown"
    known = meaning_of_value(word, ("yes", "no", "unknown")) or _DIGITS.get(text, "")
    return known or ("unknown" if text in MISSING_NUMBERS else "")
