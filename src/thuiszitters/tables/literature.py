"""Published effects beside ours, with how they differ in population, outcome and measure."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.literature import VALUES
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import estimate_cell, predictor_cell
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table


def literature_table(numbers: Numbers, language: Language) -> Table:
    """Effects by topic, ours first; effects on what this cohort did not measure come last."""
    study, notes = numbers.study, NoteList()
    stored = records(numbers.more["literature"])
    ours = _by_topic(numbers)
    rows: list[Row] = []
    for topic in dict.fromkeys(row["topic"] for row in stored if row["topic"] in ours):
        rows.append(Row((Cell(_topic(topic, language)), *[EMPTY] * 3), "section"))
        rows += [_own(row, numbers, language, notes) for row in ours[topic]]
        rows += [_published(row, language, notes) for row in stored if row["topic"] == topic]
    others = [row for row in stored if row["topic"] not in ours]
    if others:
        head = Cell(say("table.literature.others", language))
        rows.append(Row((head, *[EMPTY] * 3), "section"))
    rows += [_published(row, language, notes) for row in others]
    notes.general(say("table.literature.note", language))
    closing_notes(notes, rows, study, language)
    parts = tuple(
        say(f"table.odds_ratios.{key}", language) for key in ("odds_ratio", "low", "high")
    )
    level = number_format.level_percentage(study.estimation.level, language)
    columns = (
        Column("factor", say("table.literature.factor", language), numeric=False),
        Column("source", say("table.literature.source", language), numeric=False),
        Column("measure", say("table.literature.measure", language), numeric=False),
        Column("odds_ratio", say("table.odds_ratios.estimate", language, level=level), parts=parts),
    )
    title = say("table.literature.title", language)
    long = numbers.more["literature"]
    return Table("literature", language, title, columns, tuple(rows), tuple(notes), long)


def _topic(topic: str, language: Language) -> str:
    """The heading of a topic; a reason that others name has its own words already."""
    return say(f"topic.{topic}", language)


def _by_topic(numbers: Numbers) -> dict[str, list[StoredRow]]:
    """Estimates about one topic alone, each predictor from the first model that has it."""
    study, stored = numbers.study, numbers.estimates
    found: dict[str, list[StoredRow]] = {}
    seen: set[str] = set()
    for model in sorted(study.models.values(), key=lambda model: model.role != "confirmatory"):
        own = (stored["model"] == model.name) & (stored["model_kind"] == "adjusted")
        for row in records(stored[own & stored["predictor"].isin(set(model.predictors) - seen)]):
            level = str(row["level"]) if present(row["level"]) else ""
            topics = study.predictors[row["predictor"]].level_topics.get(level, ())
            if len(topics) == 1 and row["status"] != "reference":
                found.setdefault(topics[0], []).append(row)
        seen |= set(model.predictors)
    return found


def _own(row: StoredRow, numbers: Numbers, language: Language, notes: NoteList) -> Row:
    study = numbers.study
    predictor, model = study.predictors[row["predictor"]], study.models[row["model"]]
    label = predictor.label.in_language(language)
    if not (predictor.plain and row["level"] == "yes"):
        label = f"{label}: {level_label(predictor, row['level'], language)}"
    exploratory = model.role == "exploratory"
    marks = notes.mark(say("note.exploratory", language)) if exploratory else ()
    name = model.label.in_language(language)
    source = Cell(say("table.literature.here", language, model=name), marks=marks)
    measure = Cell(say("table.literature.adjusted", language))
    estimate = estimate_cell(row, language, study, notes)
    adjacent = predictor_cell(predictor, language, notes).marks
    return Row((Cell(label, marks=adjacent), source, measure, estimate), "total")


def _published(row: StoredRow, language: Language, notes: NoteList) -> Row:
    partly = row["evidence"] == "partly"
    marks = notes.mark(say("table.literature.note_partly", language)) if partly else ()
    source = say(
        "table.literature.source_item",
        language,
        source=row["source"],
        population=row[f"population_{language}"],
        outcome=row[f"outcome_{language}"],
    )
    values = tuple(number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    estimate = Cell(number_format.NO_NUMBER, state="none")
    if values[0] == values[0]:
        estimate = Cell(published_text(row, language), values)
    factor = Cell(row[f"factor_{language}"])
    return Row((factor, Cell(source, marks=marks), Cell(_measure(row, language)), estimate))


def published_text(row: StoredRow, language: Language) -> str:
    """A published odds ratio as it was published, or as it was converted."""
    if row["measure"] == "odds_ratio":
        return _as_published(row, language)
    values = tuple(number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    return _interval(values, language)


def _measure(row: StoredRow, language: Language) -> str:
    """What was published; with its number where the odds ratio beside it is not that number."""
    name = say(f"table.literature.{row['measure']}", language)
    if row["measure"] == "odds_ratio":
        return name
    if row["measure"] == "correlation":
        return f"{name} {_plain(number(row['value']), language)}"
    return f"{name} {_as_published(row, language)}"


def _as_published(row: StoredRow, language: Language) -> str:
    """A published ratio with as many digits as it was published with."""
    value, low, high = (number(row[key]) for key in VALUES)
    printed = _plain(value, language)
    if low != low:
        return printed
    return f"{printed} ({number_format.between(low, high, _plain, language)})"


def _plain(value: float, language: Language) -> str:
    """A number as it stands in the file.

    Examples
    --------
    >>> _plain(13.0, "nl"), _plain(3.4, "nl"), _plain(0.503, "en")
    ('13', '3,4', '0.503')
    """
    digits = len(f"{value:g}".partition(".")[2])
    return number_format.decimal(value, digits, language)


def _interval(values: tuple[float, ...], language: Language) -> str:
    value, low, high = values
    printed = number_format.odds_ratio(value, language)
    return printed if low != low else f"{printed} ({number_format.interval(low, high, language)})"
