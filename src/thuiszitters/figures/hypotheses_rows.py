"""The expectations of the plan as they are drawn: their estimates, notes and words."""

import math
from dataclasses import dataclass

from thuiszitters.base.text import Language
from thuiszitters.figures.forest_rows import Mark
from thuiszitters.figures.lettering import raised
from thuiszitters.figures.scale import LogScale
from thuiszitters.language import number_format, say, say_count
from thuiszitters.language.findings import joined
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import estimate_cell
from thuiszitters.tables.hypotheses import verdict_of
from thuiszitters.tables.literature import published_text
from thuiszitters.tables.table import NoteList

_VERDICTS = (
    "supported", "contradicted", "no_larger_than", "undecided", "not_estimated", "suppressed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: its name, what is said of it, and the estimates that belong to it."""

    head: str
    said: str
    expected: str
    rows: tuple[tuple[str, Mark], ...]

    @property
    def drawn(self) -> list[Mark]:
        """Its estimates that have a number."""
        return [mark for _, mark in self.rows if mark.state == "ok"]


def expectations(
    numbers: Numbers, language: Language, notes: NoteList
) -> tuple[Expectation, ...] | None:
    """Every expectation that was measured; nothing when no estimate of one is released."""
    measured = [row for row in stored_hypotheses(numbers) if present(row["model"])]
    if not any(number(row["odds_ratio"]) > 0 for row in measured):
        return None
    return tuple(_expectation(row, numbers, language, notes) for row in measured)


def stored_hypotheses(numbers: Numbers) -> list[dict[str, object]]:
    """The expectations of the plan as they are stored; none without them."""
    return records(numbers.more["hypotheses"]) if "hypotheses" in numbers.more else []


def _label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    return numbers.study.hypotheses[row["hypothesis"]].in_language(language)


def _expectation(
    row: StoredRow, numbers: Numbers, language: Language, notes: NoteList
) -> Expectation:
    study = numbers.study
    said = say(
        "figure.hypotheses.said",
        language,
        expected=say(f"word.expected.{row['expected']}", language),
        found=say(f"word.found.{verdict_of(row)}", language),
        study=say(f"word.study.{row['study']}", language),
    )
    model = study.models[row["model"]].label.in_language(language)
    own = say("table.literature.here", language, model=model)
    here = (own, _own_mark(row, numbers, language, notes))
    elsewhere = (
        (_published_label(other, language, notes), _published(other, language))
        for other in _literature(row, numbers)
    )
    head = _label(row, numbers, language)
    return Expectation(head, said, str(row["expected"]), (here, *elsewhere))


def _own_mark(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Mark:
    cell = estimate_cell(row, language, numbers.study, notes)
    values = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    return Mark("adjusted", cell.state or "ok", cell.text + raised(cell.marks), *values)


def _literature(row: StoredRow, numbers: Numbers) -> list[StoredRow]:
    """Published odds ratios about what the contrast of an expectation is about, and no more."""
    level = str(row["level"]) if present(row["level"]) else ""
    topics = numbers.study.predictors[row["predictor"]].level_topics.get(level, ())
    if len(topics) != 1 or "literature" not in numbers.more:
        return []
    return [
        other
        for other in records(numbers.more["literature"])
        if other["topic"] == topics[0] and number(other["odds_ratio"]) > 0
    ]


def _published_label(row: StoredRow, language: Language, notes: NoteList) -> str:
    partly = row["evidence"] == "partly"
    marks = notes.mark(say("table.literature.note_partly", language)) if partly else ()
    factor, source = row[f"factor_{language}"], row["source"]
    return say("figure.hypotheses.published", language, factor=factor, source=source) + raised(
        marks
    )


def _published(row: StoredRow, language: Language) -> Mark:
    values = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    return Mark("crude", "ok", published_text(row, language), *values)


def hypotheses_notes(
    numbers: Numbers,
    marks: list[Mark],
    scale: LogScale,
    notes: NoteList,
    language: Language,
) -> list[str]:
    """What stands below either drawing."""
    stored = stored_hypotheses(numbers)
    unseen = [_label(row, numbers, language) for row in stored if not present(row["model"])]
    if unseen:
        listed = "; ".join(unseen)
        notes.general(say("figure.hypotheses.unmeasured", language, list=listed))
    notes.general(say("figure.hypotheses.note", language))
    if any(mark.kind == "crude" for mark in marks):
        notes.general(say("figure.hypotheses.note_literature", language))
    if any(mark.low < scale.low or mark.high > scale.high for mark in marks):
        notes.general(say("figure.forest.arrow", language))
    if any(verdict_of(row) == "suppressed" for row in stored):
        notes.general(say("note.suppressed", language))
    if numbers.study.synthetic:
        notes.general(say("note.synthetic", language))
    return [f"{raised((note.mark,))} {note.text}" if note.mark else note.text for note in notes]


def hypotheses_words(numbers: Numbers, language: Language) -> tuple[str, str, str]:
    """Title, alternative text and description of either drawing."""
    stored = stored_hypotheses(numbers)
    measured = [row for row in stored if present(row["model"])]
    sentences = []
    for verdict in _VERDICTS:
        mine = [_told(row, numbers, language) for row in measured if verdict_of(row) == verdict]
        if mine:
            listed = joined(mine, language)
            sentences.append(say(f"figure.hypotheses.finding.{verdict}", language, list=listed))
    unseen = len(stored) - len(measured)
    if unseen:
        sentences.append(say_count("figure.hypotheses.unseen", language, unseen))
    finding = " ".join(sentences)
    description = say("figure.hypotheses.description", language, finding=finding)
    return say("figure.hypotheses.title", language), finding, description


def _told(row: StoredRow, numbers: Numbers, language: Language) -> str:
    label, odds_ratio = _label(row, numbers, language), number(row["odds_ratio"])
    if math.isnan(odds_ratio):
        return say("figure.hypotheses.item", language, label=label)
    low, high = number(row["ci_low"]), number(row["ci_high"])
    return say(
        "figure.hypotheses.item_ratio",
        language,
        label=label,
        odds_ratio=number_format.odds_ratio(odds_ratio, language),
        interval=number_format.interval(low, high, language),
    )
