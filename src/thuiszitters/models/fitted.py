"""A plan fitted: each of its models once, for everything that is made from it.

This is the only place that decides whether missing values of a model are imputed and which
covariance goes with the fit; `coded_plan` says which pupils are complete on it. Models, effects,
validation and `odds` ask it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from thuiszitters.base.errors import EstimationError, raise_problems
from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import Design, build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fit import fit_design
from thuiszitters.logit.pooled_fit import ImputedFit
from thuiszitters.logit.pooling import Pooled
from thuiszitters.logit.preconditions import check_design
from thuiszitters.logit.results import LogitFit
from thuiszitters.logit.threads import shared
from thuiszitters.models.coded_plan import CodedPlan, kept
from thuiszitters.models.coding import Columns, estimation_of
from thuiszitters.models.imputed import Completed, complete_patterns, without_measures
from thuiszitters.models.sites import cluster_problems, with_sites
from thuiszitters.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ModelFit:
    """One model with the pupils it is about.

    Attributes
    ----------
    fit
        Its estimates; over imputations the pooled ones, without a likelihood.
    pooled
        The fits of all imputations; none where nothing was imputed.
    covariance
        What its intervals are made from: ``model``, or one of `base.covariances`.
    """

    fit: LogitFit
    pooled: ImputedFit | None
    covariance: str

    @property
    def n_imputations(self) -> int:
        return 0 if self.pooled is None else len(self.pooled.fits)


class FittedPlan(CodedPlan):
    """The models of a plan, fitted when they are asked for and then kept; see `fit`.

    Parameters
    ----------
    plan, patterns, columns
        As in `CodedPlan`.
    rng
        For imputation, which is drawn at most once; none where nothing is imputed.
    m
        Number of imputations; `imputation.n_imputations` when not given.
    """

    def __init__(
        self,
        plan: Plan,
        patterns: "Callable[[], pd.DataFrame]",
        columns: Columns,
        rng: np.random.Generator | None,
        m: int | None = None,
    ) -> None:
        super().__init__(plan, patterns, columns)
        self._rng, self._m = rng, m
        self._complete: dict[tuple[str, str | None, bool], LogitFit] = {}
        self._pooled: dict[tuple[str, str | None], ImputedFit] = {}
        self._estimates: dict[str, dict[str, Pooled] | None] = {}

    @property
    def estimation(self) -> Estimation:
        return estimation_of(self.plan.estimation)

    @property
    def covariance(self) -> str:
        return self.plan.estimation.variance_kind(clustered=self.clustered)

    @cached_property
    def imputed(self) -> Completed | None:
        """All pupils before and after imputation; none when nothing is imputed."""
        if self._rng is None or not any(map(self.plan.imputes, self.plan.models)):
            return None
        return complete_patterns(
            self.patterns, self.plan, self._rng, columns=self.columns, m=self._m
        )

    def imputes(self, model: str) -> bool:
        """Whether missing values of this model are imputed."""
        completed, spec = self.imputed, self.plan.model(model)
        if completed is None or not self.plan.imputes(spec):
            return False
        return completed.needed(spec.predictors)

    def adjusted(self, model: str) -> ModelFit:
        """All predictors of a model together."""
        return self._over_pupils(model, None)

    def pooled_estimates(self, model: str) -> dict[str, Pooled] | None:
        """Estimates of `adjusted` alone, by term, where they are made over imputations in clusters.

        None where they are not, or where they take all that `adjusted` does.
        """
        if not self.imputes(model) or not self.clustered:
            return None
        assert self.imputed is not None
        completed, names = self.imputed, self.plan.model(model).predictors
        return kept(self._estimates, model, lambda: completed.estimates(names, self.estimation))

    def crude(self, model: str, predictor: str) -> ModelFit:
        """One predictor of a model by itself, on the pupils of the model."""
        return self._over_pupils(model, predictor)

    def complete_case(
        self, model: str, predictor: str | None = None, *, robust: bool = True
    ) -> LogitFit:
        """The same on the pupils who are complete on all predictors of the model.

        Parameters
        ----------
        predictor
            One predictor for its crude fit; none for all together.
        robust
            Without, the model's own covariance, for what rests on the likelihood alone: where that
            is another than the plan's, without intervals and tests.
        """
        whole = predictor is None or self.plan.model(model).predictors == (predictor,)
        key = (model, None if whole else predictor, robust and self.covariance != "model")
        return kept(self._complete, key, lambda: self._fit_complete(*key))

    def reshaped(self, model: str, shape: Callable[[Design], Design]) -> ModelFit:
        """All predictors of a model, with other columns made of them, such as products.

        Pupils, imputations, clusters and covariance are those of `adjusted`.
        """
        names = self.plan.model(model).predictors
        if not self.imputes(model):
            design = shape(build_design(self.table(model, clustered=True)))
            return ModelFit(fit_model(design, self.estimation), None, self.covariance)
        assert self.imputed is not None
        pooled = self.imputed.fit(names, self.estimation, shape)
        return ModelFit(without_measures(pooled), pooled, self.covariance)

    def known(self, model: str) -> CodedTable:
        """The pupils `adjusted` is about, as they are known: before imputation."""
        if not self.imputes(model):
            return self.table(model)
        assert self.imputed is not None
        return self.imputed.known.only(self.plan.model(model).predictors)

    def steps(self, model: str) -> tuple[LogitFit, ...]:
        """The cumulative models of the blocks, on complete pupils and by one estimator.

        Likelihoods of imputed tables cannot be compared, nor those of two estimators.
        """
        designs = self.step_designs(model)
        if not designs:
            return ()
        checks = [check_design(design) for design in designs[:-1]]
        # The last step has all predictors of the model, which is fitted already.
        whole = self.complete_case(model)
        estimator = whole.estimator
        if self.estimation.estimator == "auto" and any(step.separated for step in checks):
            estimator = "firth"
        steps = [
            fit_model(one.design, self.estimation, checked=one, estimator=estimator)
            for one in checks
        ]
        if estimator != whole.estimator:
            whole = fit_model(designs[-1], self.estimation, estimator=estimator)
        return (*steps, whole)

    def fit_all(self, model: str) -> None:
        """Fit a model and its crude ones side by side, which saves time on many rows."""
        names = self.plan.model(model).predictors
        rows = len(self.table(model, clustered=self.clustered).counts)
        shared(lambda name: self.complete_case(model, name), (None, *names), n_rows=rows)

    def without_imputation(self) -> "FittedPlan":
        """The same plan on complete pupils; what is fitted already is not fitted again."""
        other = FittedPlan(self.plan, self._patterns, self.columns, None)
        other._coded, other._complete = self._coded, self._complete
        return other

    def _over_pupils(self, model: str, predictor: str | None) -> ModelFit:
        if not self.imputes(model):
            return ModelFit(self.complete_case(model, predictor), None, self.covariance)
        assert self.imputed is not None
        completed, spec = self.imputed, self.plan.model(model)
        names = spec.predictors if predictor is None else (predictor,)
        pooled = kept(
            self._pooled, (model, predictor), lambda: completed.fit(names, self.estimation)
        )
        return ModelFit(without_measures(pooled), pooled, self.covariance)

    def _fit_complete(self, model: str, predictor: str | None, robust: bool) -> LogitFit:
        table = self.table(model, clustered=robust and self.clustered)
        design = build_design(table if predictor is None else table.only([predictor], merged=False))
        if robust:
            return fit_model(design, self.estimation)
        # Beside another covariance its intervals are not read, and profiles take longest.
        return fit_design(design, self.estimation, tested=self.covariance == "model")


def fit(
    plan: Plan,
    patterns: "pd.DataFrame",
    rng: np.random.Generator,
    *,
    columns: Columns | None = None,
    m: int | None = None,
) -> FittedPlan:
    """Fit a plan to pupils; nothing is computed before it is asked for.

    Crude and adjusted fits of one model are about the same pupils: every pupil, where imputation
    fills in what is missing, else those complete on all predictors of the model.

    Parameters
    ----------
    plan
        Its ``clusters: auto`` is decided for these pupils.
    patterns
        Distinct rows of outcome and predictors with their number of pupils.
    rng
        For imputation, which is drawn at most once.
    columns
        Where outcome, number and cluster stand; the names of the patterns stage when not given.
    m
        Number of imputations; `imputation.n_imputations` when not given.

    Raises
    ------
    EstimationError
        When pupils lack the site that the plan asks for; and at the first fit that is asked for,
        when the table cannot be used at all. Trouble with a model or a term is not an error; it is
        in its status and reason.
    """
    decided = with_sites(plan, patterns)
    if columns is None:
        raise_problems(cluster_problems(patterns, decided.estimation), EstimationError)
    named = columns or Columns(cluster=decided.estimation.cluster_column)
    return FittedPlan(decided, lambda: patterns, named, rng, m)


def fit_coded(
    plan: Plan,
    patterns: "Callable[[], pd.DataFrame]",
    coded: CodedTable,
    rng: np.random.Generator,
    *,
    columns: Columns,
) -> FittedPlan:
    """Fit a plan of one model whose complete pupils are coded already.

    Parameters
    ----------
    plan
        Says itself whether pupils of a cluster are alike.
    patterns
        Makes the table that `fit` is given, where something else than a fit needs it.
    coded
        The pupils who are complete on the model, with clusters where the plan has them.
    """
    fitted = FittedPlan(plan, patterns, columns, rng)
    (model,) = plan.models
    fitted._coded[model.name, fitted.clustered] = coded
    return fitted
