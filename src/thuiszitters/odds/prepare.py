"""From a file to coded pupils: read, decide what each column is, say what falls away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.arrays import Bools, Floats, Ints
from thuiszitters.base.errors import EstimationError, Problem, raise_problems
from thuiszitters.base.row_arrays import (
    any_row,
    each_row,
    ends_of,
    every_row,
    in_file,
    spill_folder,
    sums_by_code,
)
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
from thuiszitters.odds.uses import cluster_codes, complete_records, count_values, outcome_values

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
    """Outcome (NaN where unknown), whether it is known, and number of pupils per record."""

    outcome: Floats
    known: Bools
    counts: Floats

    def complete(self, predictors: Sequence[Predictor] = ()) -> Bools:
        """Records with pupils whose outcome and predictors are known."""
        codes = (part.codes for part in predictors)
        return complete_records(self.known, self.counts, codes)


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
    known = each_row(lambda some: ~np.isnan(some), np.bool_, outcome)
    uses = _Uses(outcome, known, counts)
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
    far = about_far_values(predictors, _counted(uses))
    last = (*gaps, *cluster_notices, *moved, *far, *_same_as_outcome(coded))
    decided = [one for one in decisions.notices if not _overtaken(one, decisions, predictors)]
    said = (*_about_files(table), *notices, *decided, *last)
    return Prepared(fitted, said)


def _about_files(table: Table) -> list[Notice]:
    """Say that a table is too large for memory, and where it stands."""
    if not any(in_file(column.codes) for column in table.columns.values()):
        return []
    return [notice("in_files", rows=table.n_rows, folder=spill_folder().as_posix())]


def _counted(uses: _Uses) -> Floats:
    """Pupils per record; 0 where the outcome is not known."""
    if every_row(np.asarray, uses.known):
        return uses.counts
    return each_row(
        lambda known, counts: np.where(known, counts, 0.0), np.float64, uses.known, uses.counts
    )


def _clusters(
    table: Table, request: OddsRequest, uses: _Uses, predictors: list[Predictor]
) -> tuple[Ints | None, list[Notice]]:
    """The cluster of each record; one whose cells are to be filled in counts as well."""
    if request.cluster is None:
        return None, []
    used = uses.complete(() if request.impute else predictors)
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
    if without := table.n_where(np.logical_not, known):
        notices.append(notice("without_outcome", column=request.outcome, rows=without))
    if request.impute and request.cluster is not None:  # one without a cluster is not filled in
        known = known.copy()
        known[known] = fitted.patterns[CLUSTER].notna().to_numpy()

    def lacks(known: Bools, *codes: Ints) -> Bools:
        found = np.zeros(len(known), dtype=bool)
        for one in codes:
            found |= one < 0
        return found & known

    incomplete = table.n_where(lacks, known, *(part.codes for part in predictors))
    empty = {part.spec.name: table.n_where(lacks, known, part.codes) for part in predictors}
    listed = ", ".join(f"{name} {rows}" for name, rows in empty.items() if rows)
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
    complete = uses.complete(predictors)
    if request.impute or not any_row(np.asarray, complete):
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
        codes = coded.codes[:, number]
        size = int(max(ends_of(codes)[1], 1)) + 1
        pupils = sums_by_code(codes, coded.counts, size)
        if (pupils > 0).sum() != 2:
            continue
        events = sums_by_code(codes, coded.events, size)
        if ((events == 0) | (events == pupils)).all():
            notices.append(notice("same_as_outcome", column=spec.name))
    return notices
