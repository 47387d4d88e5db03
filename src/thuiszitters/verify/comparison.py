"""Ours beside theirs: every shipped number computed again and compared."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from thuiszitters.logit.design import Design
from thuiszitters.odds.analysis import run_odds
from thuiszitters.odds.json_form import document
from thuiszitters.results.shared_columns import ESTIMATED
from thuiszitters.verify.cases import Case, Expected

#: Largest difference that is rounding: relative above 1, absolute below. Estimates of others
#: carry 15 digits; profile ends are solved to 1e-11; the last two come from printed books.
TOLERANCES = {
    "log_odds": 1e-7,
    "std_error": 1e-7,
    "ci_low": 1e-6,
    "ci_high": 1e-6,
    "ci_low_log": 1e-6,
    "ci_high_log": 1e-6,
}
OTHERWISE = 1e-7


@dataclass(frozen=True, slots=True)
class Compared:
    """One number, twice."""

    expected: Expected
    ours: float

    @property
    def difference(self) -> float:
        """Relative where their number is above 1, absolute below."""
        if self.ours == self.expected.value:
            return 0.0
        return abs(self.ours - self.expected.value) / max(1.0, abs(self.expected.value))

    @property
    def tolerance(self) -> float:
        """Of the number itself, or of its quantity; relative as `difference` is."""
        if self.expected.tolerance is not None:
            return self.expected.tolerance / max(1.0, abs(self.expected.value))
        return TOLERANCES.get(self.expected.quantity, OTHERWISE)

    @property
    def agrees(self) -> bool:
        """NaN never does."""
        return self.difference <= self.tolerance


def compare(case: Case) -> list[Compared]:
    """Run a case and put every number beside the one that was shipped with it."""
    result = run_odds(case.request)
    found = dict(_numbers(document(result)))
    if case.mediator is not None:
        found |= dict(_natural(result.adjusted.design, case.request.predictors[0], case.mediator))
    return [Compared(expected, found.get(_key(expected), math.nan)) for expected in case.expected]


def worst_of_each(compared: Iterable[Compared]) -> list[Compared]:
    """Per part and quantity the number that differs most."""
    worst: dict[tuple[str, str], Compared] = {}
    for one in compared:
        key = (one.expected.part, one.expected.quantity)
        known = worst.get(key)
        if known is None or not one.difference <= known.difference:
            worst[key] = one
    return list(worst.values())


def _key(expected: Expected) -> tuple[str, str, str, str]:
    return expected.part, expected.predictor, expected.level, expected.quantity


def _numbers(result: dict[str, Any]) -> Iterable[tuple[tuple[str, str, str, str], float]]:
    """Every number of a result under its part, predictor, level and quantity."""
    for term in result["terms"]:
        for place in _places(term["model"], term):
            for quantity in ESTIMATED:
                value = _number(term[quantity])
                yield (*place, quantity), value
                if quantity.startswith("ci") and value > 0:
                    yield (*place, f"{quantity}_log"), math.log(value)
    for test in result["global_tests"]:
        for quantity in ("statistic", "p_value"):
            part = f"{test['model']}_test"
            yield (part, test["predictor"], "", quantity), _number(test[quantity])
    for risk in result["risks"]:
        for place in _places("risk", risk):
            yield from (
                ((*place, key), _number(risk[key])) for key in risk if _is_number(risk[key])
            )
    fit = {**result["fit"], "log_likelihood": result["log_likelihood"]}
    yield from ((("fit", "", "", key), _number(fit[key])) for key in fit if _is_number(fit[key]))


def _natural(
    design: Design, exposure: str, mediator: str
) -> Iterable[tuple[tuple[str, str, str, str], float]]:
    """Natural effects without their bootstrap intervals, which depend on a seed."""
    from thuiszitters.effects.mediation import natural_effects

    found = natural_effects(design, exposure, mediator, np.random.default_rng(0), n_resamples=2)
    for quantity in ("total", "direct", "indirect"):
        yield ("natural", exposure, "", quantity), getattr(found, quantity).estimate


def _places(part: str, row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Where a row belongs; elsewhere a 0/1 column is a number, without levels."""
    levels = [row["level"] or ""]
    if row["level"] == "1" and row["reference"] == "0":
        levels.append("")
    return [(part, row["predictor"], level) for level in levels]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)
