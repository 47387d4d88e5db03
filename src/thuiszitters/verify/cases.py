"""The cases that are shipped, and the numbers others found for them."""

import csv
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan.estimation import EstimationSpec


@dataclass(frozen=True, slots=True)
class Expected:
    """One number somebody else found.

    Attributes
    ----------
    part
        ``crude``, ``adjusted``, ``crude_test``, ``adjusted_test``, ``risk``, ``fit`` or
        ``natural``.
    level
        Empty for a number and for a model as a whole.
    tolerance
        Largest difference that is chance, where imputation draws both numbers; none given: that
        of the quantity, which is rounding.
    """

    part: str
    predictor: str
    level: str
    quantity: str
    value: float
    tolerance: float | None = None

    @property
    def name(self) -> str:
        """What it is, for a reader."""
        place = self.predictor + (f"={self.level}" if self.level else "")
        return " ".join(
            word for word in (self.part.replace("_", " "), place, self.quantity) if word
        )


@dataclass(frozen=True, slots=True)
class Case:
    """A data set with a model, what it must give, and who says so.

    Attributes
    ----------
    mediator
        Predictor through which natural effects of the first number are asked; none without.
    """

    name: str
    title: str
    source: str
    request: OddsRequest
    expected: tuple[Expected, ...] = field(repr=False)
    mediator: str | None = None


def shipped_cases() -> tuple[Case, ...]:
    """Every case of the package, in reading order."""
    folder = resources.files("thuiszitters.verify") / "cases"
    entries = yaml.safe_load((folder / "cases.yaml").read_text(encoding="utf-8"))
    found: dict[str, list[Expected]] = {name: [] for name in entries}
    lines = (folder / "expected.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        case, value = row.pop("case"), float(row.pop("value"))
        place = row["part"], row["predictor"], row["level"], row["quantity"]
        found[case].append(Expected(*place, value))
    return tuple(_case(name, entry, found[name], folder) for name, entry in entries.items())


def _case(name: str, entry: dict[str, object], listed: list[Expected], folder: Traversable) -> Case:
    values = entry.get("values") or []
    assert isinstance(values, list)
    inline = [
        Expected(part, predictor, level, quantity, float(value), *map(float, tolerance))
        for part, predictor, level, quantity, value, *tolerance in values
    ]
    file = entry.get("data") or entry["reference_set"]
    request = OddsRequest(
        data=str(folder / f"{file}.csv"),
        outcome=str(entry["outcome"]),
        predictors=tuple(entry["predictors"]),  # type: ignore[arg-type]
        references=dict(entry["references"]),  # type: ignore[call-overload]
        numbers=frozenset(entry.get("numbers") or ()),  # type: ignore[call-overload]
        per=dict(entry.get("per") or {}),  # type: ignore[call-overload]
        cluster=entry.get("cluster"),  # type: ignore[arg-type]
        risks=bool(entry.get("risks")),
        impute=bool(entry.get("impute")),
        counts=entry.get("counts"),  # type: ignore[arg-type]
        estimation=EstimationSpec(
            estimator=entry["estimator"],  # type: ignore[arg-type]
            interval=entry.get("interval", "profile"),  # type: ignore[arg-type]
            covariance=entry.get("covariance", "auto"),  # type: ignore[arg-type]
        ),
    )
    told, mediator = (str(entry["title"]), str(entry["source"])), entry.get("mediator")
    assert mediator is None or isinstance(mediator, str)
    return Case(name, *told, request, (*listed, *inline), mediator)
