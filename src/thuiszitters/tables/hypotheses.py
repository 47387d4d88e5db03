"""Expectations from the literature: what the intervals say, beside what the study said."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.sight import seen_topic, through
from thuiszitters.results.read import Numbers, present
from thuiszitters.results.rows import StoredRow, records, suppressed
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import estimate_cell, p_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table


def hypotheses_table(numbers: Numbers, language: Language) -> Table:
    """One row per expectation; what this cohort did not measure comes last."""
    study, notes = numbers.study, NoteList()
    stored = records(numbers.more["hypotheses"])
    rows: list[Row] = []
    for measured in (True, False):
        mine = [row for row in stored if present(row["model"]) == measured]
        if mine:
            key = "measured" if measured else "not_measured"
            head = Cell(say(f"table.hypotheses.{key}", language))
            rows.append(Row((head, *[EMPTY] * 5), "section"))
        rows += [Row(_cells(row, study, language, notes)) for row in mine]
    for key in ("note_verdict", "note_study", "note_holm"):
        notes.general(say(f"table.hypotheses.{key}", language))
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.hypotheses.label", language), numeric=False),
        Column("contrast", say("table.hypotheses.contrast", language), numeric=False),
        adjusted_column(study, language),
        Column("p", say("table.hypotheses.p", language)),
        Column("here", say("table.hypotheses.here", language), numeric=False),
        Column("study", say("table.hypotheses.study", language), numeric=False),
    )
    title = say("table.hypotheses.title", language)
    long = numbers.more["hypotheses"]
    return Table("hypotheses", language, title, columns, tuple(rows), tuple(notes), long)


def verdict_of(row: StoredRow) -> str:
    """The key of what the data say of an expectation."""
    if suppressed(row):
        return "suppressed"
    verdict = row["verdict"] if present(row["verdict"]) else "not_measured"
    return "not_estimated" if verdict == "not_measured" and present(row["model"]) else str(verdict)


def _cells(row: StoredRow, study: Study, language: Language, notes: NoteList) -> tuple[Cell, ...]:
    label = Cell(study.hypotheses[row["hypothesis"]].in_language(language))
    found = verdict_of(row)
    hidden = found == "suppressed"
    here = Cell(say(f"word.found.{found}", language), state="suppressed" if hidden else "")
    earlier = _earlier(row, study, language, notes)
    if not present(row["model"]):
        one = seen_topic(study.hypothesis_topics.get(row["hypothesis"], ""), study)
        if one.sight != "no" and not hidden:
            here = Cell(say(f"table.hypotheses.only.{one.sight}", language))
        return label, Cell(through(one, study, language)), EMPTY, EMPTY, here, earlier
    exploratory = row["role"] == "exploratory"
    marks = notes.mark(say("note.exploratory", language)) if exploratory else ()
    if study.predictors[row["predictor"]].outcome_adjacent:
        marks += notes.mark(say("note.adjacent", language))
    contrast = Cell(_contrast(row, study, language), marks=marks)
    estimate = estimate_cell(row, language, study, notes)
    p = EMPTY if exploratory else p_cell(row, language, "p_holm")
    return label, contrast, estimate, p, here, earlier


def _earlier(row: StoredRow, study: Study, language: Language, notes: NoteList) -> Cell:
    """What the study found, with what that word leaves out in a note."""
    note = study.hypothesis_notes.get(row["hypothesis"])
    marks = notes.mark(note.in_language(language)) if note else ()
    return Cell(say(f"word.study.{row['study']}", language), marks=marks)


def _contrast(row: StoredRow, study: Study, language: Language) -> str:
    """The level that is compared, with the direction that was expected."""
    level = str(row["level"]) if present(row["level"]) else None
    name = study.predictors[row["predictor"]].short(level, language)
    expected = say(f"word.expected.{row['expected']}", language)
    return f"{name} ({expected})"
