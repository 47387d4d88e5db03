"""A request as a plan of one model, so that it is fitted as every plan is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.base.randomness import generator
from thuiszitters.base.text import Text
from thuiszitters.logit.coding import CodedTable
from thuiszitters.models.coding import Columns
from thuiszitters.models.fitted import FittedPlan, fit_coded
from thuiszitters.odds.contents import MANY_TEXTS
from thuiszitters.odds.levels import find_level
from thuiszitters.odds.request import OddsRequest
from thuiszitters.plan import ModelSpec, Plan, PredictorSpec
from thuiszitters.plan.analysis import SplineSpec
from thuiszitters.plan.further_specs import GroupSpec, SubgroupSpec

if TYPE_CHECKING:
    import pandas as pd

#: Name of the only model.
MODEL = "odds"
#: Columns of the table that is fitted; no file has such names.
OUTCOME, COUNT, CLUSTER = "\x00outcome", "\x00n_pupils", "\x00cluster"
#: The same table gives the same imputations, whoever runs it.
SEED = 20210101


def plan_of(request: OddsRequest, specs: Sequence[PredictorSpec]) -> Plan:
    """One model with all predictors; clusters and imputation only where they were asked for."""
    word = Text(nl=request.data, en=request.data)
    model = ModelSpec(MODEL, Text(nl="Model", en="Model"), tuple(spec.name for spec in specs))
    estimation = replace(
        request.estimation,
        clusters="none" if request.cluster is None else "site",
        missing_values="impute" if request.impute else "complete_cases",
    )
    question = Text(nl="", en="")
    pairs = tuple(SubgroupSpec(MODEL, first, by) for first, by in request.interactions)
    named = tuple(_with_spline(spec, request) for spec in specs)
    groups = groups_of(request.groups, specs)
    return Plan(
        MODEL, word, question, None, (), named, (model,), estimation,
        subgroups=pairs, group_risks=groups,
    )  # fmt: skip


def groups_of(
    groups: Sequence[Sequence[tuple[str, str]]], specs: Sequence[PredictorSpec]
) -> tuple[GroupSpec, ...]:
    """Groups as a plan has them, their values as levels; a value that no row has stays as it is."""
    levels = {spec.name: spec.levels for spec in specs}
    return tuple(
        GroupSpec(
            MODEL, tuple((name, find_level(value, levels[name]) or value) for name, value in one)
        )
        for one in groups
    )


def group_problems(
    groups: Sequence[Sequence[tuple[str, str]]], specs: Sequence[PredictorSpec], where: str
) -> list[Problem]:
    """Groups by a number, or by a value that no row has."""
    levels = {spec.name: spec.levels for spec in specs}
    found = []
    for name, value in dict.fromkeys(pair for one in groups for pair in one):
        if not levels[name]:
            said = f'"{name}" is a number and makes no group'
            found.append(
                Problem(where, said, advice=f"Name {name} under --factor, or leave it out")
            )
        elif find_level(value, levels[name]) is None:
            said, near = (
                f'"{name}={value}" is a group that no row has',
                nearest_name(value, levels[name]),
            )
            found.append(Problem(where, said, ", ".join(levels[name][:MANY_TEXTS]), near))
    return found


def _with_spline(spec: PredictorSpec, request: OddsRequest) -> PredictorSpec:
    knots = request.splines.get(spec.name)
    return spec if knots is None else replace(spec, spline=SplineSpec(knots))


def number_problems(request: OddsRequest, specs: Sequence[PredictorSpec]) -> list[Problem]:
    """Interactions within a number, which makes no groups, and curves along groups."""
    numbers = {spec.name for spec in specs if spec.kind == "numeric"}
    curves = [
        Problem(
            "--spline",
            f'"{name}" has groups, and a curve is of a number',
            advice=f"Name {name} under --numeric, or leave out its curve",
        )
        for name in request.splines
        if name not in numbers
    ]
    groups = group_problems(request.groups, specs, "--group")
    return [*curves, *groups] + [
        Problem(
            "--interaction",
            f'"{by}" is a number, and "{first}:{by}" asks for groups of it',
            advice=f"Write {by}:{first}, or name {by} under --factor",
        )
        for first, by in request.interactions
        if by in numbers
    ]


def fit_request(
    request: OddsRequest,
    specs: Sequence[PredictorSpec],
    patterns: "Callable[[], pd.DataFrame]",
    coded: CodedTable,
) -> FittedPlan:
    """The plan of a request, to be fitted to the rows of its table.

    Parameters
    ----------
    patterns
        Makes a table of the pupils: the predictors, and the columns `OUTCOME`, `COUNT` and, where
        clusters were asked for, `CLUSTER`. Those without an outcome are not in it.
    coded
        The complete ones.
    """
    columns = Columns(OUTCOME, COUNT, None if request.cluster is None else CLUSTER)
    plan = plan_of(request, specs)
    return fit_coded(plan, patterns, coded, generator(SEED, "odds"), columns=columns)
