"""What of a change in odds ratios is the scale alone: KHB beside the model without a factor."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import Finding, findings
from thuiszitters.plan.sources import cited
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.rows import StoredRow, records

#: Log odds that two numbers of one fit may differ, since each was rounded for the release.
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class _Change:
    """Odds ratios of one level without a factor, with it, and without it on the scale of with.

    Attributes
    ----------
    without
        In the model without the factor, on a scale of its own.
    total, direct
        By KHB, both on the scale of the model with the factor.
    shared, low, high
        Total over direct, with its interval.
    """

    finding: Finding
    through: str
    without: float
    total: float
    direct: float
    shared: float
    low: float
    high: float

    @property
    def scale(self) -> float:
        """How far the change of scale alone moves the odds ratio, in log odds."""
        return abs(math.log(self.total / self.without))


def scale_text(numbers: Numbers, language: Language) -> str:
    """The comparison in which the change of scale is largest; empty without such a comparison.

    The model without the factor is the last step but one of a model whose last step is that
    factor alone; both rest on the pupils of whom everything is known, as KHB does.
    """
    change = max(_changes(numbers), key=lambda one: one.scale, default=None)
    if change is None:
        return ""
    values = {
        name: number_format.odds_ratio(getattr(change, name), language)
        for name in ("without", "total", "direct", "shared")
    }
    return say(
        "student.box.collapse_seen",
        language,
        through=numbers.study.predictors[change.through].label.in_language(language),
        pupils=change.finding.pupils(language),
        interval=number_format.interval(change.low, change.high, language),
        source=cited("karlson2012", language),
        **values,
    )


def _changes(numbers: Numbers) -> Iterator[_Change]:
    if "decompositions" not in numbers.more:
        return
    stored = records(numbers.more["decompositions"])
    for row in stored:
        if (row["method"], row["part"]) != ("khb", "total") or not present(row["level"]):
            continue
        parts = {
            str(other["part"]): other
            for other in stored
            if all(
                other[key] == row[key] for key in ("decomposition", "method", "predictor", "level")
            )
        }
        made = _change(parts, numbers)
        if made is not None:
            yield made


def _change(parts: Mapping[str, StoredRow], numbers: Numbers) -> _Change | None:
    """Nothing where a number is suppressed, or where no step lacks the factor alone."""
    total, direct, shared = (parts[part] for part in ("total", "direct", "indirect"))
    model, through = str(total["model"]), str(total["through"])
    steps = [row for row in records(numbers.blocks) if row["model"] == model]
    if len(steps) < 2 or steps[-1]["predictors"] != through:
        return None
    without, full = (_of_step(str(step["block"]), total, numbers) for step in steps[-2:])
    values = (
        *(number(row["estimate"]) for row in (total, direct, shared)),
        *(number(shared[end]) for end in ("low", "high")),
    )
    known = all(math.isfinite(value) for value in (without, full, *values))
    if not known or abs(full - values[1]) > _ROUNDING:
        return None
    level = str(total["level"])
    own = [
        one
        for one in findings(numbers, model)
        if (one.predictor.name, one.level) == (total["predictor"], level)
    ]
    ratios = (math.exp(value) for value in (without, *values))
    return _Change(own[0], through, *ratios) if own else None


def _of_step(block: str, wanted: StoredRow, numbers: Numbers) -> float:
    """Log odds of a level after a step of its model; NaN where it is not there."""
    table = numbers.estimates
    row = table[
        (table["model"] == wanted["model"])
        & (table["model_kind"] == "block")
        & (table["block"] == block)
        & (table["predictor"] == wanted["predictor"])
        & (table["level"] == wanted["level"])
    ]
    return number(row["log_odds"].iloc[0]) if len(row) == 1 else math.nan
