"""Apply a disclosure profile to every table of a run, and record what was withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from thuiszitters.release.attack import attack_on
from thuiszitters.release.combinations import mask_combinations
from thuiszitters.release.counts import COHORT, Counts, counts_of
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
from thuiszitters.release.masking import Mask, mask_counts, shown_quantities
from thuiszitters.release.profile import DisclosureProfile
from thuiszitters.release.universes import with_universes, without_universes


@dataclass(frozen=True, slots=True)
class Released:
    """What may leave.

    Attributes
    ----------
    tables
        Name to table, masked where the profile says so.
    record
        What was released and withheld, by table and rule, without any withheld number.
    """

    tables: dict[str, pd.DataFrame]
    record: dict[str, Any]


def release_results(
    tables: Mapping[str, pd.DataFrame],
    profile: DisclosureProfile,
    background: Background | None = None,
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

    Returns
    -------
    Released
        Under the profile ``open`` the numbers are the ones that came in.
    """
    known = background or Background()
    tables = with_universes(tables)
    fitted = pd.concat([tables["estimates"], tables["complete_cases"]])
    counts = counts_of(tables["characteristics"], fitted, known.parts)
    mask = mask_counts(counts, profile)
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
    stacked = (masked["stacking"], mask, profile)
    masked["combinations"] = mask_combinations(tables["combinations"], *stacked)
    masked = withhold_models(masked)
    masked["hypotheses"] = mask_hypotheses(tables["hypotheses"], masked["estimates"])
    masked = without_universes(masked)
    masked = {
        name: round_numbers(table, profile.significant_digits) for name, table in masked.items()
    }
    narrowest = _narrowest(counts, mask, profile)
    return Released(masked, _record(masked, mask, profile, narrowest))


def _narrowest(counts: Counts, mask: Mask, profile: DisclosureProfile) -> float | None:
    """The attacker's smallest remaining uncertainty about a protected count, in pupils."""
    if not mask.sensitive:
        return None
    attack = attack_on(counts, shown_quantities(counts) - mask.rules.keys(), profile.round_to)
    return min(attack.width(target) for target in mask.sensitive)


def _record(
    tables: Mapping[str, pd.DataFrame],
    mask: Mask,
    profile: DisclosureProfile,
    narrowest: float | None,
) -> dict[str, Any]:
    rows = {name: _table_record(table) for name, table in tables.items()}
    withheld = [
        {
            "universe": quantity.group.universe,
            "predictor": quantity.group.predictor,
            "level": quantity.group.level,
            "measure": quantity.measure,
            "rule": rule,
        }
        for quantity, rule in sorted(mask.rules.items())
    ]
    infinite = narrowest is not None and narrowest == float("inf")
    return {
        "profile": profile.name,
        "tables": rows,
        "withheld_counts": withheld,
        "attack": {
            "protected_counts": len(mask.sensitive),
            "required_width": profile.required_width if mask.sensitive else None,
            "narrowest_width": "infinite" if infinite else narrowest,
        },
    }


def _table_record(table: pd.DataFrame) -> dict[str, Any]:
    """How many rows of a table were masked, and by which rule."""
    reasons = table["status_reason" if "status_reason" in table else "reason"]
    masked = reasons[reasons.str.startswith("masked")]
    return {
        "rows": len(table),
        "masked_rows": len(masked),
        "reasons": {
            str(key): int(count) for key, count in masked.value_counts().sort_index().items()
        },
    }
