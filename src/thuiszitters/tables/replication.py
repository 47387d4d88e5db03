"""Every finding of the study beside this cohort's own answer."""

import pandas as pd

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.study_findings import Comparison, Shared, study_comparisons
from thuiszitters.results.read import Numbers
from thuiszitters.tables.answer_words import grade_text, here_text, hundred_text
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_KEYS = ("part", "study", "here", "hundred", "odds_ratio", "sure")


def replication_table(numbers: Numbers, language: Language) -> Table:
    """One row per finding that the plan lists; what was not measured says so."""
    study, notes = numbers.study, NoteList()
    found = study_comparisons(numbers)
    rows = [Row(_cells(one, language, notes)) for one in found]
    through = {one.shared.through: None for one in found if one.shared is not None}
    for name in through:
        label = study.predictors[name].label.in_language(language)
        notes.general(say("table.replication.note_shared", language, through=label))
    closing_notes(notes, rows, study, language)
    level = number_format.level_percentage(study.estimation.level, language)
    columns = tuple(
        Column(key, say(f"answer_card.column.{key}", language, level=level), numeric=False)
        for key in _KEYS
    )
    title = say("table.replication.title", language)
    return Table("replication", language, title, columns, tuple(rows), tuple(notes), _long(found))


def _cells(one: Comparison, language: Language, notes: NoteList) -> tuple[Cell, ...]:
    label = Cell(one.finding.label.in_language(language))
    note = one.finding.note
    marks = notes.mark(note.in_language(language)) if note else ()
    earlier = Cell(say(f"answer_card.study.{one.finding.study}", language), marks=marks)
    if one.shared is not None:
        return label, earlier, *_shared_cells(one.shared, language)
    if one.answer is None:
        here = Cell(say("table.replication.not_measured", language), state="none")
        return label, earlier, here, EMPTY, EMPTY, EMPTY
    answer = one.answer
    hidden = answer.judgement.grade == "suppressed"
    return (
        label,
        earlier,
        Cell(here_text(answer, language), state="suppressed" if hidden else ""),
        Cell(hundred_text(answer, language) or number_format.NO_NUMBER),
        _ratio((answer.evidence.odds_ratio, answer.evidence.low, answer.evidence.high), language),
        Cell(grade_text(answer, language)),
    )


def _shared_cells(one: Shared, language: Language) -> tuple[Cell, ...]:
    if one.odds_ratio != one.odds_ratio:
        key = "suppressed" if one.suppressed else "none"
        here = Cell(say(f"answer_card.here.{key}", language), state=key)  # type: ignore[arg-type]
        return here, EMPTY, EMPTY, EMPTY
    here = Cell(number_format.NO_NUMBER, state="none")
    if one.share == one.share:
        share = number_format.percentage(one.share, language)
        here = Cell(say("table.replication.shared", language, share=share), (one.share,))
    sure = say(f"table.replication.shared_{'some' if one.settled else 'open'}", language)
    return here, EMPTY, _ratio((one.odds_ratio, one.low, one.high), language), Cell(sure)


def _ratio(values: tuple[float, float, float], language: Language) -> Cell:
    if values[0] != values[0]:
        return Cell(number_format.NO_NUMBER, state="none")
    printed = number_format.odds_ratio(values[0], language)
    return Cell(f"{printed} ({number_format.interval(*values[1:], language)})", values)


def _long(found: tuple[Comparison, ...]) -> pd.DataFrame:
    """The unrounded numbers of the table."""
    rows = []
    for one in found:
        finding, answer, shared = one.finding, one.answer, one.shared
        values = (float("nan"),) * 3
        if shared is not None:
            values = (shared.odds_ratio, shared.low, shared.high)
        elif answer is not None:
            values = (answer.evidence.odds_ratio, answer.evidence.low, answer.evidence.high)
        rows.append(
            {
                "finding": finding.name,
                "study": finding.study,
                "model": finding.model,
                "decomposition": finding.decomposition,
                "predictor": finding.predictor,
                "level": finding.level,
                "grade": answer.judgement.grade if answer else None,
                "direction": answer.judgement.direction if answer else None,
                "share": shared.share if shared else float("nan"),
                **dict(zip(("odds_ratio", "ci_low", "ci_high"), values, strict=True)),
            }
        )
    return pd.DataFrame(rows)
