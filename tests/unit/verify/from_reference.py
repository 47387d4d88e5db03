"""The numbers `thuiszitters verify` ships, taken from tests/reference.

Run as a script, this writes them anew: ``python tests/unit/verify/from_reference.py``.
"""

import csv
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "tests/reference"
CASES = ROOT / "src/thuiszitters/verify/cases"

Line = tuple[str, str, str, str, str, float]

#: Name in the JSON of `odds` to name in the reference.
FITS = {
    "log_likelihood": "loglik",
    "aic": "aic",
    "bic": "bic",
    "mcfadden": "mcfadden_r2",
    "nagelkerke": "nagelkerke_r2",
    "tjur": "tjur_r2",
    "brier": "brier",
}


def from_reference() -> dict[str, dict]:
    """The cases whose numbers come from tests/reference; the others are closed forms."""
    entries = yaml.safe_load((CASES / "cases.yaml").read_text())
    return {name: entry for name, entry in entries.items() if "reference_set" in entry}


def lines() -> Iterator[Line]:
    """Case, part, predictor, level, quantity, value."""
    for case, entry in from_reference().items():
        folder = REFERENCE / entry["reference_set"]
        found = json.loads((folder / f"{entry['analysis']}.json").read_text())
        for line in READ[entry["analysis"]](found, folder):
            yield (case, *line)


def _terms(terms: list[dict], part: str, ends: tuple[str, str]) -> Iterator[tuple]:
    for term in terms:
        name, level = term["variable"] or "(Intercept)", term["level"] or ""
        yield part, name, level, "log_odds", term["beta"]
        if "se" in term:
            yield part, name, level, "std_error", term["se"]
        for quantity, key in zip(("ci_low", "ci_high"), ends, strict=True):
            yield part, name, level, quantity, term[key]


def maximum_likelihood(found: dict, folder: Path) -> Iterator[tuple]:
    ends = ("or_lo_profile", "or_hi_profile")
    for crude in found["crude"]:
        yield from _terms(crude["terms"][1:], "crude", ends)
        yield "crude_test", crude["variable"], "", "p_value", crude["lr_p"]
    yield from _terms(found["adjusted"]["terms"], "adjusted", ends)
    for test in found["lr_drop1"]:
        yield "adjusted_test", test["variable"], "", "statistic", test["lrt"]
        yield "adjusted_test", test["variable"], "", "p_value", test["p"]
    for ours, theirs in FITS.items():
        yield "fit", "", "", ours, found["fit"][theirs]
    yield "fit", "", "", "lr_statistic", found["lr_global"]["chisq"]
    yield "fit", "", "", "lr_p", found["lr_global"]["p"]


def firth(found: dict, folder: Path) -> Iterator[tuple]:
    terms = [{k: v for k, v in term.items() if k != "se"} for term in found["terms"]]
    yield from _terms(terms, "adjusted", ("or_lo_profile", "or_hi_profile"))
    for term in terms:
        name, level = term["variable"] or "(Intercept)", term["level"] or ""
        yield "adjusted", name, level, "p_value", term["p_penalised_lr"]


def clustered(found: dict, folder: Path) -> Iterator[tuple]:
    for term in found["by_type"]["CR1"]:
        name = term["variable"] or "(Intercept)"
        yield "adjusted", name, term["level"] or "", "log_odds", term["beta"]
        yield "adjusted", name, term["level"] or "", "std_error", term["se"]


def discrimination(found: dict, folder: Path) -> Iterator[tuple]:
    yield "fit", "", "", "auc", found["auc"]
    yield "fit", "", "", "auc_low", found["auc_lo_delong"]
    yield "fit", "", "", "auc_high", found["auc_hi_delong"]


def risks(found: dict, folder: Path) -> Iterator[tuple]:
    for effect in found["effects"]:
        if effect["kind"] == "slope":
            continue
        place = ("risk", effect["variable"], effect.get("level") or "")
        difference, ratio = effect["risk_difference"], effect["log_risk_ratio"]
        yield (*place, "risk", difference["risk1"])
        yield (*place, "risk_reference", difference["risk0"])
        for ours, theirs in (("", "est"), ("_low", "lo"), ("_high", "hi"), ("_p", "p")):
            yield (*place, f"difference{ours}", difference[theirs])
            value = ratio[theirs] if ours == "_p" else math.exp(ratio[theirs])
            yield (*place, f"ratio{ours}", value)


READ = {
    "glm_or": maximum_likelihood,
    "firth": firth,
    "robust": clustered,
    "roc_cal": discrimination,
    "ame": risks,
}


def expected_text() -> str:
    """Content of expected.csv."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("case", "part", "predictor", "level", "quantity", "value"))
    for *names, value in lines():
        writer.writerow((*names, repr(float(value))))
    return stream.getvalue()


def data_text(name: str) -> str:
    """The columns of a reference set that some case uses."""
    with (REFERENCE / name / "data.csv").open(newline="") as source:
        rows = list(csv.DictReader(source))
    columns: list[str] = []
    for case in from_reference().values():
        if case["reference_set"] == name:
            columns += [case["outcome"], *case["predictors"], case.get("cluster")]
    columns = [column for column in dict.fromkeys(columns) if column]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return stream.getvalue()


def main() -> None:
    """Write the shipped numbers and data anew."""
    (CASES / "expected.csv").write_text(expected_text())
    for case in from_reference().values():
        (CASES / f"{case['reference_set']}.csv").write_text(data_text(case["reference_set"]))


if __name__ == "__main__":
    main()
