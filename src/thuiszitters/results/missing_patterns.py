"""The released patterns of missing values, as tables and figures read them."""

from dataclasses import dataclass

from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import records


@dataclass(frozen=True, slots=True)
class Pattern:
    """Predictors that are missing together, and for how many pupils."""

    missing: tuple[str, ...]
    pupils: float


def shown_patterns(numbers: Numbers) -> tuple[Pattern, ...]:
    """The patterns whose number is shown, most common first.

    None where at most one predictor is missing for anyone, since the table of missing values
    then tells the same; or where a release before this table existed is read.
    """
    table = numbers.more.get("missing_patterns")
    if table is None or (numbers.characteristics["row"] == "missing").sum() < 2:
        return ()
    found = []
    for row in records(table):
        names = str(row["predictors"]) if row["predictors"] == row["predictors"] else ""
        if row["kind"] == "pattern" and number(row["n_pupils"]) > 0:
            missing = tuple(name for name in names.split(", ") if name)
            found.append(Pattern(missing, number(row["n_pupils"])))
    return tuple(found)
