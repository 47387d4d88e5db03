"""From a file to coded pupils: read, decide what each column is, say what falls away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints, as_places
from thuiszitters.base.errors import EstimationError, Problem, raise_problems
from thuiszitters.logit.coding import CodedTable
from thuiszitters.models.fitted import FittedPlan
from thuiszitters.odds.coded import code_pupils, frame_of, frame_of_complete
from thuiszitters.odds.far import about_far_values
from thuiszitters.odds.kinds import (
    Ask,
    Decisions,
    decide_kinds,
    reference_notice,
)
from thuiszitters.odds.missing import without_missing
from thuiszitters.odds.notices import Notice, notice
from thuiszitters.odds.plan import (
    CLUSTER,
    COUNT,
    OUTCOME,
    fit_request,
    number_problems,
)
from thuiszitters.odds.predictor import Predictor
from thuiszitters.odds.reading import read_columns
from thuiszitters.odds.request import OddsRequest
from thuiszitters.odds.table import Table
from thuiszitters.odds.uses import cluster_codes, count_values, outcome_values

if TYPE_CHECKING:
    import pandas as pd

#: Rows that are looked at before all.
FIRST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request ready to be fitted, and what the user must know about its rows."""

    fitted: FittedPlan
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Uses:
    """Outcome (NaN where unknown) and number of pupils per record."""

    outcome: Floats
    counts: Floats

    @property
    def known(self) -> Bools:
        return ~np.isnan(self.outcome)


def prepare(request: OddsRequest, ask: Ask | None = None, given: Table | None = None) -> Prepared:
    """Read a table and make a plan of one model for its rows.

    Parameters
    ----------
    ask
        Called where a column can be read in two ways; without it a default is taken and said.
    given
        The columns of the request, where they are no file.

    Raises
    ------
    AnalysisError
        With every problem found at the first step that has one.
    """
    found = read_columns(request.data, request.columns) if given is None else given
    table, notices = without_missing(found, request)
    if not table.n_rows:
        raise EstimationError(Problem(request.data, "there are column names but no rows"))
    outcome, problems = outcome_values(table, request.outcome)
    counts, count_problems = count_values(table, request.counts)
    uses = _Uses(outcome, counts)
    # Without any outcome, the predictors are still looked at, to report all problems at once.
    records = np.ones(table.n_records, dtype=bool) if problems else uses.known
    decisions = decide_kinds(table, request, records, ask)
    raise_problems([*problems, *count_problems, *decisions.problems], EstimationError)
    clusters, cluster_notices = _clusters(table, request, uses, decisions.predictors)
    predictors, moved = _with_reference(decisions.predictors, uses, request)
    specs = [part.spec for part in predictors]
    raise_problems(number_problems(request, specs), EstimationError)
    coded = code_pupils(predictors, uses.outcome, uses.counts, clusters)
    patterns = _patterns(request, uses, predictors, clusters, coded)
    fitted = fit_request(request, specs, patterns, coded)
    raise_problems(_nothing_left(coded, request), EstimationError)
    gaps = _gaps(table, request, uses, predictors, fitted)
    far = about_far_values(predictors, np.where(uses.known, uses.counts, 0.0))
    last = (*gaps, *cluster_notices, *moved, *far, *_same_as_outcome(coded))
    decided = [one for one in decisions.notices if not _overtaken(one, decisions, predictors)]
    said = (*notices, *decided, *last)
    return Prepared(fitted, said)


def _clusters(
    table: Table, request: OddsRequest, uses: _Uses, predictors: list[Predictor]
) -> tuple[Ints | None, list[Notice]]:
    """The cluster of each record; one whose cells are to be filled in counts as well."""
    if request.cluster is None:
        return None, []
    used = uses.known & (uses.counts > 0)
    if not request.impute:
        for part in predictors:
            used &= part.present
    codes, problems, notices = cluster_codes(table, request.cluster, used)
    raise_problems(problems, EstimationError)
    return codes, notices


def _patterns(
    request: OddsRequest,
    uses: _Uses,
    predictors: list[Predictor],
    clusters: Ints | None,
    coded: CodedTable,
) -> "Callable[[], pd.DataFrame]":
    """Every record whose outcome is known, for who needs more than the complete pupils."""
    if not request.impute and clusters is None:
        return frame_of_complete(coded, OUTCOME, COUNT)
    more = {OUTCOME: uses.outcome, COUNT: uses.counts}
    if clusters is not None:
        more[CLUSTER] = np.where(clusters < 0, np.nan, clusters)
    return frame_of(predictors, more, uses.known)


def _gaps(
    table: Table,
    request: OddsRequest,
    uses: _Uses,
    predictors: list[Predictor],
    fitted: FittedPlan,
) -> list[Notice]:
    """Say which rows fall away or are filled in, and because of which column."""
    notices, known = [], uses.known
    if without := table.n_in(~known):
        notices.append(notice("without_outcome", column=request.outcome, rows=without))
    if request.impute and request.cluster is not None:  # one without a cluster is not filled in
        known = known.copy()
        known[known] = fitted.patterns[CLUSTER].notna().to_numpy()
    empty = {part.spec.name: ~part.present & known for part in predictors}
    incomplete = table.n_in(np.logical_or.reduce([*empty.values()]))
    listed = ", ".join(f"{name} {table.n_in(e)}" for name, e in empty.items() if e.any())
    counted = {"rows": incomplete, "total": table.n_rows, "listed": listed}
    if request.impute and fitted.imputed is not None:
        times = len(fitted.imputed.tables)
        notices.append(notice("imputed", times=times, **counted))
    elif request.impute:
        notices.append(notice("nothing_to_impute"))
    elif incomplete:
        notices.append(notice("incomplete", **counted))
    return notices


def _overtaken(said: Notice, decisions: Decisions, predictors: list[Predictor]) -> bool:
    """Whether a sentence names a reference that another one has replaced."""
    return any(
        before is not after and said == reference_notice(before.spec)
        for before, after in zip(decisions.predictors, predictors, strict=True)
    )


def _with_reference(
    predictors: list[Predictor], uses: _Uses, request: OddsRequest
) -> tuple[list[Predictor], list[Notice]]:
    """Predictors whose reference some complete row has, unless the user named it.

    With imputation the rows are filled in, so then every known value counts.
    """
    complete = uses.known & (uses.counts > 0)
    for part in predictors:
        complete &= part.present
    if request.impute or not complete.any():
        return predictors, []
    kept, notices = [], []
    for part in predictors:
        spec = part.spec
        here = part.levels_in(complete) if spec.kind == "factor" else set()
        if not here or spec.reference in here or spec.name in request.references:
            kept.append(part)
            continue
        first = next(level for level in spec.levels if level in here)
        levels = (first, *(level for level in spec.levels if level != first))
        kept.append(replace(part, spec=replace(spec, levels=levels)))
        notices.append(
            notice("reference_gone", column=spec.name, gone=spec.reference, reference=first)
        )
    return kept, notices


def _nothing_left(coded: CodedTable, request: OddsRequest) -> list[Problem]:
    if not coded.n_obs:
        found = "no row has a value in every column that is used"
        return [Problem(request.data, found, advice="Leave out the column with most empty cells")]
    if coded.n_events in {0.0, coded.n_obs}:
        value = int(coded.n_events > 0)
        complete = round(coded.n_obs)
        who = (
            "the one row that is complete has"
            if complete == 1
            else (f"all {complete} rows that are complete have")
        )
        return [Problem(request.data, f"{who} the outcome {value}, so nothing can be estimated")]
    return []


def _same_as_outcome(coded: CodedTable) -> list[Notice]:
    """Name predictors that tell the outcome of every pupil, which are often the outcome itself."""
    notices = []
    for number, spec in enumerate(coded.predictors):
        if len(np.unique(coded.codes[:FIRST_ROWS, number])) > 2:
            continue
        codes = as_places(coded.codes[:, number])
        pupils = np.bincount(codes, weights=coded.counts)
        if (pupils > 0).sum() != 2:
            continue
        events = np.bincount(codes, weights=coded.events)
        if ((events == 0) | (events == pupils)).all():
            notices.append(notice("same_as_outcome", column=spec.name))
    return notices
