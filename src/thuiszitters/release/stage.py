"""Apply a disclosure profile to every table of a run, and record what was suppressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from thuiszitters.base.randomness import Streams
from thuiszitters.plan import Plan
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.apply import apply
from thuiszitters.release.audited import Audited
from thuiszitters.release.background import Background
from thuiszitters.release.differencing.differences import (
    changed_models,
    differing_rows,
    models_too_close,
)
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.fits_held import broken_fits, predictors_held
from thuiszitters.release.record import Bound, bounds_of, public_record, release_record
from thuiszitters.release.rows import without_number_of_groups, without_rules
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.counts import counts_of
from thuiszitters.release.system.suppression import suppress_counts
from thuiszitters.release.system.universes import imputed_models, with_universe
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.tables_models import COMPLETE_CASES, ESTIMATES


@dataclass(frozen=True, slots=True)
class Released:
    """What may leave.

    Attributes
    ----------
    tables
        Name to table, suppressed where the profile says so; rows say that, and not by which rule.
    record
        What was released and suppressed, without any suppressed number and without rules.
    judged
        The same tables with the rule in every reason: which of two cells is the small one narrows
        it down. They do not leave.
    judged_record
        The record with the rules, and with how close an outsider comes. It does not leave.
    bounds
        How close an outsider comes to each suppressed count; this does not leave.
    """

    tables: dict[str, pd.DataFrame]
    record: dict[str, Any]
    judged: dict[str, pd.DataFrame]
    judged_record: dict[str, Any]
    bounds: tuple[Bound, ...] = ()


def release_results(
    tables: Mapping[str, pd.DataFrame],
    profile: DisclosureProfile,
    background: Background | None = None,
    earlier: Sequence[Earlier] = (),
    plan: Plan | None = None,
    seed: int | None = None,
) -> Released:
    """Suppress what a profile does not allow to leave, and everything that would give it back.

    Parameters
    ----------
    tables
        The tables of the stages before, unrounded; what `results.catalogue` does not declare does
        not leave.
    profile
        The rules of the data owner.
    background
        Relations between predictors and between codes; none when not given.
    earlier
        Releases about the same pupils, or nearly the same, that went out before.
    plan
        For the audit of fits with a suppressed count; without it they are named as not audited.
        Its constructs know the codes that count for them, as in the models stage.
    seed
        Of the run, for the audit of models over imputations; without it these are not audited.

    Returns
    -------
    Released
        Under the profile ``open`` the numbers are the ones that came in.
    """
    chance = None if seed is None else Streams(seed)
    s = _counted(tables, profile, background or Background(), earlier)
    if profile.round_to > 1:
        s = _with_rounded_numbers(s, plan, chance)
    s = _compared(s, earlier)
    if profile.round_to == 1:
        s = replace(s, audited=_audited(s, plan, chance))
    judged = {
        name: without_number_of_groups(declared, apply(declared, s.tables[name], s))
        for name, declared in TABLES.items()
        if name in tables
    }
    bounds = bounds_of(s.mask, profile)
    record = release_record(judged, s, bounds)
    shown = {name: without_rules(TABLES[name], table) for name, table in judged.items()}
    return Released(shown, public_record(record), judged, record, bounds)


def _audited(s: Suppressed, plan: Plan | None, chance: Streams | None) -> Audited:
    """The audit of fits with a suppressed count; without a plan they are named as not audited."""
    models = s.to_audit() if s.mask.rules else []
    if not models:
        return Audited()
    if plan is None:
        return Audited(reasons=dict.fromkeys(models, "no_plan"))
    # Loaded where it is needed: it fits models.
    from thuiszitters.release.audit.stage import audit_numbers

    return audit_numbers(s, plan, chance)


def _with_rounded_numbers(s: Suppressed, plan: Plan | None, chance: Streams | None) -> Suppressed:
    # Loaded where it is needed: it fits models.
    from thuiszitters.release.rounded.stage import with_rounded_numbers

    return with_rounded_numbers(s, plan, chance)


def suppress(
    tables: Mapping[str, pd.DataFrame],
    profile: DisclosureProfile,
    background: Background,
    earlier: Sequence[Earlier] = (),
) -> Suppressed:
    """Everything that is suppressed in a run, settled before any table is released."""
    return _compared(_counted(tables, profile, background, earlier), earlier)


def _counted(
    tables: Mapping[str, pd.DataFrame],
    profile: DisclosureProfile,
    background: Background,
    earlier: Sequence[Earlier],
) -> Suppressed:
    """What the counts suppress."""
    imputed = imputed_models(tables)
    fitted = pd.concat(
        with_universe(table, tables[table.name], imputed) for table in (ESTIMATES, COMPLETE_CASES)
    )
    mask = suppress_counts(
        counts_of(tables["characteristics"], fitted, background.parts), profile, earlier
    )
    return Suppressed(
        mask=mask,
        profile=profile,
        background=background,
        tables=tables,
        imputed=imputed,
        held=predictors_held(tables["estimates"]),
        broken=broken_fits(tables["fits"], profile),
        earlier=tuple(earlier),
    )


def _compared(s: Suppressed, earlier: Sequence[Earlier]) -> Suppressed:
    """What an earlier release suppresses as well, of the numbers that would leave."""
    differing = differing_rows(s.tables, s.mask.comparison, earlier, s.profile)
    s = replace(s, differing_rows=differing)
    # Whether an estimate changed is seen in the estimates as they would leave.
    changed = changed_models(apply(ESTIMATES, s.tables["estimates"], s), earlier, s.profile)
    return replace(s, differing=models_too_close(s.mask, s.tables, s.imputed) | changed)
