"""Does the model hold: every check with its number and one sentence."""

from collections.abc import Iterator, Sequence

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records
from thuiszitters.results.study import Study
from thuiszitters.tables.cells import no_number
from thuiszitters.tables.general_notes import (
    closing_notes,
    note_complete_only,
    note_without_clusters,
)
from thuiszitters.tables.table import EMPTY, Cell, Column, NoteList, Row, Table

_PRINTERS = {
    "estimate": number_format.fit_index,
    "ci_low": number_format.fit_index,
    "ci_high": number_format.fit_index,
    "corrected": number_format.fit_index,
    "statistic": number_format.statistic,
    "df": number_format.count,
    "p_value": number_format.p_phrase,
    "shift": number_format.fit_index,
    "spread": number_format.fit_index,
}
#: Checks whose number says enough with two decimals.
_TWO_DECIMALS = ("collinearity", "influence", "cooks_distance")
#: Below this p a test of fit that is not significant at 0.05 is said to be a weak sign.
_NEAR = 0.1


def checks_table(numbers: Numbers, language: Language) -> Table:
    """One row per check of every model; what is fine for all characteristics is said once."""
    study, notes = numbers.study, NoteList()
    rows: list[Row] = []
    model = ""
    checks = records(numbers.more["checks"])
    of_all = _of_every_model(checks)
    for row in _told_once(checks, study):
        if (row["check"], row["sentence"]) in of_all:
            continue
        if row["model"] != model:
            model = row["model"]
            label = Cell(study.models[model].label.in_language(language))
            rows.append(Row((label, *[EMPTY] * 3), "section"))
        rows.append(Row((_name(row, study, language), *_cells(row, study, language))))
    if of_all:
        label = Cell(say("table.checks.every_model", language))
        rows.append(Row((label, *[EMPTY] * 3), "section"))
    rows += [
        Row((_name(row, study, language), *_cells(row, study, language)))
        for row in checks
        if of_all.pop((row["check"], row["sentence"]), None)
    ]
    notes.general(say("table.checks.auc", language))
    notes.general(say("table.checks.optimism", language))
    note_complete_only(notes, numbers, language)
    note_without_clusters(notes, study, language)
    closing_notes(notes, rows, study, language)
    columns = (
        Column("check", say("table.checks.check", language), numeric=False),
        Column("value", say("table.checks.value", language)),
        Column("p", say("table.odds_ratios.p", language)),
        Column("meaning", say("table.checks.meaning", language), numeric=False),
    )
    title = say("table.checks.title", language)
    stored = numbers.more["checks"]
    return Table("checks", language, title, columns, tuple(rows), tuple(notes), stored)


def _of_every_model(rows: Sequence[StoredRow]) -> dict[tuple[str, str], bool]:
    """What a second program says in the same words of each of several models."""
    models = {row["model"] for row in rows}
    told: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if str(row["check"]).startswith("second_opinion"):
            told.setdefault((row["check"], row["sentence"]), set()).add(row["model"])
    return {said: True for said, of in told.items() if of == models and len(models) > 1}


def _told_once(rows: Sequence[StoredRow], study: Study) -> Iterator[StoredRow]:
    """The rows, with those of characteristics that are easily told apart folded into the worst."""
    easy: dict[str, list[StoredRow]] = {}
    for row in filter(_easily_told_apart, rows):
        easy.setdefault(row["model"], []).append(row)
    for row in rows:
        alike = easy[row["model"]] if _easily_told_apart(row) else []
        if len(alike) < 2:
            yield row
        elif row is max(alike, key=lambda one: number(one["estimate"])):
            # Others are hard to tell apart, suppressed, or without any estimate of their own.
            whole = len(alike) == len(study.models[row["model"]].predictors)
            yield {**row, "told_once": "all" if whole else "rest"}


def _easily_told_apart(row: StoredRow) -> bool:
    return row["sentence"] == "collinear_low" and number(row["estimate"]) > 0


def sentence(row: StoredRow, study: Study, language: Language) -> str:
    """What a check means here."""
    values: dict[str, object] = {
        key: printer(number(row[key]), language) for key, printer in _PRINTERS.items()
    }
    if row["check"] in _TWO_DECIMALS:
        values["estimate"] = number_format.statistic(number(row["estimate"]), language)
    values["predictor"] = _term(row, study, language)
    once = row.get("told_once")
    key = f"table.checks.told_once.{once}" if once else f"check.{_graded(row)}"
    return say(key, language, **values)


def _graded(row: StoredRow) -> str:
    """The key of the sentence; a test that just does not reach its limit is no good news."""
    key = str(row["sentence"])
    near = key in ("fit_good", "groups_good") and number(row["p_value"]) < _NEAR
    return key.replace("_good", "_near") if near else key


def _name(row: StoredRow, study: Study, language: Language) -> Cell:
    name = say(f"table.checks.name.{row['check']}", language)
    term = _term(row, study, language)
    return Cell(f"{name}: {term}" if term else name)


def _term(row: StoredRow, study: Study, language: Language) -> str:
    """A predictor, or a predictor and its level, by label."""
    if not present(row["predictor"]):
        return ""
    name, _, level = str(row["predictor"]).partition("=")
    if name not in study.predictors:
        return say("word.intercept", language) if name == "(Intercept)" else name
    return study.predictors[name].named(level or None, language)


def _cells(row: StoredRow, study: Study, language: Language) -> tuple[Cell, Cell, Cell]:
    estimate, statistic = number(row["estimate"]), number(row["statistic"])
    corrected, p = number(row["corrected"]), number(row["p_value"])
    shown = corrected if corrected == corrected and estimate == 1 else estimate
    value = no_number(row, language)
    if shown == shown:
        printer = number_format.fit_index
        if row["check"] in _TWO_DECIMALS:
            printer = number_format.statistic
        value = Cell(printer(shown, language), (shown,))
    elif statistic == statistic:
        value = Cell(number_format.statistic(statistic, language), (statistic,))
    p_cell = Cell(number_format.p_value(p, language), (p,)) if p == p else EMPTY
    said = EMPTY if row["status"] == "suppressed" else Cell(sentence(row, study, language))
    return value, p_cell, said
