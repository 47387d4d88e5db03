"""Constructs: which pupils have one of a list of codes, counted upward through the list."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from thuiszitters.base.errors import Problem
from thuiszitters.codebook import Codebook, entry_problems
from thuiszitters.intake.matching import places
from thuiszitters.plan.analysis import BINARY_LEVELS, ConstructSpec, Plan
from thuiszitters.plan.cohort import Unclassified


def used_constructs(plan: Plan) -> list[ConstructSpec]:
    """Constructs that a predictor of the plan is made from, in the order of the plan."""
    names = {spec.construct for spec in plan.predictors} | {
        name for spec in plan.predictors for name in spec.profile or ()
    }
    return [construct for construct in plan.constructs if construct.name in names]


def construct_problems(
    plan: Plan, codebook: Codebook, asked: frozenset[str] | None = None
) -> list[Problem]:
    """Codes that do not exist, that nobody could have, or that contain the outcome unallowed.

    Parameters
    ----------
    plan
        Its constructs that a predictor is made from.
    codebook
        The code list.
    asked
        Codes that a wide file has a column for; None where every code could be recorded.
    """
    problems = []
    for construct in used_constructs(plan):
        where = f"config/plans/{plan.name}.yaml: constructs.{construct.name}"
        problems += entry_problems(construct.codes, codebook, f"{where}.codes", needed=True)
        problems += entry_problems(construct.except_codes, codebook, f"{where}.except_codes")
        if asked is not None and not asked & counted_codes(construct, codebook):
            problems.append(
                Problem(
                    f"{where}.codes",
                    "the file with classifications has no column for any of these codes, so every "
                    'pupil would get "no"',
                    advice='Name the column under "files.classifications.code_columns" of the '
                    'cohort file, or list the predictors of this construct under "not_measured"',
                )
            )
        adjacent = outcome_adjacent_codes(construct, codebook)
        if adjacent and not construct.allow_outcome_adjacent:
            named = ", ".join(
                f"{code} ({codebook.by_code[code].label.nl})"
                if codebook.by_code[code].label.nl
                else code
                for code in adjacent
            )
            problems.append(
                Problem(
                    f"{where}.codes",
                    f"absence or being sent away is part of the definition of {named}",
                    advice='Name the code under "except_codes", or set '
                    '"allow_outcome_adjacent: true"; it is then marked in every table',
                )
            )
    return problems


def outcome_adjacent_codes(construct: ConstructSpec, codebook: Codebook) -> tuple[str, ...]:
    """Codes that count for a construct and contain the outcome, wholly or partly."""
    left_out = codebook.resolve(construct.except_codes)
    counted = codebook.covered(codebook.resolve(construct.codes)) - codebook.covered(left_out)
    return tuple(
        sorted(code for code in counted if codebook.by_code[code].outcome_adjacent != "no")
    )


def construct_levels(
    pupils: "pd.Series[str]",
    classifications: pd.DataFrame,
    constructs: Iterable[ConstructSpec],
    codebook: Codebook,
    unclassified: Unclassified,
) -> pd.DataFrame:
    """Level ``yes`` or ``no`` of every construct for every pupil.

    Parameters
    ----------
    pupils
        Identifiers, in the order of the result.
    classifications
        Canonical table.
    constructs
        What to look for.
    codebook
        The code list; a recorded code also counts as every code above it.
    unclassified
        Whether a pupil without any classification has ``no`` everywhere or is missing.

    Returns
    -------
    DataFrame
        One ``str`` column per construct.
    """
    position = places(classifications["pupil_id"], pupils)
    codes, distinct = pd.factorize(classifications["code"])
    known = position >= 0
    position, codes = position[known], codes[known]
    classified = np.zeros(len(pupils), dtype=bool)
    classified[position] = True
    levels = {}
    for construct in constructs:
        counted = counted_codes(construct, codebook)
        hit = np.array([code in counted for code in distinct], dtype=bool)
        has = np.zeros(len(pupils), dtype=bool)
        if len(distinct):
            has[position[hit[codes]]] = True
        level = pd.Series(np.where(has, *reversed(BINARY_LEVELS)), dtype="str")
        keep = pd.Series(classified | (unclassified == "zero"))
        levels[construct.name] = level.where(keep)
    return pd.DataFrame(levels, index=range(len(pupils)))


def counted_codes(construct: ConstructSpec, codebook: Codebook) -> frozenset[str]:
    """Recorded codes that give a pupil the construct."""
    left_out = codebook.covered(codebook.resolve(construct.except_codes))
    return codebook.covered(codebook.resolve(construct.codes)) - left_out
