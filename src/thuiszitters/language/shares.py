"""Shares behind odds ratios: standardised where they are released, else as counted."""

from dataclasses import dataclass
from typing import Literal

from thuiszitters.language.findings import Finding, confirmatory_findings
from thuiszitters.results.read import Numbers, number
from thuiszitters.tables.cells import records

Kind = Literal["standardised", "counted"]


@dataclass(frozen=True, slots=True)
class Pair:
    """The share with a characteristic and the share it is compared with."""

    finding: Finding
    share: float
    reference_share: float


def share_pairs(numbers: Numbers) -> tuple[list[Pair], Kind]:
    """Pairs to draw, and what kind of shares they hold."""
    found = confirmatory_findings(numbers)
    if "risks" in numbers.more:
        stored = {
            (row["model"], row["predictor"], str(row["level"])): row
            for row in records(numbers.more["risks"])
        }
        pairs = []
        for finding in found:
            row = stored.get((finding.model, finding.predictor.name, str(finding.level)))
            if finding.level is not None and row is not None and number(row["risk"]) >= 0:
                pairs.append(Pair(finding, number(row["risk"]), number(row["risk_reference"])))
        return pairs, "standardised"
    counted = [finding for finding in found if finding.countable]
    return [Pair(one, one.share, one.reference_share) for one in counted], "counted"
