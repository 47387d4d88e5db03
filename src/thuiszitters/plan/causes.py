"""What a plan says may cause what, and what that means for the models it fits.

The graph holds the predictors of the plan, what it names under `unmeasured`, and the outcome. Every
predictor may cause the outcome, as the plan asks, except one that the plan says may follow from it;
what is not measured causes what the plan says and no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.base.graph import (
    Arrows,
    ancestors,
    back_door_closed,
    descendants,
    in_a_circle,
)

#: The outcome among causes and effects.
OUTCOME = "outcome"

Causes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one odds ratio of a model is adjusted for, as the graph of the plan sees it.

    Attributes
    ----------
    predictor
        Whose odds ratio.
    mediators
        Predictors of the model that the predictor may cause and that may cause the outcome: the
        odds ratio leaves out what runs through them.
    consequences
        Predictors of the model that may follow from the outcome: adjusting for one of them, or
        reading its odds ratio as that of a cause, turns the order round.
    left_out
        What is not in the model and would close the paths that it leaves open, measured or not;
        none where it leaves none open, and where nothing that the plan names closes them.
    open
        Whether a path from a common cause is left open.
    """

    predictor: str
    mediators: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    open: bool = False


def graph_of(
    causes: Causes, predictors: Sequence[str], unmeasured: Sequence[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Arrows of the plan, and from each predictor to the outcome unless it follows from it.

    Examples
    --------
    >>> graph_of({"home": ["agencies"], "outcome": ["agencies"]}, ["home", "agencies"])
    {'home': ('agencies', 'outcome'), 'agencies': (), 'outcome': ('agencies',)}
    """
    follows = descendants(causes, OUTCOME)
    arrows = {}
    for name in predictors:
        own = tuple(end for end in causes.get(name, ()) if end != OUTCOME)
        arrows[name] = own if name in follows else (*own, OUTCOME)
    named = (*unmeasured, OUTCOME)
    return {**arrows, **{name: tuple(causes.get(name, ())) for name in named}}


def adjustments(
    causes: Causes,
    predictors: Sequence[str],
    model: Sequence[str],
    unmeasured: Sequence[str] = (),
    codes: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Adjustment, ...]:
    """What the graph says of every predictor of a model that it names.

    Parameters
    ----------
    causes
        Of the plan: predictor, or `OUTCOME`, to what it may cause.
    predictors
        Of the plan that were measured.
    model
        Predictors of the model.
    unmeasured
        What the plan names and nobody measured.
    codes
        Predictor to its codes. A predictor that shares codes with one of the model is left out of
        the graph of that model, as its whole or its part stands in it.

    Examples
    --------
    >>> causes = {"home": ["profile", "agencies"], "profile": ["agencies"]}
    >>> found = adjustments(causes, ["home", "profile", "agencies"], ["profile", "agencies"])
    >>> [(one.predictor, one.mediators, one.left_out) for one in found]
    [('profile', ('agencies',), ('home',)), ('agencies', (), ('home',))]
    """
    known = codes or {}
    alike = {
        name
        for name in predictors
        if name not in model
        and any(_share_codes(known.get(name, ()), known.get(own, ())) for own in model)
    }
    arrows = graph_of(
        {name: [x for x in ends if x not in alike] for name, ends in causes.items()},
        [name for name in predictors if name not in alike],
        unmeasured,
    )
    named = {*causes, *(end for ends in causes.values() for end in ends)}
    return tuple(_of_one(arrows, name, model, unmeasured) for name in model if name in named)


def _share_codes(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two lists of codes and ranges of codes meet.

    Examples
    --------
    >>> _share_codes(["D100-D899", "X401"], ["D405"]), _share_codes(["D405"], ["D205", "E405"])
    (True, False)
    """
    ends = [[(one.partition("-")[0], one.partition("-")[2] or one) for one in x]
            for x in (first, second)]  # fmt: skip
    return any(
        len(low) == len(least) and low[:1] == least[:1] and low <= most and least <= high
        for low, high in ends[0]
        for least, most in ends[1]
    )


def _of_one(
    arrows: Arrows, name: str, model: Sequence[str], unmeasured: Sequence[str]
) -> Adjustment:
    others = [other for other in model if other != name]
    after, last = descendants(arrows, name), descendants(arrows, OUTCOME)
    if name in last:
        return Adjustment(name, consequences=(name,))
    before = ancestors(arrows, {OUTCOME})
    mediators = tuple(other for other in others if other in after & before)
    late = tuple(other for other in others if other in last)
    # Mediators and consequences are a matter of their own: the paths into the predictor count.
    given = [other for other in others if other not in after | last]
    if back_door_closed(arrows, name, OUTCOME, given):
        return Adjustment(name, mediators, late)
    could = [other for other in arrows if other in ancestors(arrows, {name, OUTCOME})]
    more = [one for one in could if one not in (*model, *after, *last, OUTCOME)]
    more.sort(key=lambda one: one not in unmeasured)  # what nobody measured goes first
    return Adjustment(name, mediators, late, _needed(arrows, name, given, more), open=True)


def _needed(arrows: Arrows, name: str, given: list[str], more: list[str]) -> tuple[str, ...]:
    """As few of these as close what is open, each left away where the others do."""
    if not back_door_closed(arrows, name, OUTCOME, [*given, *more]):
        return ()
    kept = list(more)
    for one in more:
        fewer = [other for other in kept if other != one]
        if back_door_closed(arrows, name, OUTCOME, [*given, *fewer]):
            kept = fewer
    return tuple(kept)


def cause_problems(content: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """What `causes` of a plan names that is not there, and circles."""
    causes, unmeasured = content.get("causes") or {}, content.get("unmeasured") or {}
    for name in unmeasured:
        if name in content["predictors"] or name == OUTCOME:
            found = f'"{name}" is the name of {"a predictor" if name != OUTCOME else "the outcome"}'
            yield Problem(f"{where}: unmeasured.{name}", found, advice="Give it another name")
    known = [*content["predictors"], *unmeasured, OUTCOME]
    for name, ends in causes.items():
        for one in (name, *ends):
            if one not in known:
                found = f'"{one}" is neither a predictor of this plan nor under unmeasured'
                place = f"{where}: causes.{name}"
                yield Problem(place, found, ", ".join(known), nearest_name(one, known))
    circle = in_a_circle(causes)
    if circle:
        found = f"{', '.join(circle)} would cause themselves, by way of what they cause"
        yield Problem(
            f"{where}: causes",
            found,
            "arrows that never lead back",
            advice="Leave out the weaker direction, or neither name the pair",
        )
