"""``thuiszitters.odds_ratios``: the command ``thuiszitters odds`` for a table in memory."""

from collections.abc import Mapping
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from thuiszitters.base.errors import AnalysisError, PlanError, Problem
from thuiszitters.interface.given import Given, Names
from thuiszitters.interface.words import said_in_python
from thuiszitters.odds.options import read_interactions, read_splines
from thuiszitters.odds.request import OddsRequest, checked_request
from thuiszitters.plan.estimation import EstimationSpec

if TYPE_CHECKING:
    from thuiszitters.interface.fit import OddsFit

#: What can be done about empty cells, and whether that is imputation.
MISSING = {"complete": False, "impute": True}


def odds_ratios(
    frame: Any,
    outcome: str | None = None,
    predictors: Names | None = None,
    *,
    formula: str | None = None,
    reference: Mapping[str, object] | str | None = None,
    clusters: str | None = None,
    missing: str = "complete",
    not_known: object = None,
    counts: str | None = None,
    factor: Names = (),
    numeric: Names = (),
    per: Mapping[str, float] | str | None = None,
    interaction: Names = (),
    spline: Mapping[str, int] | Names = (),
    estimator: str = "auto",
    interval: str = "profile",
    covariance: str = "auto",
    level: float = 0.95,
    p_values: bool = True,
    language: str = "en",
) -> "OddsFit":
    """Crude and adjusted odds ratios of a table.

    The estimand is, per level of a predictor, the odds of the outcome divided by those at the
    reference level: by itself (crude), and with all other predictors held the same (adjusted), on
    the same rows. What is decided and how is that of the command ``thuiszitters odds``.

    Parameters
    ----------
    frame
        A pandas DataFrame, a polars DataFrame, an Arrow table (any object with the Arrow C stream
        interface), or the path of a CSV, Parquet, Excel, SPSS or Stata file.
    outcome
        Column with 0 and 1, true and false, yes and no, or ja and nee.
    predictors
        Columns, in the order of the table. A text is read as names between commas.
    formula
        Instead of both: ``"absent ~ girl + C(profile, Treatment('neither'))"``.
    reference
        Predictor to the level that the others are compared with.
    clusters
        Column that names the cluster (a school) of a row; intervals then allow for pupils of one
        cluster being alike (CR2).
    missing
        ``"complete"``: rows with an empty cell are left out. ``"impute"``: they are filled in by
        multiple imputation.
    not_known
        Values that mean "not known", everywhere (``["NA", 9]``) or per column (``{"age": 99}``).
        Empty cells, and unless this says otherwise NA, NaN and a single point, always do.
    counts
        Column with the number of pupils a row stands for.
    factor, numeric
        Predictors whose values are groups, and those whose values are numbers.
    per
        Predictor to the step its odds ratio is about.
    interaction
        Pairs such as ``"girl:profile"``: the odds ratio of the first within each group of the
        second. They are shown and saved below the table.
    spline
        Numbers with a curve, and their knots: ``{"age": 4}``. Shown and saved likewise.
    estimator
        ``"auto"`` (Firth when the model is separated), ``"ml"`` or ``"firth"``.
    interval
        ``"profile"`` or ``"wald"``; the p-values belong to it.
    covariance
        ``"auto"``, ``"CR1"``, ``"CR2"`` or ``"HC1"``.
    level
        Coverage of the intervals.
    p_values
        Without, printed tables have none where an interval stands; `tidy` always has them.
    language
        ``"en"`` or ``"nl"``, of tables, figures and notices.

    Returns
    -------
    OddsFit
        The numbers, and what can be made of them.

    Raises
    ------
    AnalysisError
        `PlanError`, `DataError` or `EstimationError`: every problem of the first step that has
        one, as sentences. No message holds the value of a pupil.

    Examples
    --------
    >>> import pandas as pd
    >>> import thuiszitters as th
    >>> table = pd.DataFrame({"absent": [1, 0, 1, 0], "girl": [1, 1, 0, 0], "n": [20, 10, 10, 20]})
    >>> fit = th.odds_ratios(table, "absent", ["girl"], counts="n")
    >>> fit.tidy()[["term", "estimate"]].round(2).to_dict("records")[1]
    {'term': 'girl=1', 'estimate': 4.0}
    """
    chosen = Given()
    try:
        named = _named(formula, outcome, predictors, chosen)
        levels = {**named["references"], **chosen.levels("reference", reference)}
        names = list(named["predictors"])
        curves = [f"{k}:{v}" for k, v in spline.items()] if isinstance(spline, Mapping) else spline
        everywhere, in_column = chosen.unknown("not_known", not_known)
        request = OddsRequest(
            data=_name_of(frame),
            outcome=named["outcome"],
            predictors=named["predictors"],
            references=levels,
            factors=frozenset((*named["factors"], *chosen.names("factor", factor))),
            numbers=frozenset(chosen.names("numeric", numeric)),
            per=chosen.steps("per", per),
            interactions=read_interactions(
                chosen.names("interaction", interaction), names, chosen.problems
            ),
            splines=read_splines(chosen.names("spline", curves), names, chosen.problems),
            missing=everywhere,
            missing_in=in_column,
            cluster=chosen.name("clusters", clusters),
            counts=chosen.name("counts", counts),
            estimation=_estimation(chosen, estimator, interval, covariance, level),
            impute=_impute(missing, chosen),
            p_values=_p_values(p_values, chosen),
            language=chosen.word("language", language, "en"),  # type: ignore[arg-type]
        )
        return _fitted(frame, _checked(request, chosen))
    except AnalysisError as error:
        raise said_in_python(error) from None


def _p_values(value: object, chosen: Given) -> bool:
    if not isinstance(value, bool):
        chosen.problems.append(Problem("p_values", "this is neither True nor False", "True, False"))
    return value is not False


def _checked(request: OddsRequest, chosen: Given) -> OddsRequest:
    """The request, or every problem; of an argument that could not be read, the first alone."""
    try:
        return checked_request(request, chosen.problems)
    except PlanError as error:
        unread = {f"--{problem.where}" for problem in chosen.problems}
        kept = [problem for problem in error.problems if problem.where not in unread]
        raise PlanError(kept) from None


def _named(formula: object, outcome: object, predictors: object, chosen: Given) -> dict[str, Any]:
    """Outcome and predictors, from a formula or by themselves."""
    if formula is not None:
        from thuiszitters.interface.formula import read_formula

        if outcome is not None or predictors is not None:
            found = "outcome or predictors are named as well"
            problem = Problem("formula", found, advice="Leave out the formula, or the others")
            raise PlanError(problem)
        asked = read_formula(formula)
        return {
            "outcome": asked.outcome,
            "predictors": asked.predictors,
            "references": asked.references,
            "factors": asked.factors,
        }
    name = chosen.name("outcome", outcome)
    if outcome is None:
        chosen.problems.append(Problem("outcome", "no column is named", "the name of one column"))
    return {
        "outcome": name or "",
        "predictors": chosen.names("predictors", predictors),
        "references": {},
        "factors": (),
    }


def _estimation(
    chosen: Given, estimator: object, interval: object, covariance: object, level: object
) -> EstimationSpec:
    return EstimationSpec(
        estimator=chosen.word("estimator", estimator, "auto"),  # type: ignore[arg-type]
        interval=chosen.word("interval", interval, "profile"),  # type: ignore[arg-type]
        covariance=chosen.word("covariance", covariance, "auto"),  # type: ignore[arg-type]
        level=chosen.number("level", level, 0.95),
    )


def _impute(missing: object, chosen: Given) -> bool:
    if isinstance(missing, str) and missing in MISSING:
        return MISSING[missing]
    advice = "Values that mean not known are named with not_known"
    chosen.refuse("missing", missing, ", ".join(MISSING), advice)
    return False


def _name_of(frame: object) -> str:
    return fspath(frame) if isinstance(frame, str | PathLike) else "frame"


def _fitted(frame: object, request: OddsRequest) -> "OddsFit":
    from thuiszitters.interface.fit import OddsFit
    from thuiszitters.odds.analysis import run_odds

    if isinstance(frame, str | PathLike):
        return OddsFit(run_odds(request, at_once=False))
    from thuiszitters.interface.frames import table_of

    return OddsFit(run_odds(request, given=table_of(frame, request.columns), at_once=False))
