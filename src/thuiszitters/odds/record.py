"""A result in the form that tables and figures read: numbers, and the words beside them."""

from dataclasses import asdict
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from thuiszitters.models.fit_tables import fresh_tables
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.odds.result import OddsResult
from thuiszitters.results.fresh import FreshNumbers, FreshTable
from thuiszitters.results.plan_record import plan_record
from thuiszitters.results.read import Numbers
from thuiszitters.results.study_reading import study_from

#: Tables of fits that are still there.
_TABLES: "WeakKeyDictionary[FittedPlan, dict[str, FreshTable]]" = WeakKeyDictionary()
_STATEMENT = {
    "nl": "er zijn geen regels voor vrijgave toegepast; kijk kleine groepen na voor u dit deelt.",
    "en": "no rules for release were applied; look at small groups before you share this.",
}


def as_numbers(result: OddsResult) -> Numbers:
    """A result as the tables that `thuiszitters.tables` and `thuiszitters.figures` read."""
    study = study_from(_record(result))
    # A terminal table, its files and a plot ask for the same tables one after another.
    tables = _TABLES.get(result.fitted)
    if tables is None:
        tables = _TABLES[result.fitted] = fresh_tables(result.fitted)
    return FreshNumbers(study, tables, result.further)


def _record(result: OddsResult) -> dict[str, Any]:
    """What the record beside released numbers holds, for a table that has no cohort file."""
    request, plan = result.request, result.fitted.plan
    file = Path(request.data).name
    estimation = asdict(request.estimation)
    return {
        "cohort": file,
        "title": file,
        "description": "",
        "source": file,
        "synthetic": False,
        "plan": {"name": plan.name, "title": file, "question": ""},
        "outcome": {"label": request.outcome, "definition": request.outcome},
        **plan_record(plan),
        "flow_reasons": {},
        "estimation": {**estimation, "clusters": "none"},
        "disclosure": {"profile": "none", "label": "", "statement": _STATEMENT},
        "n_pupils": result.adjusted.summary.n_obs,
        "n_events": result.adjusted.summary.n_events,
    }
