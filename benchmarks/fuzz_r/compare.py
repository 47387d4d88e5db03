"""Two sets of numbers side by side, each kind with a tolerance and its reason."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Key = tuple[str, str]


class Tolerance(NamedTuple):
    """Largest difference that is rounding.

    Attributes
    ----------
    size
        In the unit.
    unit
        ``error``: standard errors of the term; ``reach``: distance of an end from its estimate;
        ``relative``; ``absolute``.
    why
        Where the size comes from.
    """

    size: float
    unit: str
    why: str


_SEARCH = "both searches stop when the rise that is left is below 1e-12; 1e-11 was measured"
_ROOT = "uniroot stops within 1e-11 of the distance; 7e-12 was measured"
_FLAT = "where the penalised likelihood is flat its maximum is known to the root of rounding"
_FORMULA = "a formula of the same estimates: rounding only"
_GLM = "glm's last step leaves up to 1e-7 in its weights (a tolerance of 1e-14 on the deviance)"
_SMALL_DF = "a p-value at 1e-6 relative degrees of freedom"

TOLERANCES = {
    "separated": Tolerance(0.0, "absolute", "yes or no"),
    "beta": Tolerance(1e-8, "error", _SEARCH),
    "glm_beta": Tolerance(1e-6, "error", _GLM),
    "error": Tolerance(1e-8, "relative", _SEARCH),
    "wald_p": Tolerance(1e-8, "absolute", _SEARCH),
    "low": Tolerance(1e-9, "reach", _ROOT),
    "high": Tolerance(1e-9, "reach", _ROOT),
    "lr_p": Tolerance(1e-8, "absolute", _SEARCH),
    "lr_statistic": Tolerance(1e-8, "relative", _SEARCH),
    "log_likelihood": Tolerance(1e-11, "relative", _SEARCH),
    "risk": Tolerance(1e-8, "absolute", _FORMULA),
    "risk_reference": Tolerance(1e-8, "absolute", _FORMULA),
    "difference_error": Tolerance(1e-7, "relative", _FORMULA),
    "log_ratio_error": Tolerance(1e-7, "relative", _FORMULA),
    "logit_error": Tolerance(1e-7, "relative", _FORMULA),
    "HC1_error": Tolerance(1e-6, "relative", _GLM),
    "CR1_error": Tolerance(1e-6, "relative", _GLM),
    "CR1_p": Tolerance(1e-6, "absolute", _GLM),
    "CR1_block_p": Tolerance(1e-6, "absolute", _GLM),
    "CR2_error": Tolerance(1e-6, "relative", _GLM),
    "CR2_df": Tolerance(1e-5, "relative", _GLM),
    "CR2_p": Tolerance(1e-6, "absolute", _SMALL_DF),
    "CR2_block_p": Tolerance(1e-5, "absolute", _SMALL_DF),
    "firth_beta": Tolerance(1e-7, "error", _FLAT),
    "firth_error": Tolerance(1e-7, "relative", _FLAT),
    "firth_low": Tolerance(1e-7, "reach", _FLAT),
    "firth_high": Tolerance(1e-7, "reach", _FLAT),
    "firth_p": Tolerance(1e-7, "absolute", _FLAT),
    "brglm2_beta": Tolerance(1e-5, "error", "brglm2 stops on the size of its adjusted scores"),
    "flic_risk": Tolerance(1e-7, "absolute", _FLAT),
    "flic_risk_reference": Tolerance(1e-7, "absolute", _FLAT),
    "pooled_beta": Tolerance(1e-7, "error", _GLM),
    "pooled_error": Tolerance(1e-7, "relative", _GLM),
    "pooled_df": Tolerance(1e-4, "relative", "a ratio of small variances between tables"),
    "pooled_p": Tolerance(1e-7, "absolute", _GLM),
}
#: The standard error, and the estimate, of a kind.
ERROR_OF = {
    "beta": "error",
    "glm_beta": "error",
    "low": "error",
    "high": "error",
    "firth_beta": "firth_error",
    "brglm2_beta": "firth_error",
    "pooled_beta": "pooled_error",
    "firth_low": "firth_error",
    "firth_high": "firth_error",
}
CENTRE_OF = {**dict.fromkeys(("low", "high"), "beta")}
CENTRE_OF |= dict.fromkeys(("firth_low", "firth_high"), "firth_beta")


@dataclass(frozen=True, slots=True)
class Compared:
    """One number, twice."""

    table: int
    shape: str
    kind: str
    name: str
    ours: float
    theirs: float
    difference: float

    @property
    def agrees(self) -> bool:
        """NaN never does."""
        return self.difference <= TOLERANCES[self.kind].size


def compare(
    table: int, shape: str, ours: Mapping[Key, float], theirs: Mapping[Key, float]
) -> Iterator[Compared]:
    """Every number that R has; one that we do not have differs."""
    for (kind, name), value in theirs.items():
        here = ours.get((kind, name), math.nan)
        difference = abs(here - value) / _unit(kind, name, value, theirs)
        yield Compared(table, shape, kind, name, here, value, difference)


def _unit(kind: str, name: str, value: float, theirs: Mapping[Key, float]) -> float:
    unit = TOLERANCES[kind].unit
    if unit == "absolute":
        return 1.0
    if unit == "relative":
        return max(abs(value), 1e-300)
    error = theirs[ERROR_OF[kind], name]
    if unit == "reach":
        return max(error, abs(value - theirs[CENTRE_OF[kind], name]))
    return error


def largest(compared: Iterable[Compared]) -> dict[str, tuple[int, Compared]]:
    """Per kind how many numbers were compared, and the one that differs most."""
    found: dict[str, tuple[int, Compared]] = {}
    for one in compared:
        count, worst = found.get(one.kind, (0, one))
        found[one.kind] = (count + 1, worst if one.difference <= worst.difference else one)
    return found
