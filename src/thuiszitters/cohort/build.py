"""The cohort stage: one row per pupil with outcome and predictors, and the flow to it."""

from dataclasses import dataclass

import pandas as pd

from thuiszitters.absence import SchoolCalendar
from thuiszitters.base.errors import DataError, Problem, raise_problems
from thuiszitters.codebook import Codebook
from thuiszitters.cohort.codes import pupil_codes
from thuiszitters.cohort.column_kinds import bins_problem, eligibility_problems
from thuiszitters.cohort.constructs import construct_levels, construct_problems, used_constructs
from thuiszitters.cohort.flow import OUTCOME_UNKNOWN, apply_eligibility, flow_table
from thuiszitters.cohort.outcome import pupil_outcome, refuse_single_value
from thuiszitters.cohort.predictors import (
    column_advice,
    column_predictor,
    derive_column,
    predictor_problems,
    problem_profile,
)
from thuiszitters.intake.source import SourceTables
from thuiszitters.intake.tables import completed_years
from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.cohort import CohortSpec
from thuiszitters.plan.outcome import OutcomeDefinition


@dataclass(frozen=True)
class Cohort:
    """The analysis table and the way to it.

    Attributes
    ----------
    analysis
        ``pupil_id``, ``outcome`` (int8), one column per predictor of the plan, and ``site``
        where the cohort has one; sorted by pupil.
    flow
        ``step``, ``reason``, ``n_excluded``, ``n_remaining``.
    codes
        ``pupil_id`` and ``code``, counted upward; empty without classifications.
    """

    analysis: pd.DataFrame
    flow: pd.DataFrame
    codes: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {"analysis": self.analysis, "flow": self.flow, "codes": self.codes}


def build_cohort(
    source: SourceTables,
    spec: CohortSpec,
    plan: Plan,
    codebook: Codebook | None,
    definition: OutcomeDefinition | None,
    calendar: SchoolCalendar | None = None,
) -> Cohort:
    """Make the analysis table of a cohort under a plan.

    Parameters
    ----------
    source
        Canonical tables from `thuiszitters.intake.read_source`.
    spec
        The cohort file: eligibility, outcome, derived columns.
    plan
        Constructs and predictors.
    codebook
        Code list of the plan; None when it uses no codes.
    definition
        Rule for an outcome from spells; None when the outcome is recorded or counted.
    calendar
        School holidays, for definitions that count school days.

    Raises
    ------
    DataError
        With every predictor, column or code that cannot be used, or when the outcome has
        one value.
    """
    where = f"config/cohorts/{spec.name}.yaml"
    if codebook is not None:
        codebook = codebook.for_cohort(spec)
    pupils, problems = _with_derived(source.pupils, spec, where)
    problems += eligibility_problems(pupils, spec, where)
    problems += predictor_problems(plan, pupils, source.classifications is not None)
    if codebook is not None and source.classifications is not None:
        problems += construct_problems(plan, codebook, source.codes_asked)
    raise_problems(problems, DataError)

    included, steps = apply_eligibility(pupils, spec.eligibility)
    outcome = pupil_outcome(source, included, spec, definition, calendar)
    known = outcome.notna()
    steps.append((OUTCOME_UNKNOWN, int((~known).sum())))
    included = included[known].reset_index(drop=True)
    outcome = outcome[known].reset_index(drop=True)
    refuse_single_value(outcome, spec)
    analysis = _analysis(included, outcome, source, spec, plan, codebook)
    codes = pd.DataFrame(columns=["pupil_id", "code"], dtype="str")
    if codebook is not None and source.classifications is not None:
        codes = pupil_codes(analysis["pupil_id"], source.classifications, codebook)
    return Cohort(analysis=analysis, flow=flow_table(len(pupils), steps), codes=codes)


def _with_derived(
    pupils: pd.DataFrame, spec: CohortSpec, where: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The pupils with age at the reference date and every derived column."""
    pupils, problems = pupils.copy(), []
    if "age_years" not in pupils and "birth_date" in pupils and spec.reference_date is not None:
        pupils["age_years"] = completed_years(pupils["birth_date"], spec.reference_date)
    for derived in spec.derived:
        if derived.source not in pupils:
            problems.append(
                Problem(
                    f"{where}: derived.{derived.name}.from",
                    f'the pupils table has no column "{derived.source}"',
                    ", ".join(map(str, pupils)),
                    column_advice(derived.source, list(map(str, pupils))),
                )
            )
            continue
        unfit = bins_problem(derived, pupils[derived.source], where)
        if unfit is not None:
            problems.append(unfit)
            continue
        pupils[derived.name], found = derive_column(derived, pupils[derived.source], where)
        problems += found
    return pupils, problems


def _analysis(
    pupils: pd.DataFrame,
    outcome: "pd.Series[float]",
    source: SourceTables,
    spec: CohortSpec,
    plan: Plan,
    codebook: Codebook | None,
) -> pd.DataFrame:
    constructs = pd.DataFrame(index=pupils.index)
    if codebook is not None and source.classifications is not None:
        constructs = construct_levels(
            pupils["pupil_id"],
            source.classifications,
            used_constructs(plan),
            codebook,
            spec.unclassified,
        )
    columns: dict[str, pd.Series] = {
        "pupil_id": pupils["pupil_id"],
        "outcome": outcome.astype("int8"),
    }
    for predictor in plan.predictors:
        if predictor.column is not None:
            columns[predictor.name] = column_predictor(predictor, pupils[predictor.column])
        elif predictor.construct is not None:
            columns[predictor.name] = constructs[predictor.construct]
        elif predictor.profile is not None:
            first, second = predictor.profile
            columns[predictor.name] = problem_profile(
                predictor, constructs[first], constructs[second]
            )
    if "site" in pupils:
        columns["site"] = pupils["site"]
    analysis = pd.DataFrame(columns)
    return analysis.sort_values("pupil_id", ignore_index=True)
