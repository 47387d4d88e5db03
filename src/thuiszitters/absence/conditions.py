"""Which spells of absence a definition counts, as a condition of the database."""

from thuiszitters.base import sql
from thuiszitters.plan.outcome import OutcomeDefinition


def counts(definition: OutcomeDefinition) -> str:
    """A condition on spells: they are of a kind that the definition counts.

    Not enrolled is absolute absence. Enrolled, or enrolment unknown, is relative absence:
    it counts without a valid reason, or with one where the definition includes authorised
    absence. An exemption takes a spell out, unless the definition keeps it.
    """
    reasons = ["no"]
    if definition.authorised:
        reasons.append("yes")
    if definition.unknown_reason == "counted":
        reasons.append("unknown")
    absolute = "coalesce(a.enrolled = 'no', false)"
    valid = f"coalesce(CAST(a.authorised AS VARCHAR) IN {sql.texts(reasons)}, false)"
    kinds = {"absolute": absolute, "relative": f"NOT {absolute} AND {valid}"}
    counted = " OR ".join(f"({kinds[kind]})" for kind in definition.kinds) or "false"
    if definition.exempt:
        return counted
    return f"({counted}) AND coalesce(CAST(a.exempt AS VARCHAR), '') <> 'yes'"
