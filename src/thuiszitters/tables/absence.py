"""Absence described: spells, pupils by their absence, and duration until return."""

from collections.abc import Iterator

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.absence import between, topic_rows
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.tables_absence import PERIODS
from thuiszitters.tables.cells import count_cell, no_number, share_cell
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_SPELLS = ("length", "kind", "end", "period")
_PUPILS = ("number", "transfer", "early", "recorded")
#: Topics of pupils without what else they were absent.
_PLAIN = ("recorded",)


def absence_tables(numbers: Numbers, language: Language) -> tuple[Table, ...]:
    """Spells, pupils and returns; none where a cohort brings no spells."""
    if not topic_rows(numbers, "number"):
        return ()
    made = (spells_table, pupils_table, returns_table)
    return tuple(make(numbers, language) for make in made)


def spells_table(numbers: Numbers, language: Language) -> Table:
    """Spells by length, kind, end and onset, and how many of them are long."""
    notes, rows = NoteList(), list[Row]()
    for topic in _SPELLS:
        own = topic_rows(numbers, topic)
        total = sum(number(row["n"]) for row in own)
        rows.append(Row((Cell(say(f"absence.topic.{topic}", language)), EMPTY, EMPTY), "group"))
        for row in own:
            long = EMPTY if topic == "length" else _part(row, "n_long", language)
            n = share_cell(number(row["n"]), total, language)
            rows.append(Row((Cell(level_label(row, numbers, language)), n, long)))
    notes.general(say("table.absence_spells.note", language))
    closing_notes(notes, rows, numbers.study, language)
    parts = tuple(say(f"table.absence_spells.{key}", language) for key in ("number", "share"))
    columns = (
        Column("label", say("table.absence_spells.label", language), numeric=False),
        Column("n", say("table.absence_spells.n", language), parts=parts),
        Column("long", say("table.absence_spells.long", language), parts=parts),
    )
    return _table("absence_spells", "absences", numbers, language, columns, rows, notes)


def pupils_table(numbers: Numbers, language: Language) -> Table:
    """Pupils by number of spells, year of school, start of the year and factors."""
    notes, rows = NoteList(), list[Row]()
    for heading, own in _groups(numbers, language):
        rows.append(Row((Cell(heading), EMPTY, EMPTY, EMPTY), "group"))
        for row in own:
            label = Cell(level_label(row, numbers, language))
            plain = row["topic"] in _PLAIN
            bare = plain or row["topic"] == "number"
            part = EMPTY if bare else _with_interval(row, "part", language)
            n = count_cell(row, "n", language)
            long = EMPTY if plain else _with_interval(row, "long", language)
            rows.append(Row((label, n, part, long)))
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    notes.general(say("table.absence_pupils.note", language, level=level))
    closing_notes(notes, rows, numbers.study, language)
    keys = ("n", "share", "low", "high")
    parts = tuple(say(f"table.absence_pupils.{key}", language) for key in keys)
    columns = (
        Column("label", say("table.absence_pupils.label", language), numeric=False),
        Column("n", say("table.absence_pupils.n", language)),
        Column("part", say("table.absence_pupils.part", language), parts=parts),
        Column("long", say("table.absence_pupils.long", language), parts=parts),
    )
    return _table("absence_pupils", "absences", numbers, language, columns, rows, notes)


def returns_table(numbers: Numbers, language: Language) -> Table:
    """Who is still absent after so many weeks, for all pupils and by factor."""
    notes, rows = NoteList(), list[Row]()
    before = None
    for row in records(numbers.more["returns"]):
        group = _group_label(row, numbers, language)
        if group != before:
            rows.append(Row((Cell(group), EMPTY, EMPTY, EMPTY), "group"))
            before = group
        counts = (count_cell(row, key, language) for key in ("n_at_risk", "n_returned"))
        weeks = Cell(number_format.count(number(row["weeks"]), language))
        rows.append(Row((weeks, *counts, _still(row, language))))
    notes.general(say("table.returns.note", language))
    closing_notes(notes, rows, numbers.study, language)
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    share = say("table.returns.share", language, level=level)
    ends = tuple(say(f"table.returns.{key}", language) for key in ("low", "high"))
    columns = (
        Column("label", say("table.returns.weeks", language), numeric=False),
        Column("at_risk", say("table.returns.at_risk", language)),
        Column("returned", say("table.returns.returned", language)),
        Column("share", share, parts=(share, *ends)),
    )
    return _table("returns", "returns", numbers, language, columns, rows, notes)


def level_label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    """A class within a topic, as the tables name it."""
    topic, level = str(row["topic"]), str(row["level"])
    if level == "missing":
        return say("absence.level.missing", language)
    if topic == "factor":
        return numbers.study.predictors[row["predictor"]].level(level).in_language(language)
    if topic == "period":
        first, last = PERIODS[level]
        return say("absence.level.period", language, first=first, last=last)
    if topic in ("number", "transfer"):
        most = topic_rows(numbers, topic)
        last_one = [str(one["level"]) for one in most if one["level"] != "missing"][-1]
        kind = "none" if level == "0" else "most" if level == last_one else "some"
        return say(f"absence.level.{topic}.{kind}", language, level=level)
    return say(f"absence.level.{topic}.{level}", language)


def _groups(numbers: Numbers, language: Language) -> Iterator[tuple[str, list[StoredRow]]]:
    for topic in _PUPILS:
        # A class that is shown to be empty is no row: a cohort of secondary schools has nobody
        # before the move to it.
        own = [row for row in topic_rows(numbers, topic) if number(row["n"]) != 0]
        if own:
            yield say(f"absence.topic.{topic}", language), own
    rows = topic_rows(numbers, "factor")
    for name in dict.fromkeys(str(row["predictor"]) for row in rows):
        label = numbers.study.predictors[name].label.in_language(language)
        own = [row for row in rows if row["predictor"] == name]
        yield say("absence.topic.factor", language, label=label), own


def _group_label(row: StoredRow, numbers: Numbers, language: Language) -> str:
    if not row["predictor"]:
        return say("word.all_pupils", language)
    predictor = numbers.study.predictors[row["predictor"]]
    level = predictor.level(str(row["level"])).in_language(language)
    return f"{predictor.label.in_language(language)}: {level}"


def _part(row: StoredRow, name: str, language: Language) -> Cell:
    """A count with its share of the row; suppressed, or a dash."""
    value = number(row[name])
    return (
        no_number(row, language)
        if value != value
        else share_cell(value, number(row["n"]), language)
    )


def _with_interval(row: StoredRow, key: str, language: Language) -> Cell:
    count, share = number(row[f"n_{key}"]), number(row[f"share_{key}"])
    low, high = number(row[f"{key}_low"]), number(row[f"{key}_high"])
    if count != count:
        return no_number(row, language)
    if share != share:
        return Cell(number_format.count(count, language), (count,))
    said = say(
        "table.absence_pupils.cell",
        language,
        count=number_format.count(count, language),
        share=number_format.percentage(share, language),
        ends=between(low, high, language),
    )
    return Cell(said, (count, share, low, high))


def _still(row: StoredRow, language: Language) -> Cell:
    share, low, high = (number(row[key]) for key in ("still_absent", "ci_low", "ci_high"))
    if share != share:
        return no_number(row, language)
    printed = number_format.percentage(share, language)
    if low != low:
        return Cell(printed, (share, low, high))
    said = say("table.returns.cell", language, share=printed, ends=between(low, high, language))
    return Cell(said, (share, low, high))


def _table(
    name: str,
    stored: str,
    numbers: Numbers,
    language: Language,
    columns: tuple[Column, ...],
    rows: list[Row],
    notes: NoteList,
) -> Table:
    title = say(f"table.{name}.title", language)
    return Table(name, language, title, columns, tuple(rows), tuple(notes), numbers.more[stored])
