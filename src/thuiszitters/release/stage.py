"""Apply a disclosure profile to every table of a run, and record what was withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.attack import attack_on
from thuiszitters.release.combinations import mask_combinations
from thuiszitters.release.counts import COHORT, Quantity, counts_of
from thuiszitters.release.derived import (
    mask_blocks,
    mask_characteristics,
    mask_estimates,
    mask_fits,
    mask_global_tests,
    mask_risks,
    round_numbers,
    withhold_models,
)
from thuiszitters.release.differences import (
    changed_models,
    models_too_close,
    withhold_differences,
)
from thuiszitters.release.earlier import Earlier
from thuiszitters.release.flow import mask_flow
from thuiszitters.release.further import (
    mask_calibration,
    mask_checks,
    mask_hypotheses,
    mask_interactions,
    mask_overlaps,
    mask_screen,
    mask_stacking,
)
from thuiszitters.release.hidden import Background, Hidden
from thuiszitters.release.masking import LP_TOLERANCE, Mask, mask_counts, shown_quantities
from thuiszitters.release.universes import with_universes
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.schema import released


@dataclass(frozen=True, slots=True)
class Bound:
    """What an outsider can work out of one count that is not shown.

    Attributes
    ----------
    named
        Universe, predictor, level and measure of the count.
    rule
        The rule that masks it; empty when no table would show it anyway.
    low, high
        Smallest and largest value that agree with everything shown.
    verdict
        held, failed (the bounds are too close), told (an earlier release said it), or helper
        (masked to protect another count).
    """

    named: dict[str, str]
    rule: str
    low: float
    high: float
    verdict: str

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Released:
    """What may leave.

    Attributes
    ----------
    tables
        Name to table, masked where the profile says so.
    record
        What was released and withheld, by table and rule, without any withheld number.
    bounds
        How close an outsider comes to each hidden count; this does not leave.
    """

    tables: dict[str, pd.DataFrame]
    record: dict[str, Any]
    bounds: tuple[Bound, ...] = ()


def release_results(
    tables: Mapping[str, pd.DataFrame],
    profile: DisclosureProfile,
    background: Background | None = None,
    earlier: Sequence[Earlier] = (),
) -> Released:
    """Mask what a profile does not allow to leave, and everything that would give it back.

    Parameters
    ----------
    tables
        flow, characteristics, estimates, complete_cases, global_tests, fits, blocks, risks,
        overlaps, interactions, checks, calibration, screen, stacking, hypotheses and combinations,
        unrounded.
    profile
        The rules of the data owner.
    background
        Relations between predictors and between codes; none when not given.
    earlier
        Releases about the same pupils, or nearly the same, that went out before.

    Returns
    -------
    Released
        Under the profile ``open`` the numbers are the ones that came in.
    """
    known = background or Background()
    tables = with_universes(tables)
    fitted = pd.concat([tables["estimates"], tables["complete_cases"]])
    counts = counts_of(tables["characteristics"], fitted, known.parts)
    mask = mask_counts(counts, profile, earlier)
    counts = mask.counts
    hidden = Hidden(mask, known, tables["estimates"])
    round_to = profile.round_to
    total = mask.rule(counts.total(COHORT), "n_pupils")
    masked = {
        "flow": mask_flow(tables["flow"], profile, total_hidden=bool(total)),
        "characteristics": mask_characteristics(tables["characteristics"], hidden, round_to),
        "estimates": mask_estimates(tables["estimates"], hidden, round_to),
        "complete_cases": mask_estimates(tables["complete_cases"], hidden, round_to),
        "global_tests": mask_global_tests(tables["global_tests"], hidden),
        "fits": mask_fits(tables["fits"], hidden, round_to, profile.minimum_residual_df),
        "blocks": mask_blocks(tables["blocks"], hidden),
        "risks": mask_risks(tables["risks"], hidden, round_to),
        "overlaps": mask_overlaps(tables["overlaps"], hidden),
        "interactions": mask_interactions(tables["interactions"], hidden, profile),
        "checks": mask_checks(tables["checks"], hidden),
        "calibration": mask_calibration(tables["calibration"], hidden, profile),
        "screen": mask_screen(tables["screen"], known.parents, counts, profile),
        "stacking": mask_stacking(tables["stacking"], counts, profile),
    }
    masked = withhold_differences(masked, tables, mask, earlier, profile)
    stacked = (masked["stacking"], mask, profile, earlier)
    masked["combinations"] = mask_combinations(tables["combinations"], *stacked)
    differing = models_too_close(mask, tables) | changed_models(
        masked["estimates"], earlier, profile
    )
    masked = withhold_models(masked, differing)
    masked["hypotheses"] = mask_hypotheses(tables["hypotheses"], masked["estimates"])
    masked = {
        name: released(TABLES[name], round_numbers(table, profile.significant_digits))
        for name, table in masked.items()
    }
    bounds = _bounds(mask, profile)
    record = _record(masked, mask, profile, bounds)
    return Released(masked, {**record, "earlier": _earlier_record(mask, earlier, profile)}, bounds)


def _bounds(mask: Mask, profile: DisclosureProfile) -> tuple[Bound, ...]:
    """What the attacker can work out of every hidden count."""
    shown = shown_quantities(mask.counts) - mask.rules.keys()
    attack = attack_on(mask.counts, shown, profile.round_to)
    found = []
    for quantity in sorted(mask.sensitive | mask.rules.keys()):
        low, high = attack.bounds(quantity)
        enough = high - low >= profile.required_width - LP_TOLERANCE
        verdict = "helper"
        if quantity in mask.sensitive:
            verdict = "told" if quantity in mask.told else "held" if enough else "failed"
        found.append(Bound(_named(quantity), mask.rules.get(quantity, ""), low, high, verdict))
    return tuple(found)


def _record(
    tables: Mapping[str, pd.DataFrame],
    mask: Mask,
    profile: DisclosureProfile,
    bounds: Sequence[Bound],
) -> dict[str, Any]:
    rows = {name: _table_record(table) for name, table in tables.items()}
    withheld = [{**_named(quantity), "rule": rule} for quantity, rule in sorted(mask.rules.items())]
    protected = [bound.width for bound in bounds if bound.verdict in {"held", "failed"}]
    narrowest = min(protected) if protected else None
    infinite = narrowest is not None and narrowest == float("inf")
    return {
        "profile": profile.name,
        "rules": profile.rules,
        "tables": rows,
        "withheld_counts": withheld,
        "attack": {
            "protected_counts": len(mask.protected),
            "required_width": profile.required_width if mask.protected else None,
            "narrowest_width": "infinite" if infinite else narrowest,
        },
    }


def _earlier_record(
    mask: Mask, earlier: Sequence[Earlier], profile: DisclosureProfile
) -> dict[str, Any]:
    """What was compared with, and what is withheld now but can be read there."""
    said = mask.comparison.said
    return {
        "releases": [release.name for release in earlier],
        "compared": bool(earlier) and profile.masks,
        "too_few_apart": sorted(mask.comparison.universes),
        "cannot_be_unsaid": [
            {**_named(quantity), "release": said[quantity]}
            for quantity in sorted(mask.rules)
            if quantity in said
        ],
    }


def _named(quantity: Quantity) -> dict[str, str]:
    group = quantity.group
    return {
        "universe": group.universe,
        "predictor": group.predictor,
        "level": group.level,
        "measure": quantity.measure,
    }


def _table_record(table: pd.DataFrame) -> dict[str, Any]:
    """How many rows of a table were masked, and by which rule."""
    reasons = table["status_reason" if "status_reason" in table else "reason"]
    masked = reasons[reasons.str.startswith(("masked", "summary_masked"))]
    return {
        "rows": len(table),
        "masked_rows": len(masked),
        "reasons": {
            str(key): int(count) for key, count in masked.value_counts().sort_index().items()
        },
    }
