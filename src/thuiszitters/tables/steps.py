"""Odds ratios of the steps of a model side by side: how each moves when predictors are added.

One column for the crude odds ratios, one per step, and, where missing values were imputed, one for
the adjusted odds ratios of all pupils. There are no p-values: what a reader compares is estimates.
"""

import pandas as pd

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.labels import level_label
from thuiszitters.results.read import Numbers
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Model
from thuiszitters.tables.cells import estimate_cell, predictor_cell
from thuiszitters.tables.estimate_column import adjusted_column
from thuiszitters.tables.general_notes import closing_notes, note_clusters, note_imputed
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

#: Heading of a column, and the stored rows that stand in it.
_Beside = tuple[str, pd.DataFrame]


def steps_table(numbers: Numbers, language: Language) -> Table:
    """One row per level of the main model; no rows where it is not built in steps."""
    study, notes = numbers.study, NoteList()
    model = study.main_model
    beside = _columns(numbers, model, language)
    rows: list[Row] = []
    if len(model.blocks) > 1:
        for name in model.predictors:
            rows += _predictor_rows(numbers, name, beside, language, notes)
        notes.general(say("table.steps.note", language))
        if model.name in set(numbers.complete_cases["model"]):
            notes.general(say("table.steps.note_complete", language))
            note_imputed(notes, numbers, language)
        note_clusters(notes, study, language)
        closing_notes(notes, rows, study, language)
    estimate = adjusted_column(study, language)
    columns = [Column("label", say("table.odds_ratios.label", language), numeric=False)]
    columns += [
        Column(f"step_{place}", estimate.label, spanner, estimate.parts)
        for place, (spanner, _) in enumerate(beside)
    ]
    title = say("table.steps.title", language)
    long = pd.concat([table for _, table in beside], ignore_index=True)
    return Table("steps", language, title, tuple(columns), tuple(rows), tuple(notes), long)


def _columns(numbers: Numbers, model: Model, language: Language) -> list[_Beside]:
    """Crude, then each step on the same complete pupils, then all pupils where some were imputed.

    The last step holds every predictor: it is the adjusted model.
    """
    estimates = numbers.estimates[numbers.estimates["model"] == model.name]
    complete = numbers.complete_cases[numbers.complete_cases["model"] == model.name]
    imputed = not complete.empty
    crude = complete if imputed else estimates
    found = [(say("table.odds_ratios.crude", language), crude[crude["model_kind"] == "crude"])]
    for place, block in enumerate(model.blocks):
        key = "first" if place == 0 else "added"
        own = (estimates["model_kind"] == "block") & (estimates["block"] == block.name)
        label = block.label.in_language(language)
        found.append((say(f"table.steps.{key}", language, label=label), estimates[own]))
    if imputed:
        pooled = estimates[estimates["model_kind"] == "adjusted"]
        found.append((say("table.steps.imputed", language), pooled))
    return found


def _predictor_rows(
    numbers: Numbers,
    name: str,
    beside: list[_Beside],
    language: Language,
    notes: NoteList,
) -> list[Row]:
    predictor = numbers.study.predictors[name]
    by_level: list[dict[str, StoredRow]] = [
        {str(row["level"]): row for row in records(table[table["predictor"] == name])}
        for _, table in beside
    ]
    rows = [
        Row((predictor_cell(predictor, language, notes), *[EMPTY] * len(beside)), "group"),
    ]
    for key, crude in by_level[0].items():
        cells = [
            estimate_cell(found[key], language, numbers.study, notes) if key in found else EMPTY
            for found in by_level
        ]
        label = Cell(level_label(predictor, crude["level"], language))
        kind = "reference" if crude["status"] == "reference" else "data"
        rows.append(Row((label, *cells), kind))  # type: ignore[arg-type]
    return rows
