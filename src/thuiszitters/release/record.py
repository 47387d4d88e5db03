"""What a release says of itself in ``release.json``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.suppressed import Suppressed
from thuiszitters.release.system.bounds import attack_on
from thuiszitters.release.system.counts import COHORT, Quantity
from thuiszitters.release.system.suppression import LP_TOLERANCE, Mask, shown_quantities
from thuiszitters.results.catalogue import TABLES
from thuiszitters.results.records import VERSION
from thuiszitters.results.schema import Role, Type
from thuiszitters.results.tables_further import SCREEN

#: Tables of numbers about groups that are counted nowhere; of those of an audited model the second
#: cohorts give the same number of curves and fractions, which are about levels that a table counts.
NOT_ENUMERATED = ("subgroups", "curves", "fractions", "group_risks")
_COMPARED = ("curves", "fractions")


@dataclass(frozen=True, slots=True)
class Bound:
    """What an outsider can work out of one count that is not shown.

    Attributes
    ----------
    named
        Universe, predictor, level and measure of the count.
    rule
        The rule that suppresses it; empty when no table would show it anyway.
    low, high
        Smallest and largest value that agree with everything shown.
    verdict
        held, failed (the bounds are too close), told (an earlier release said it), or helper
        (suppressed to protect another count).
    """

    named: dict[str, str]
    rule: str
    low: float
    high: float
    verdict: str

    @property
    def width(self) -> float:
        return self.high - self.low


def bounds_of(mask: Mask, profile: DisclosureProfile) -> tuple[Bound, ...]:
    """What an outsider can work out of every suppressed count."""
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


def release_record(
    tables: Mapping[str, pd.DataFrame], s: Suppressed, bounds: Sequence[Bound]
) -> dict[str, Any]:
    """Everything the checker of the output is told: rules, suppressed rows and counts, bounds.

    It holds no suppressed value, and yet does not leave: rules and bounds narrow values down.
    """
    mask, profile = s.mask, s.profile
    suppressed = [{**_named(count), "rule": rule} for count, rule in sorted(mask.rules.items())]
    protected = [bound.width for bound in bounds if bound.verdict in {"held", "failed"}]
    narrowest = min(protected) if protected else None
    infinite = narrowest is not None and narrowest == float("inf")
    return {
        "version": VERSION,
        "profile": profile.name,
        "rules": profile.rules,
        "tables": {name: _table_record(name, table) for name, table in tables.items()},
        "suppressed_counts": suppressed,
        "protection": {
            "protected_counts": len(mask.protected),
            "required_width": profile.required_width if mask.protected else None,
            "narrowest_width": "infinite" if infinite else narrowest,
            **({"rounded": _rounded(s)} if profile.round_to > 1 else {}),
        },
        "audited": list(s.audited.models),
        "not_audited": [
            *_not_audited(tables, s),
            *_within_groups(tables, s),
            *_by_code(tables, s),
        ],
        "earlier": _earlier_record(s),
    }


def _rounded(s: Suppressed) -> dict[str, Any]:
    """What numbers were made from beside rounded counts, and what could not be made so."""
    left_out = [
        {"model": model, "table": table, "reason": reason}
        for (model, table), reason in s.rounded.left_out.items()
    ]
    return {"models": list(s.rounded.models), "left_out": left_out}


def _not_audited(tables: Mapping[str, pd.DataFrame], s: Suppressed) -> list[dict[str, Any]]:
    """Models with a suppressed count of which numbers leave that no second cohort was shown for."""
    found: list[dict[str, Any]] = []
    for model, reason in s.audited.reasons.items():
        names = [
            name
            for name, table in tables.items()
            if name not in NOT_ENUMERATED and _adjusted_numbers(name, table, model)
        ]
        if names:
            found.append({"model": model, "tables": names, "reason": reason})
    return found


def _adjusted_numbers(name: str, table: pd.DataFrame, model: str) -> bool:
    """Whether numbers of a model that are no counts leave in a table, crude ones left out."""
    declared = TABLES[name]
    if "model" not in declared.names:
        return False
    own = table[table["model"] == model]
    if "model_kind" in own:
        own = own[own["model_kind"] != "crude"]
    columns = [column.name for column in declared.released if column.type is Type.NUMBER]
    return bool(own[columns].notna().any(axis=None))


def public_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """Content of ``release.json``: what is suppressed, and that its protection was worked out."""
    protection = record["protection"]
    narrowest, required = protection["narrowest_width"], protection["required_width"]
    held = narrowest in (None, "infinite") or narrowest >= required - LP_TOLERANCE
    return {
        **record,
        "tables": {
            name: {key: value for key, value in part.items() if key != "reasons"}
            for name, part in record["tables"].items()
        },
        "suppressed_counts": [
            {key: value for key, value in count.items() if key != "rule"}
            for count in record["suppressed_counts"]
        ],
        "protection": {"held": held, **_without_reasons(protection)},
        "not_audited": [
            {key: value for key, value in one.items() if key != "reason"}
            for one in record["not_audited"]
        ],
    }


def _without_reasons(protection: Mapping[str, Any]) -> dict[str, Any]:
    """What leaves of numbers beside rounded counts; nothing where counts are exact."""
    if "rounded" not in protection:
        return {}
    left_out = [
        {"model": one["model"], "table": one["table"]} for one in protection["rounded"]["left_out"]
    ]
    return {"rounded": {**protection["rounded"], "left_out": left_out}}


def _within_groups(tables: Mapping[str, pd.DataFrame], s: Suppressed) -> list[dict[str, Any]]:
    """Models of which numbers leave that rest on groups no table counts.

    Those groups are none of the counts that the attack on the release knows. Beside rounded counts
    their numbers are not those of the cohort either.
    """
    found: dict[tuple[str, str], None] = {}
    for name in NOT_ENUMERATED if s.profile.suppresses and s.profile.round_to == 1 else ():
        if name in tables:
            shown = tables[name].loc[tables[name]["status"] == "ok", "model"]
            audited = s.audited.models if name in _COMPARED else ()
            found |= dict.fromkeys((str(one), name) for one in shown if one not in audited)
    return [{"model": model, "tables": [name], "reason": "uncounted"} for model, name in found]


def _by_code(tables: Mapping[str, pd.DataFrame], s: Suppressed) -> list[dict[str, Any]]:
    """The code-wide screen, where numbers of it leave: a second cohort has no single codes."""
    shown = tables[SCREEN.name] if SCREEN.name in tables and s.mask.rules else None
    if shown is None or shown["odds_ratio"].isna().all():
        return []
    return [{"model": COHORT, "tables": [SCREEN.name], "reason": "codes"}]


def _earlier_record(s: Suppressed) -> dict[str, Any]:
    """What was compared with, and what is suppressed now but can be read there."""
    comparison = s.mask.comparison
    return {
        "releases": [release.name for release in s.earlier],
        "compared": bool(s.earlier) and s.profile.suppresses,
        "differing_by_too_few": sorted(comparison.universes),
        "released_before": [
            {**_named(quantity), "release": comparison.said[quantity]}
            for quantity in sorted(s.mask.rules)
            if quantity in comparison.said
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


def _table_record(name: str, table: pd.DataFrame) -> dict[str, Any]:
    """How many rows of a table were suppressed, and by which rule."""
    reasons = table[TABLES[name].of_role(Role.STATE)[-1]]
    suppressed = reasons[reasons.str.startswith(("suppressed", "summary_suppressed"))]
    return {
        "rows": len(table),
        "suppressed_rows": len(suppressed),
        "reasons": {
            str(key): int(count) for key, count in suppressed.value_counts().sort_index().items()
        },
    }
