"""Pupils of the main model without missing values beside the others, by what is known of both.

Every number is a difference of two released counts: pupils of the cohort, less complete pupils.
Release judges such differences (pupils who are in one group and not in the other), so that the
table tells nothing that the two do not.
"""

from collections.abc import Iterator

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.standardised import standardised
from thuiszitters.tables.cells import predictor_cell, share_cell
from thuiszitters.tables.characteristics import ALL
from thuiszitters.tables.general_notes import closing_notes
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_NAN = float("nan")


def incomplete_table(numbers: Numbers, language: Language) -> Table | None:
    """One row per level of the main model and one for the outcome; nothing where all is known."""
    study, notes = numbers.study, NoteList()
    model = study.main_model
    beside = numbers.complete_cases
    if not (beside["model"] == model.name).any():
        beside = numbers.estimates
    complete = beside[(beside["model"] == model.name) & (beside["model_kind"] == "adjusted")]
    own = {(row["predictor"], row["level"]): row for row in records(complete)}
    everyone = next(row for row in records(numbers.characteristics) if row["predictor"] == ALL)
    within = next((row for row in own.values() if row["predictor"] == "(Intercept)"), everyone)
    totals = _split(everyone, within, "n_pupils")
    if not totals[1] > 0:
        return None
    rows = [_row(say("table.incomplete.outcome", language), _split(everyone, within, "n_events"),
                 totals, language)]  # fmt: skip
    for name in model.predictors:
        levels = [row for row in _levels(numbers, name) if (name, row["level"]) in own]
        if not levels:
            continue
        head = predictor_cell(study.predictors[name], language, notes)
        rows.append(Row((head, EMPTY, EMPTY, EMPTY), "group"))
        parts = [_split(row, own[name, row["level"]], "n_pupils") for row in levels]
        known = (sum(part[0] for part in parts), sum(part[1] for part in parts))
        for row, part in zip(levels, parts, strict=True):
            label = level_label(study.predictors[name], str(row["level"]), language)
            rows.append(_row(label, part, known, language))
    notes.general(say("table.incomplete.note", language))
    closing_notes(notes, rows, study, language)
    columns = (
        Column("label", say("table.missing.label", language), numeric=False),
        *(
            Column(key, say(f"table.incomplete.{key}", language, n=_count(total, language)),
                   parts=("n", "%"))
            for key, total in zip(("complete", "incomplete"), totals, strict=True)
        ),
        Column("difference", say("table.incomplete.difference", language)),
    )  # fmt: skip
    title = say("table.incomplete.title", language)
    return Table("incomplete", language, title, columns, tuple(rows), tuple(notes), complete)


def _levels(numbers: Numbers, predictor: str) -> Iterator[StoredRow]:
    table = numbers.characteristics
    kept = table[(table["predictor"] == predictor) & (table["row"] == "level")]
    yield from records(kept)


def _split(every: StoredRow, complete: StoredRow, column: str) -> tuple[float, float]:
    """Complete and incomplete pupils of a group; NaN where either count was suppressed."""
    inside, whole = number(complete[column]), number(every[column])
    return (inside, whole - inside) if whole >= inside else (_NAN, _NAN)


def _row(
    label: str, part: tuple[float, float], whole: tuple[float, float], language: Language
) -> Row:
    shares = [one / of if of > 0 else _NAN for one, of in zip(part, whole, strict=True)]
    apart = standardised(shares[0] - shares[1], sum(share * (1.0 - share) for share in shares))
    told = number_format.standardised_difference(apart, language) if apart == apart else ""
    cells = (share_cell(one, of, language) for one, of in zip(part, whole, strict=True))
    return Row((Cell(label), *cells, Cell(told, (apart,)) if told else EMPTY))


def _count(value: float, language: Language) -> str:
    return number_format.count(value, language)
