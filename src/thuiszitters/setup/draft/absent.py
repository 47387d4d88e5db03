"""Predictors of a plan that a wide file has no column for."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from thuiszitters.codebook import Codebook


def absent_predictors(
    plan: Mapping[str, Any], columns: Collection[str], codebook: Codebook
) -> dict[str, str]:
    """Predictors made of constructs of which no code has a column, with their label.

    Parameters
    ----------
    plan
        Content of the plan file.
    columns
        Codes that the file has a column for.
    codebook
        The code list; local codes of the plan are in nobody's list and count by their name.
    """
    missing = {
        name
        for name, construct in plan.get("constructs", {}).items()
        if not set(columns) & _counted(construct, codebook)
    }
    return {
        name: part["label"]["en"]
        for name, part in plan["predictors"].items()
        if missing & set(_constructs(part))
    }


def not_measured_lines(absent: Mapping[str, str]) -> Iterator[str]:
    """Lines of the cohort file that name them."""
    if absent:
        yield "# QUESTION: no column was recognised for these predictors of the plan. Is there one?"
        yield '# Then name it under "code_columns", and take the predictor out of this list.'
        yield "not_measured:"
        yield from (f"  - {name} # {label}" for name, label in absent.items())


def _constructs(part: Mapping[str, Any]) -> tuple[str, ...]:
    single = (part["construct"],) if part.get("construct") else ()
    return (*part.get("profile", ()), *single, *part.get("count", ()))


def _counted(construct: Mapping[str, Any], codebook: Codebook) -> set[str]:
    listed = [str(code) for code in construct["codes"]]
    left_out = codebook.covered(codebook.resolve(construct.get("except_codes", ())))
    return {*listed, *codebook.covered(codebook.resolve(listed))} - left_out
