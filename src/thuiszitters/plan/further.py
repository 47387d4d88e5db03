"""Sections of a plan beyond its models: screen, number of domains, hypotheses, causes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.base.text import text
from thuiszitters.plan.analysis import BINARY_LEVELS, count_levels
from thuiszitters.plan.further_specs import (
    FractionSpec,
    GroupSpec,
    HypothesisSpec,
    ProblemCountSpec,
    ScreenSpec,
)


def further_sections(sections: Mapping[str, Any]) -> dict[str, Any]:
    """The objects of these sections, by the name of their field in a plan."""
    screen, problem_count = sections.get("screen"), sections.get("problem_count")
    return {
        "screen": screen
        and ScreenSpec(adjust_for=tuple(screen["adjust_for"]), min_pupils=screen["min_pupils"]),
        "problem_count": problem_count
        and ProblemCountSpec(
            domains=tuple(problem_count["domains"]),
            adjust_for=tuple(problem_count["adjust_for"]),
            top=problem_count["top"],
        ),
        "hypotheses": tuple(
            _hypothesis(name, part) for name, part in (sections.get("hypotheses") or {}).items()
        ),
        "fractions": tuple(FractionSpec(**part) for part in sections.get("fractions") or ()),
        "group_risks": tuple(
            GroupSpec(part["model"], tuple(part["levels"].items()))
            for part in sections.get("group_risks") or ()
        ),
        "causes": tuple(
            (name, tuple(ends)) for name, ends in (sections.get("causes") or {}).items()
        ),
        "unmeasured": tuple(
            (name, text(label)) for name, label in (sections.get("unmeasured") or {}).items()
        ),
    }


def _hypothesis(name: str, part: Mapping[str, Any]) -> HypothesisSpec:
    texts = {key: text(part[key]) for key in ("label", "note") if part.get(key)}
    return HypothesisSpec(**{**part, **texts, "name": name})


def further_problems(content: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """What these sections name that the plan does not have."""
    predictors = content["predictors"]
    screen, problem_count = content.get("screen"), content.get("problem_count")
    if screen:
        yield from _unknown(screen["adjust_for"], predictors, f"{where}: screen.adjust_for")
    if screen and content.get("codebook") is None:
        yield Problem(f"{where}: screen", "a plan without a code list has no codes to look at")
    if problem_count:
        for key in ("domains", "adjust_for"):
            yield from _unknown(problem_count[key], predictors, f"{where}: problem_count.{key}")
        for name in problem_count["domains"]:
            if name in predictors and predictors[name]["kind"] != "binary":
                yield Problem(f"{where}: problem_count.domains", f'"{name}" is not binary')
    yield from _group_problems(content, where)
    for name, part in content["hypotheses"].items():
        yield from _contrast_problems(part, content, f"{where}: hypotheses.{name}")


def _group_problems(content: Mapping[str, Any], where: str) -> Iterator[Problem]:
    models, predictors = content["models"], content["predictors"]
    for number, part in enumerate(content["group_risks"]):
        place = f"{where}: group_risks.{number}"
        if part["model"] not in models:
            yield from _unknown([part["model"]], models, f"{place}.model")
            continue
        blocks = models[part["model"]]["blocks"].values()
        own = [name for block in blocks for name in block["predictors"]]
        yield from _unknown(list(part["levels"]), own, f"{place}.levels")
        for name, level in part["levels"].items():
            if name not in own or name not in predictors:
                continue
            if predictors[name]["kind"] == "numeric":
                found = f'"{name}" is a number and makes no group'
                yield Problem(f"{place}.levels", found, "predictors with levels")
            else:
                known = levels_of(predictors[name])
                yield from _unknown([level], known, f"{place}.levels.{name}")


def _contrast_problems(
    part: Mapping[str, Any], content: Mapping[str, Any], where: str
) -> Iterator[Problem]:
    named = [key for key in ("model", "predictor", "level") if key in part]
    if not named:
        return
    if "model" not in part or "predictor" not in part:
        found = f"found {' and '.join(named)} alone"
        yield Problem(where, found, "model and predictor together, or neither")
        return
    models = content["models"]
    if part["model"] not in models:
        yield from _unknown([part["model"]], models, f"{where}.model")
        return
    own = [x for block in models[part["model"]]["blocks"].values() for x in block["predictors"]]
    yield from _unknown([part["predictor"]], own, f"{where}.predictor")
    spec = content["predictors"].get(part["predictor"], {})
    levels = levels_of(spec)
    if "level" in part:
        yield from _unknown([part["level"]], levels, f"{where}.level")
    elif levels:
        yield Problem(f"{where}.level", "the level is missing", ", ".join(levels))


def levels_of(spec: Mapping[str, Any]) -> list[str]:
    """Levels of a predictor as the plan file has it; a number has none."""
    if "count" in spec:
        return list(count_levels(len(spec["count"]), spec["top"]))
    return list(spec.get("levels") or (BINARY_LEVELS if spec.get("kind") == "binary" else ()))


def _unknown(names: Sequence[str], known: Any, where: str) -> Iterator[Problem]:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            found = f'"{name}" is not there'
            yield Problem(where, found, ", ".join(allowed), nearest_name(name, allowed))
