"""Standardised risks: of a hundred pupils like these, how many with and how many without."""

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say, say_count
from thuiszitters.language.empty_pairs import SUPPRESSED, pairs_in_words, stored_pairs
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.tables.cells import missing_cell, predictor_cell
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_clusters,
    note_complete_models,
    note_imputed,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_MEASURES = ("risk", "risk_reference", "difference", "ratio")


def risks_table(
    numbers: Numbers, language: Language, models: tuple[str, ...] = (), name: str = "risks"
) -> Table:
    """One row per level, with its risk, that of the reference, their difference and ratio.

    Parameters
    ----------
    models
        Of these models; of all when none is named.
    """
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    model, predictor = "", ""
    stored = numbers.more["risks"]
    kept = stored[stored["model"].isin(models)] if models else stored
    for row in records(kept):
        if row["model"] != model:
            model, predictor = row["model"], ""
            label = Cell(study.models[model].label.in_language(language))
            rows.append(Row((label, *[EMPTY] * 4), "section"))
        if row["predictor"] != predictor:
            predictor = row["predictor"]
            head = predictor_cell(study.predictors[predictor], language, notes)
            rows.append(Row((head, *[EMPTY] * 4), "group"))
        label = Cell(level_label(study.predictors[predictor], row["level"], language))
        cells = (_cell(row, measure, numbers, language, notes) for measure in _MEASURES)
        rows.append(Row((label, *cells)))
    notes.general(say("table.risks.note", language))
    if SUPPRESSED in {row.get("empty_pairs") for row in records(kept)}:
        notes.general(say("table.risks.empty_suppressed", language))
    note_imputed(notes, numbers, language)
    note_complete_models(notes, [*numbers.study.models.values()], language)
    note_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    level = number_format.level_percentage(study.estimation.level, language)
    parts = tuple(say(f"table.risks.{key}", language) for key in ("estimate", "low", "high"))
    columns = [Column("label", say("table.odds_ratios.label", language), numeric=False)]
    columns += [
        Column(key, say(f"table.risks.{key}", language, level=level), parts=parts)
        for key in _MEASURES
    ]
    title = say("table.risks.title", language)
    return Table(name, language, title, tuple(columns), tuple(rows), tuple(notes), kept)


def _cell(
    row: StoredRow, measure: str, numbers: Numbers, language: Language, notes: NoteList
) -> Cell:
    values = tuple(number(row[key]) for key in (measure, f"{measure}_low", f"{measure}_high"))
    if values[0] != values[0]:
        return missing_cell(row, language, numbers.study, notes)
    estimate, low, high = values
    if measure == "ratio":
        printed = number_format.odds_ratio(estimate, language)
        ends = number_format.interval(low, high, language)
    elif measure == "difference":
        printed = number_format.points(estimate, language)
        ends = number_format.between(low, high, number_format.points, language)
    else:
        printed = number_format.percentage(estimate, language)
        ends = number_format.between(low, high, number_format.percentage, language)
    reason = str(row["reason"] or "")
    if measure != "difference" or reason.startswith(("suppressed|", "counts_suppressed|")):
        return Cell(f"{printed} ({ends})", values)
    # What must be known of a contrast is said once, at its difference.
    marks = notes.mark(explain(reason, language, numbers.study))
    pairs = stored_pairs([row.get("empty_pairs")])
    if pairs:
        named = pairs_in_words(pairs, language, numbers.study)
        marks += notes.mark(say_count("table.risks.empty", language, len(pairs), list=named))
    return Cell(f"{printed} ({ends})", values, marks=marks)
