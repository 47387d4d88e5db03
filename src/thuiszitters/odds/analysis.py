"""From a request to fitted models: read, decide, check, fit crude and adjusted."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from thuiszitters.errors import EstimationError, PlanError, Problem, raise_problems
from thuiszitters.models.coding import CodedTable, code_patterns
from thuiszitters.models.design import build_design
from thuiszitters.models.fit import fit_design
from thuiszitters.models.results import LogitFit
from thuiszitters.odds.kinds import Ask, Predictor, decide_kinds
from thuiszitters.odds.missing import without_missing
from thuiszitters.odds.reading import read_columns
from thuiszitters.odds.request import OddsRequest
from thuiszitters.odds.table import Bools, Floats, Table
from thuiszitters.odds.uses import count_values, outcome_values
from thuiszitters.plan.analysis import PredictorSpec

#: Columns of the table that is fitted; no file has such names.
OUTCOME, COUNT = "\x00outcome", "\x00n_pupils"


@dataclass(frozen=True, slots=True)
class OddsResult:
    """Everything a call found out.

    Attributes
    ----------
    specs
        The predictors as they were decided on.
    adjusted
        All predictors together.
    crude
        Each predictor alone, on the same pupils.
    notices
        What was decided or left out, in sentences.
    """

    request: OddsRequest
    specs: tuple[PredictorSpec, ...]
    adjusted: LogitFit
    crude: tuple[LogitFit, ...]
    notices: tuple[str, ...] = field(default=())


def run_odds(request: OddsRequest, ask: Ask | None = None) -> OddsResult:
    """Read a table and fit its odds ratios.

    Parameters
    ----------
    ask
        Called where a column can be read in two ways; without it a default is taken and said.

    Raises
    ------
    AnalysisError
        With every problem found at the first stage that has one.
    """
    raise_problems(_not_there_yet(request), PlanError)
    table, notices = without_missing(read_columns(request.data, request.columns), request)
    if not table.n_rows:
        raise EstimationError(Problem(request.data, "there are column names but no rows"))
    outcome, problems = outcome_values(table, request.outcome)
    counts, count_problems = count_values(table, request.counts)
    known = ~np.isnan(outcome) | bool(problems)
    decisions = decide_kinds(table, request, known, ask)
    raise_problems([*problems, *count_problems, *decisions.problems], EstimationError)
    notices += decisions.notices
    notices += _left_out(table, request, known, decisions.predictors)
    coded = _coded(outcome, counts, decisions.predictors, known)
    raise_problems(_nothing_left(coded, request), EstimationError)
    crude = tuple(
        fit_design(build_design(coded.only([spec.name])), request.estimation)
        for spec in coded.specs
    )
    adjusted = fit_design(build_design(coded), request.estimation)
    notices += _same_as_outcome(coded)
    notices += _about_fit(adjusted)
    return OddsResult(request, coded.specs, adjusted, crude, tuple(notices))


def _not_there_yet(request: OddsRequest) -> list[Problem]:
    """Options whose method is not part of this version; never passed over in silence."""
    asked = {
        "--impute": request.impute,
        "--risks": request.risks,
        "--cluster": request.cluster is not None,
    }
    return [
        Problem(option, "this version does not have it", advice="Leave the option out")
        for option, given in asked.items()
        if given
    ]


def _coded(
    outcome: Floats, counts: Floats, predictors: list[Predictor], known: Bools
) -> CodedTable:
    columns = {part.spec.name: part.values for part in predictors}
    frame = pd.DataFrame({**columns, OUTCOME: outcome, COUNT: counts})
    specs = [part.spec for part in predictors]
    return code_patterns(frame[known], specs, outcome=OUTCOME, count=COUNT)


def _left_out(
    table: Table, request: OddsRequest, known: Bools, predictors: list[Predictor]
) -> list[str]:
    """Say how many rows fall away, and because of which column."""
    notices = []
    without = int((~known).sum())
    if without:
        notices.append(f"{request.outcome}: {_rows(without)} without an outcome left out.")
    empty = {part.spec.name: part.values.isna().to_numpy() & known for part in predictors}
    incomplete = int(np.logical_or.reduce([*empty.values()]).sum())
    if incomplete:
        listed = ", ".join(f"{name} in {int(e.sum())}" for name, e in empty.items() if e.any())
        notices.append(
            f"{_rows(incomplete)} of {table.n_rows} left out, because a cell is empty ({listed})."
        )
    return notices


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"


def _nothing_left(coded: CodedTable, request: OddsRequest) -> list[Problem]:
    if not coded.n_pupils:
        found = "no row has a value in every column that is used"
        return [Problem(request.data, found, advice="Leave out the column with most empty cells")]
    if coded.n_events in {0.0, coded.n_pupils}:
        value = int(coded.n_events > 0)
        found = (
            f"all {round(coded.n_pupils)} rows that are complete have the outcome {value}, "
            "so nothing can be estimated"
        )
        return [Problem(request.data, found)]
    return []


def _same_as_outcome(coded: CodedTable) -> list[str]:
    """Name predictors that tell the outcome of every pupil, which are often the outcome itself."""
    notices = []
    for number, spec in enumerate(coded.specs):
        codes = coded.codes[:, number]
        events = np.bincount(codes, weights=coded.events)
        pupils = np.bincount(codes, weights=coded.counts)
        decided = (events == 0) | (events == pupils)
        if decided.all() and (pupils > 0).sum() == 2:
            notices.append(
                f"{spec.name}: gives the outcome of every row exactly. Is it the outcome itself?"
            )
    return notices


def _about_fit(fit: LogitFit) -> list[str]:
    """Say on the terminal what must not be missed in the notes of a table."""
    summary = fit.summary
    scarce = min(summary.n_events, summary.n_pupils - summary.n_events)
    if summary.n_parameters <= scarce:
        return []
    sentence = (
        f"The model estimates {summary.n_parameters} numbers from {scarce} pupils in the smaller "
        "outcome group. That asks too much of the data. Use fewer predictors."
    )
    return [sentence]
