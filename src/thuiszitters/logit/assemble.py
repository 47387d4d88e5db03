"""From a fitted likelihood and its checks to a result with a status for every number."""

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.special import ndtr

from thuiszitters.base.arrays import Bools, Floats
from thuiszitters.logit.design import INTERCEPT
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.fitted_likelihood import FittedLikelihood, chi_squared_p
from thuiszitters.logit.likelihood import probabilities
from thuiszitters.logit.measures import (
    area_under_curve,
    flic_shift,
    mcfadden_r2,
    nagelkerke_r2,
    null_log_likelihood,
    tjur_and_brier,
)
from thuiszitters.logit.preconditions import Checked
from thuiszitters.logit.profile_likelihood import normal_quantile
from thuiszitters.logit.reasons import reason
from thuiszitters.logit.results import (
    FitSummary,
    FittedEstimator,
    FittedInterval,
    GlobalTest,
    LogitFit,
    Status,
    Term,
)
from thuiszitters.logit.threads import room, shared
from thuiszitters.logit.unfitted import summarise, test_name


@dataclass(frozen=True, slots=True)
class Assembly:
    """A fitted likelihood and the checks before it, to be put together as a `LogitFit`.

    Attributes
    ----------
    tested
        As in `fit_design`.
    """

    checks: Checked
    rules: Estimation
    estimator: FittedEstimator
    interval: FittedInterval
    fitted: FittedLikelihood | None
    rows: Bools
    columns: list[int]
    tested: bool = True
    drops: dict[tuple[int, ...], float] = field(default_factory=dict)

    def fit(self) -> LogitFit:
        design = self.checks.design
        size = len(design.columns)
        beta, covariance = np.full(size, np.nan), np.full((size, size), np.nan)
        finite = [position for position in self.columns if not self._is_infinite(position)]
        if self.fitted is not None:
            places = [self.columns.index(position) for position in finite]
            beta[finite] = self.fitted.beta[places]
            block = self.fitted.covariance[places][:, places]
            covariance[np.array(finite, dtype=np.int64)[:, None], finite] = block
        if self.fitted is not None and self.fitted.data.is_long and self.interval == "profile":
            self._search_together(self.fitted, finite)
        with room:
            eta = self._linear_predictor()
            summary = self._summary(eta)
            stored = None if self._is_made() else probabilities(eta)
            del eta
        status, why = self._status()
        return LogitFit(
            design=design,
            beta=beta,
            covariance=covariance,
            used=np.isfinite(beta),
            stored=stored,
            likelihood=self.fitted,
            columns=tuple(self.columns) if self.fitted is not None else (),
            terms=shared(self._term, range(size), n_rows=len(self.rows)),
            global_tests=self._global_tests(),
            summary=summary,
            estimator=self.estimator,
            interval=self.interval,
            status=status,
            reason=why,
        )

    def _search_together(self, fitted: FittedLikelihood, finite: list[int]) -> None:
        """Make ends and tests of all terms in the same walks over the rows."""
        ok = [p for p in finite if self.checks.terms[p].status == "ok"]
        single = [[self.columns.index(position)] for position in ok]
        design = self.checks.design
        whole = [[p for p in design.positions(name) if p in ok] for name in design.predictors]
        joint = [[self.columns.index(p) for p in places] for places in whole if places]
        fitted.search_together([place for (place,) in single], [*single, *joint], self.rules.level)

    def _drop(self, fitted: FittedLikelihood, places: list[int]) -> float:
        """Likelihood-ratio statistic, computed once: a term can be its predictor's only one."""
        key = tuple(places)
        if key not in self.drops:
            self.drops[key] = fitted.drop_statistic(places)
        return self.drops[key]

    def _is_infinite(self, position: int) -> bool:
        separation = self.checks.separation
        if separation is None or self.estimator == "firth" or position not in self.checks.kept:
            return False
        return not separation.estimable[self.checks.kept.index(position)]

    def _linear_predictor(self) -> Floats:
        """Per row; infinite where maximum likelihood predicts perfectly, FLIC after Firth."""
        design = self.checks.design
        if self.fitted is not None and self._is_made():
            return self.fitted.linear_predictor
        eta = np.where(design.events > 0, np.inf, -np.inf)
        if self.fitted is None:
            return eta
        eta[self.rows] = self.fitted.linear_predictor
        if self.estimator == "firth":
            eta += flic_shift(eta, design.events, design.counts)
        return eta

    def _status(self) -> tuple[Status, str]:
        """Status of the model, with the most important thing to know about it."""
        if self.checks.separated:
            status: Status = "ok" if self.estimator == "firth" else "separated"
            return status, self._separation_reason()
        if len(self.columns) == 1 and len(self.checks.design.columns) > 1:
            return "not_estimated", reason("nothing_to_estimate")
        design, parameters = self.checks.design, len(self.columns) - 1
        scarce = min(design.n_events, design.n_obs - design.n_events)
        if parameters > scarce:
            why = reason("more_parameters_than_events", parameters=parameters, events=scarce)
            return "ok", why
        return "ok", ""

    def _separation_reason(self) -> str:
        named = [t for t in self.checks.terms if t.reason.startswith("separation")]
        named = [t for t in named if t.column.predictor != INTERCEPT] or named
        separation = self.checks.separation
        # Maximum likelihood was asked for: the words may not say that Firth was used.
        ending = "" if self.estimator == "firth" else "_no_estimate"
        if separation is not None and separation.complete:
            return reason(f"complete_separation{ending}")
        if len(named) == 1:
            position = self.checks.terms.index(named[0])
            return named[0].reason if not ending else self._infinite_term(named[0], position).reason
        predictors = list(dict.fromkeys(term.column.predictor for term in named))
        if len(predictors) == 1:
            return reason(f"separation_levels{ending}", predictor=predictors[0])
        return reason(f"separation_several{ending}", predictors=", ".join(predictors))

    def _term(self, position: int) -> Term:
        term = self.checks.terms[position]
        if self._is_infinite(position):
            return self._infinite_term(term, position)
        if term.status != "ok" or self.fitted is None:
            return term
        place = self.columns.index(position)
        estimate = float(self.fitted.beta[place])
        error = float(np.sqrt(self.fitted.covariance[place, place]))
        if not self.tested:
            return replace(term, log_odds=estimate, std_error=error)
        if self.interval == "wald":
            half = normal_quantile(self.rules.level) * error
            low, high = estimate - half, estimate + half
            p_value = float(2.0 * ndtr(-abs(estimate / error)))
        else:
            low, high = self.fitted.interval(place, self.rules.level)
            p_value = chi_squared_p(self._drop(self.fitted, [place]), 1)
        if np.isnan([low, high, p_value]).any():
            term = replace(term, reason=reason("interval_not_found"))
        return replace(
            term, log_odds=estimate, std_error=error, ci_low=low, ci_high=high, p_value=p_value
        )

    def _infinite_term(self, term: Term, position: int) -> Term:
        separation = self.checks.separation
        direction = 0
        if separation is not None:
            direction = int(separation.directions[self.checks.kept.index(position)])
        column, words = term.column, {1: "up", -1: "down", 0: "unknown"}[direction]
        if column.level is None:
            why = reason(
                "separation_number_no_estimate", predictor=column.predictor, direction=words
            )
        else:
            why = reason(
                "separation_no_estimate",
                predictor=column.predictor,
                level=column.level,
                direction=words,
            )
        return replace(term, status="separated", reason=why)

    def _global_tests(self) -> tuple[GlobalTest, ...]:
        names = self.checks.design.predictors if self.tested else ()
        return tuple(self._global_test(name) for name in names)

    def _global_test(self, predictor: str) -> GlobalTest:
        test = test_name(self.estimator, self.interval)
        positions = self.checks.design.positions(predictor)
        kept = [position for position in positions if position in self.checks.kept]
        if not kept:
            term = self.checks.terms[positions[0]]
            return GlobalTest(predictor, 0, np.nan, np.nan, test, term.status, term.reason)
        infinite = [position for position in kept if self._is_infinite(position)]
        if infinite or self.fitted is None:
            why = self._infinite_term(self.checks.terms[kept[0]], (infinite or kept)[0]).reason
            return GlobalTest(predictor, len(kept), np.nan, np.nan, test, "separated", why)
        places = [self.columns.index(position) for position in kept]
        if test == "wald":
            beta = self.fitted.beta[places]
            inner = self.fitted.covariance[places][:, places]
            statistic = float(beta @ np.linalg.solve(inner, beta))
        else:
            statistic = self._drop(self.fitted, places)
        p_value = chi_squared_p(statistic, len(places))
        if np.isnan(p_value):
            why = reason("not_converged")
            return GlobalTest(predictor, len(places), np.nan, np.nan, test, "not_converged", why)
        return GlobalTest(predictor, len(places), statistic, p_value, test, "ok", "")

    def _is_made(self) -> bool:
        """Whether the fitted likelihood, a long one, gives the probability of every row."""
        return self.fitted is not None and self.fitted.data.is_long and bool(self.rows.all())

    def _summary(self, eta: Floats) -> FitSummary:
        design, n_parameters = self.checks.design, len(self.checks.kept) - 1
        value = self.fitted.log_likelihood if self.fitted is not None else 0.0
        null = null_log_likelihood(design.n_events, design.n_obs)
        statistic = 2.0 * (value - null)
        if not self.tested:
            statistic = np.nan
        elif self.estimator == "firth" and self.fitted is not None and n_parameters:
            statistic = self.fitted.drop_statistic(list(range(1, len(self.columns))))
        n_coefficients = n_parameters + 1
        # Both criteria are about a maximised likelihood, which Firth's estimates do not maximise.
        maximum = value if self.estimator == "ml" else np.nan
        tjur, brier = tjur_and_brier(eta, design.events, design.counts)
        return replace(
            summarise(design, n_parameters, self.rules),
            log_likelihood=value,
            null_log_likelihood=null,
            penalised_log_likelihood=(
                self.fitted.penalised_log_likelihood if self.fitted is not None else np.nan
            ),
            lr_statistic=statistic,
            lr_df=n_parameters,
            lr_p=chi_squared_p(statistic, n_parameters),
            aic=2.0 * n_coefficients - 2.0 * maximum,
            bic=float(np.log(design.n_obs)) * n_coefficients - 2.0 * maximum,
            mcfadden=mcfadden_r2(value, null),
            nagelkerke=nagelkerke_r2(value, null, design.n_obs),
            tjur=tjur,
            auc=area_under_curve(eta, design.events, design.counts),
            brier=brier,
        )
