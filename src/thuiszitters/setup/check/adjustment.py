"""What the models of a plan adjust for, against the causes that the plan names."""

from collections.abc import Iterator, Sequence

from thuiszitters.plan.analysis import Plan
from thuiszitters.plan.causes import Adjustment, adjustments


def about_causes(plan: Plan) -> Iterator[str]:
    """Sentences about mediators in a model, consequences of the outcome, and left-out causes."""
    if not plan.causes:
        return
    causes = dict(plan.causes)
    predictors = [spec.name for spec in plan.predictors]
    unmeasured = [name for name, _ in plan.unmeasured]
    codes = {spec.name: codes_of(plan, spec.name) for spec in plan.predictors}
    for model in plan.models:
        found = adjustments(causes, predictors, model.predictors, unmeasured, codes)
        yield from _sentences(model.name, found, unmeasured)


def codes_of(plan: Plan, name: str) -> list[str]:
    """The codes and ranges that give a pupil a predictor; none for one from a column."""
    named = plan.predictor(name).constructs
    return [code for construct in named for code in plan.construct(construct).codes]


def _sentences(model: str, found: Sequence[Adjustment], unmeasured: Sequence[str]) -> Iterator[str]:
    place = f'Model "{model}", by the causes of the plan'
    through = [f"{one.predictor} ({', '.join(one.mediators)})" for one in found if one.mediators]
    if through:
        yield (
            f"{place}: odds ratios adjusted for what the predictor itself may cause (a "
            f"mediator), so that they leave out what runs through it: {'; '.join(through)}"
        )
    late = dict.fromkeys(name for one in found for name in one.consequences)
    if late:
        yield f"{place}: {', '.join(late)} may follow from the outcome, and stands in the model"
    for one in found:
        told = [f"{x} (not measured)" if x in unmeasured else x for x in one.left_out]
        if told:
            yield (
                f"{place}: {', '.join(told)} may cause both {one.predictor} and the outcome "
                "(a confounder), and the model does not adjust for it"
            )
        elif one.open:
            yield f"{place}: nothing that the plan names closes every path into {one.predictor}"
