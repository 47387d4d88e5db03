"""The pupils of each model of a plan, as arrays: coded once, for every fit of the model."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from thuiszitters.logit.coding import CodedTable
from thuiszitters.logit.design import Design, build_design
from thuiszitters.models.coding import Columns, code_patterns
from thuiszitters.models.sites import n_sites
from thuiszitters.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

Key = TypeVar("Key")
Made = TypeVar("Made")


class CodedPlan:
    """The models of a plan with the pupils who are complete on them.

    Parameters
    ----------
    plan
        Says itself whether pupils of a cluster are alike.
    patterns
        Makes the table of distinct rows, when it is first asked for.
    columns
        Where outcome, number and cluster stand in it.
    """

    def __init__(
        self, plan: Plan, patterns: "Callable[[], pd.DataFrame]", columns: Columns
    ) -> None:
        self.plan, self.columns = plan, columns
        self._patterns = patterns
        self._coded: dict[tuple[str, bool], CodedTable] = {}

    @cached_property
    def patterns(self) -> "pd.DataFrame":
        """Distinct rows of outcome and predictors with their number of pupils."""
        return self._patterns()

    @property
    def clustered(self) -> bool:
        """Whether pupils of one cluster are taken to be alike."""
        return self.plan.estimation.clusters != "none"

    @property
    def n_sites(self) -> int:
        """Clusters there are, whether or not they are allowed for; 0 when none are named."""
        if self.columns.outcome == Columns().outcome:
            return n_sites(self.patterns)
        return int(self.patterns[self.columns.cluster].nunique()) if self.columns.cluster else 0

    def table(self, model: str, *, clustered: bool = False) -> CodedTable:
        """The pupils who are complete on all predictors of a model."""
        clustered = clustered and self.clustered
        specs = [self.plan.predictor(name) for name in self.plan.model(model).predictors]
        cluster = self.columns.cluster if clustered else None
        return kept(
            self._coded,
            (model, clustered),
            lambda: code_patterns(
                self.patterns,
                specs,
                outcome=self.columns.outcome,
                count=self.columns.count,
                cluster=cluster,
            ),
        )

    def design(self, model: str) -> Design:
        """Columns and rows of the complete pupils of a model, without clusters."""
        return build_design(self.table(model))

    def step_designs(self, model: str) -> list[Design]:
        """Columns of the cumulative models of the blocks, on the complete pupils of the model."""
        coded = self.table(model, clustered=self.clustered)
        entered: list[str] = []
        designs = []
        for block in self.plan.model(model).blocks:
            entered += block.predictors
            designs.append(build_design(coded.only(entered)))
        return designs


def kept(cache: dict[Key, Made], key: Key, make: Callable[[], Made]) -> Made:
    """What was made under a key, made now when it was not."""
    if key not in cache:
        cache[key] = make()
    return cache[key]
