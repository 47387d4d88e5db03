"""Notes that several tables share."""

from collections.abc import Iterable, Sequence

from thuiszitters.base.text import Language
from thuiszitters.language import explain, number_format, say
from thuiszitters.language.findings import joined
from thuiszitters.results.read import (
    MONTE_CARLO_LIMIT,
    Numbers,
    monte_carlo_share,
    n_imputations,
    number,
    present,
)
from thuiszitters.results.rows import StoredRow, suppressed
from thuiszitters.results.study import Model, Study
from thuiszitters.tables.table import NoteList, Row


def add_general_notes(notes: NoteList, study: Study, language: Language) -> None:
    """Source, release, and that pupils are synthetic when they are."""
    if study.synthetic:
        notes.general(say("note.synthetic", language), standing=True)
    source = say("note.source", language, source=study.source.in_language(language))
    notes.general(source, standing=True)
    statement = study.disclosure_statement.in_language(language)
    notes.general(say("note.disclosure", language, statement=statement), standing=True)
    if study.rounded:
        notes.general(say("note.rounded", language), standing=True)


def closing_notes(notes: NoteList, rows: Iterable[Row], study: Study, language: Language) -> None:
    """The notes that a table about the outcome ends with."""
    note_outcome(notes, study, language)
    note_suppressed(rows, notes, language)
    add_general_notes(notes, study, language)


def note_suppressed(rows: Iterable[Row], notes: NoteList, language: Language) -> None:
    """Say what the word for a suppressed number means, when the table has one."""
    if any(cell.state == "suppressed" for row in rows for cell in row.cells):
        notes.general(say("note.suppressed", language))


def note_outcome(notes: NoteList, study: Study, language: Language) -> None:
    """The outcome's definition."""
    definition = study.outcome_definition.in_language(language)
    notes.general(say("note.outcome", language, definition=definition), standing=True)


def note_interval(notes: NoteList, fit: StoredRow, study: Study, language: Language) -> None:
    """Level and method of the intervals of a fit."""
    if fit["estimator"] != "ml":
        return  # the note about Firth's method says it, or the method is suppressed
    if fit["n_imputations"]:
        return  # the note on imputation says how its intervals are made
    method = say(f"note.method.{fit['estimator']}_{fit['interval']}", language)
    level = number_format.level_percentage(study.estimation.level, language)
    notes.general(say("note.interval", language, level=level, method=method))


def note_imputed(notes: NoteList, numbers: Numbers, language: Language) -> None:
    """That missing values were imputed, how often, and what intervals and counts then are."""
    times = n_imputations(numbers)
    if times:
        level = number_format.level_percentage(numbers.study.estimation.level, language)
        m = number_format.count(times, language)
        again = say("note.imputed_again", language, place="{place}")
        notes.general(say("note.imputed", language, m=m, level=level), again=again)
        note_monte_carlo(notes, numbers, language)


def note_imputed_short(notes: NoteList, numbers: Numbers, language: Language) -> None:
    """The same inside a figure, whose table says the rest."""
    times = n_imputations(numbers)
    if times:
        m = number_format.count(times, language)
        notes.general(say("note.imputed_short", language, m=m))


def note_monte_carlo(notes: NoteList, numbers: Numbers, language: Language) -> None:
    """Whether another set of imputations would give other numbers."""
    share = monte_carlo_share(numbers)
    if share != share:
        return
    size = "large" if share > MONTE_CARLO_LIMIT else "small"
    printed = number_format.percentage(share, language)
    limit = number_format.per_hundred(MONTE_CARLO_LIMIT, language)
    said = say(f"note.monte_carlo.{size}", language, share=printed, limit=limit)
    notes.general(said, again="")


def note_complete_models(notes: NoteList, models: Sequence[Model], language: Language) -> None:
    """Which models are about complete pupils by choice, where others are imputed."""
    labels = [f"‘{one.label.in_language(language)}’" for one in models if one.complete_pupils]
    if labels:
        notes.general(say("note.complete_models", language, list=joined(labels, language)))


def note_complete_only(notes: NoteList, numbers: Numbers, language: Language) -> None:
    """That a table is about complete pupils, where others are about every pupil."""
    if n_imputations(numbers):
        notes.general(say("note.complete_only", language))


def note_clusters(notes: NoteList, study: Study, language: Language) -> None:
    """That intervals and tests allow for pupils of one site being alike."""
    sites = study.estimation.sites
    if study.estimation.clusters != "none":
        notes.general(say("note.clusters", language))
    elif sites > 1:
        notes.general(say("note.sites_ignored", language, n=number_format.count(sites, language)))


def note_without_clusters(notes: NoteList, study: Study, language: Language) -> None:
    """That a table takes no account of sites, where others do."""
    if study.estimation.clusters != "none":
        notes.general(say("note.without_clusters", language))


def fit_marks(fit: StoredRow, study: Study, language: Language, notes: NoteList) -> tuple[str, ...]:
    """Marks for what a reader must know about a fit: estimator, few events, exploratory."""
    marks: tuple[str, ...] = ()
    reason = fit_reason(fit, study, language)
    if fit["estimator"] == "firth":
        method = say(f"note.method.firth_{fit['interval']}", language)
        marks += notes.mark(say("note.firth", language, method=method, reason=reason).strip())
    elif reason:
        marks += notes.mark(reason)
    return marks + notes.mark(caution_text(fit, study, language))


def fit_reason(fit: StoredRow, study: Study, language: Language) -> str:
    """What happened in a fit; that its counts are suppressed is said where they would stand."""
    return "" if suppressed(fit) else explain(fit["reason"] or "", language, study)


def caution_text(fit: StoredRow, study: Study, language: Language) -> str:
    """The sentence that goes with few events per parameter, or nothing."""
    caution = fit["caution"] if present(fit["caution"]) else ""
    if not caution:
        return ""
    spec = study.estimation
    limit = spec.strong_caution_events if caution == "very_few_events" else spec.caution_events
    per, printed = number(fit["events_per_parameter"]), number_format.count(limit, language)
    if per != per:
        return say(f"note.caution.{caution}_hidden", language, limit=printed)
    events = number_format.events_per_parameter(per, language)
    return say(f"note.caution.{caution}", language, per=events, limit=printed)


def note_adjusted(
    notes: NoteList, names: tuple[str, ...], numbers: Numbers, language: Language
) -> None:
    """For which predictors a table is adjusted, and that it is about complete pupils."""
    if names:
        labels = (numbers.study.predictors[name].label.in_language(language) for name in names)
        listed = joined((label[:1].lower() + label[1:] for label in labels), language)
        notes.general(say("note.adjusted_for", language, list=listed))
    notes.general(say("note.complete_further", language))
