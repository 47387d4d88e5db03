"""The result card: what every first screen, first page, index and alternative text says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say, say_count
from thuiszitters.language.answer.certainty import FACTOR_ROOM, ROOM, Doubt
from thuiszitters.language.answer.evidence import Answer, Share, answers, other_answers
from thuiszitters.language.answer.sentence import answer_sentence, named
from thuiszitters.language.empty_pairs import pairs_in_words, stored_pairs
from thuiszitters.language.findings import joined
from thuiszitters.plan.sources import cited
from thuiszitters.results.read import Numbers
from thuiszitters.results.study import Study
from thuiszitters.tables.answer_words import (
    grade_text,
    here_text,
    hundred_text,
    total_sentence,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, Note, NoteList, Row, Table


@dataclass(frozen=True, slots=True)
class Card:
    """The answer to a question.

    Attributes
    ----------
    sentence
        The answer in one sentence.
    table
        A row per part of the question.
    notes
        What a reader must know with it, the most important first.
    """

    sentence: str
    table: Table
    notes: tuple[str, ...]


def result_card(numbers: Numbers, language: Language, *, detailed: bool = False) -> Card:
    """The card of a cohort.

    Parameters
    ----------
    detailed
        With odds ratios, p-values and what keeps a part from being clear, for researchers.
    """
    found = answers(numbers)
    return Card(
        sentence=answer_sentence(found, numbers, language),
        table=_table(found, numbers, language, detailed=detailed),
        notes=tuple(_notes(found, numbers, language)),
    )


def alternative_text(numbers: Numbers, language: Language) -> str:
    """The card in words, for who cannot see it: the sentence, then every row."""
    found = answers(numbers)
    rows = [_spoken(one, language) for one in found]
    return f"{answer_sentence(found, numbers, language)} {'. '.join(rows)}."


def _spoken(answer: Answer, language: Language) -> str:
    hundred = hundred_text(answer, language)
    return say(
        "answer_card.alt.row" if hundred else "answer_card.alt.row_plain",
        language,
        part=answer.part.label.in_language(language),
        here=here_text(answer, language),
        hundred=hundred,
        grade=grade_text(answer, language),
    )


def _table(
    found: Sequence[Answer], numbers: Numbers, language: Language, *, detailed: bool
) -> Table:
    study, notes = numbers.study, NoteList()
    earlier = any(one.part.study for one in found)
    level = number_format.level_percentage(study.estimation.level, language)
    keys = ["part", *(["study"] if earlier else []), "here", "hundred"]
    keys += ["odds_ratio", "p", "sure"] if detailed else ["sure"]
    columns = tuple(
        Column(key, say(f"answer_card.column.{key}", language, level=level), numeric=False)
        for key in keys
    )
    rows = []
    for one in found:
        cells = _cells(one, numbers, language, notes)
        row = (cells[key] for key in keys)
        rows.append(Row(tuple(cell if detailed else replace(cell, marks=()) for cell in row)))
    title = "caption_replication" if earlier else "caption"
    return Table(
        "answer",
        language,
        say(f"answer_card.{title}", language),
        columns,
        tuple(rows),
        _card_notes(notes, study, language, detailed=detailed),
        _long(found),
    )


def _cells(
    answer: Answer, numbers: Numbers, language: Language, notes: NoteList
) -> dict[str, Cell]:
    study = answer.part.study
    grade = answer.judgement.grade
    state = {"suppressed": "suppressed", "none": "none"}.get(grade, "")
    reason = answer.finding.reason if answer.finding and grade == "none" else ""
    marks = notes.mark(explain(reason, language, numbers.study))
    here = Cell(here_text(answer, language), state=state, marks=marks)  # type: ignore[arg-type]
    return {
        "part": Cell(answer.part.label.in_language(language)),
        "study": Cell(
            say(f"answer_card.study.{study}", language) if study else number_format.NO_NUMBER
        ),
        "here": here,
        "hundred": Cell(hundred_text(answer, language) or number_format.NO_NUMBER),
        "odds_ratio": _odds_ratio(answer, language),
        "p": _p_value(answer, language),
        "sure": Cell(grade_text(answer, language), marks=notes.mark(_doubts(answer, language))),
    }


def _odds_ratio(answer: Answer, language: Language) -> Cell:
    one = answer.evidence
    if one.odds_ratio != one.odds_ratio:
        return Cell(number_format.NO_NUMBER, state="none")
    printed = number_format.odds_ratio(one.odds_ratio, language)
    ends = number_format.interval(one.low, one.high, language)
    return Cell(f"{printed} ({ends})", (one.odds_ratio, one.low, one.high))


def _p_value(answer: Answer, language: Language) -> Cell:
    value = answer.evidence.p_value
    if value != value:
        return EMPTY
    return Cell(number_format.p_value(value, language), (value,))


def _doubts(answer: Answer, language: Language) -> str:
    """Why a part is not clear although its interval excludes 1; empty otherwise."""
    doubts = answer.judgement.doubts
    if not doubts:
        return ""
    said = joined((_doubt(doubt, answer, language) for doubt in doubts), language)
    key = "joined_leaning" if answer.judgement.grade == "leaning" else "joined"
    return say(f"answer_card.doubt.{key}", language, list=said)


def _doubt(doubt: Doubt, answer: Answer, language: Language) -> str:
    if doubt == "near" and answer.finding is None:
        room = number_format.decimal(FACTOR_ROOM, 2, language)
        return say("answer_card.doubt.near_factor", language, room=room)
    room = number_format.decimal(ROOM, 1, language)
    p = number_format.p_phrase(answer.evidence.p_holm, language)
    return say(f"answer_card.doubt.{doubt}", language, room=room, p=p)


def _notes(found: Sequence[Answer], numbers: Numbers, language: Language) -> list[str]:
    study = numbers.study
    level = number_format.level_percentage(study.estimation.level, language)
    notes = [f"{total_sentence(numbers, language)} {say('answer_card.note.cause', language)}"]
    if study.words.context is not None:
        notes.append(study.words.context.in_language(language))
    if any(one.shares for one in found):
        kind = "standardised" if all(one.standardised for one in found) else "counted"
        notes.append(say(f"answer_card.note.{kind}", language, level=level))
        notes.extend(empty_notes(found, study, language))
    told = {one.judgement.grade for one in found} & {"clear", "borderline", "leaning", "undirected"}
    if told:
        notes.append(say("answer_card.note.grades", language))
    if any(one.evidence.p_holm == one.evidence.p_holm for one in found):
        notes[-1] += f" {say('answer_card.note.holm', language)}"
    rest = _others(numbers, language)
    if rest:
        notes.append(say("answer_card.note.others", language, list=rest))
    if study.words.study is not None and any(one.part.study for one in found):
        source = cited(study.words.study_source or "", language)
        name = study.words.study.in_language(language)
        notes.append(say("answer_card.note.study", language, study=name, source=source))
    return notes


def empty_notes(found: Sequence[Answer], study: Study, language: Language) -> list[str]:
    """That some of the shares are also about a combination that no pupil has."""
    pairs = stored_pairs("; ".join(one.empty_pairs) for one in found if one.shares)
    if not pairs:
        return []
    named_pairs = pairs_in_words(pairs, language, study)
    return [say_count("answer_card.note.empty", language, len(pairs), list=named_pairs)]


def _others(numbers: Numbers, language: Language) -> str:
    """What else the confirmatory models compare, by how sure it is."""
    by_grade: dict[str, list[str]] = {}
    for one in other_answers(numbers):
        graded = one.judgement.grade
        told = here_text if graded in ("suppressed", "none") else grade_text
        pair = hundred_text(one, language)
        who = one.finding.pupils(language) if one.finding else named(one, language)
        if graded in ("clear", "borderline") and pair:
            who = say("answer_card.note.other_pair", language, pupils=who, pair=pair)
        by_grade.setdefault(told(one, language), []).append(who)
    said = (
        say("answer_card.note.other", language, grade=grade, list=joined(who, language))
        for grade, who in by_grade.items()
    )
    return "; ".join(said)


def _long(found: Sequence[Answer]) -> pd.DataFrame:
    """The unrounded numbers of the card."""
    rows = []
    for one in found:
        own, other = one.shares or (Share(float("nan")), Share(float("nan")))
        rows.append(
            {
                "part": one.part.name,
                "model": one.part.model,
                "predictor": one.part.predictor,
                "level": one.part.level,
                "study": one.part.study,
                "grade": one.judgement.grade,
                "direction": one.judgement.direction,
                "doubts": " ".join(one.judgement.doubts),
                "risk": own.value,
                "risk_low": own.low,
                "risk_high": own.high,
                "risk_reference": other.value,
                "risk_reference_low": other.low,
                "risk_reference_high": other.high,
                "odds_ratio": one.evidence.odds_ratio,
                "ci_low": one.evidence.low,
                "ci_high": one.evidence.high,
                "p_value": one.evidence.p_value,
                "p_holm": one.evidence.p_holm,
            }
        )
    return pd.DataFrame(rows)


def _card_notes(
    notes: NoteList, study: Study, language: Language, *, detailed: bool
) -> tuple[Note, ...]:
    """Notes of the detailed card; of the other only that its pupils are synthetic."""
    if not detailed:
        notes = NoteList()
    if study.synthetic:
        notes.general(say("note.synthetic", language), standing=True)
    return tuple(notes)
