"""A plan without the predictors that a cohort has no data for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.plan.disclosure import disclosure_profile

Content = Mapping[str, Any]


def not_measured_problems(names: Sequence[str], plan: Content, where: str) -> Iterator[Problem]:
    """Names that are no predictor of the plan, and a list that leaves no model.

    Parameters
    ----------
    names
        Predictors that the cohort file lists under ``not_measured``.
    plan
        Content of the plan, defaults filled in.
    where
        Path of the cohort file.
    """
    known = list(plan["predictors"])
    for place, name in enumerate(names):
        if name not in known:
            found, advice = f'found "{name}"', nearest_name(name, known)
            yield Problem(f"{where}: not_measured.{place}", found, ", ".join(known), advice)
    if not narrowed_plan(plan, names)["models"]:
        yield Problem(
            f"{where}: not_measured",
            "without these predictors no model of the plan is left",
            advice="Name another plan, or write one for this cohort",
        )


def absent_optional(plan: Content, cohort: Content) -> list[str]:
    """Optional predictors of a plan whose column the pupils of a cohort do not have.

    Examples
    --------
    >>> plan = {"predictors": {"x": {"column": "a", "optional": True}, "y": {"column": "b"}}}
    >>> absent_optional(plan, {"files": {"pupils": {"columns": {"pupil_id": "id"}}}})
    ['x']
    """
    pupils = cohort["files"].get("pupils", {})
    known = {*pupils.get("columns", ()), *cohort.get("derived", ()), "age_years"}
    parts = plan["predictors"].items()
    return [name for name, part in parts if part.get("optional") and part["column"] not in known]


def kept_inside(plan: Content, profile: Content | None) -> list[str]:
    """Predictors that a plan leaves out where the disclosure profile suppresses counts.

    Examples
    --------
    >>> plan = {"predictors": {"x": {"unsuppressed_only": True}, "y": {}}}
    >>> kept_inside(plan, None)
    []
    """
    if profile is None or not disclosure_profile(profile, "").suppresses:
        return []
    parts = plan["predictors"].items()
    return [name for name, part in parts if part.get("unsuppressed_only")]


def narrowed_plan(plan: Content, names: Collection[str]) -> dict[str, Any]:
    """The plan without some predictors, and without everything that needs them.

    Blocks and models that lose all their predictors go, and exploratory models that lose all but
    their first block; so do interactions,
    subgroups and decompositions that lose a part they cannot do without. Expectations stay, as not
    measured.

    Parameters
    ----------
    plan
        Content of a plan, defaults filled in.
    names
        Predictors to leave out.

    Examples
    --------
    >>> block = {"predictors": ["age", "girl"]}
    >>> plan = {"predictors": {"age": {}, "girl": {}}, "models": {"main": {"blocks": {"a": block}}}}
    >>> narrowed_plan(plan, ["age"])["models"]
    {'main': {'blocks': {'a': {'predictors': ['girl']}}}}
    """
    if not names:
        return dict(plan)
    models = _models(plan["models"], names)
    result = {**plan, "models": models}
    result["predictors"] = {n: part for n, part in plan["predictors"].items() if n not in names}
    result["interactions"] = [
        part
        for part in plan.get("interactions", ())
        if part["model"] in models and not set(part["predictors"]) & set(names)
    ]
    result["subgroups"] = [
        part
        for part in plan.get("subgroups", ())
        if part["model"] in models and not {part["predictor"], part["by"]} & set(names)
    ]
    result["fractions"] = [
        part
        for part in plan.get("fractions", ())
        if part["model"] in models and part["predictor"] not in names
    ]
    result["group_risks"] = [
        part
        for part in plan.get("group_risks", ())
        if part["model"] in models and not set(part["levels"]) & set(names)
    ]
    decompositions = {
        name: {**part, "exposures": _kept(part["exposures"], names)}
        for name, part in plan.get("decompositions", {}).items()
        if part["model"] in models and part["through"] not in names
    }
    result["decompositions"] = {
        name: part for name, part in decompositions.items() if part["exposures"]
    }
    result["hypotheses"] = {
        name: part if _is_measured(part, models, names) else _unmeasured(part)
        for name, part in plan.get("hypotheses", {}).items()
    }
    result["report"] = _report(plan.get("report", {}), result, names)
    return {**result, **_further(plan, names), **_unmeasured_causes(plan, names)}


def _unmeasured_causes(plan: Content, names: Collection[str]) -> dict[str, Any]:
    """A predictor that was not measured may be a common cause all the same, and is named as one."""
    causes = plan.get("causes")
    if not causes:
        return {}
    known = plan["predictors"]
    lost = {name: known[name]["label"] for name in names if name in causes and name in known}
    ends = {
        name: [end for end in causes.get(name, ()) if end not in names or end in lost]
        for name in causes
    }
    ends |= {name: list(dict.fromkeys([*ends[name], "outcome"])) for name in lost}
    return {
        "causes": {name: kept for name, kept in ends.items() if kept},
        "unmeasured": {**plan.get("unmeasured", {}), **lost},
    }


def _report(section: Content, narrowed: Content, names: Collection[str]) -> dict[str, Any]:
    """Parts of the question go; what the study found stays, as not measured."""
    if not section:
        return {}
    models, decompositions = narrowed["models"], narrowed["decompositions"]
    parts = section.get("parts", {}).items()
    kept = {name: part for name, part in parts if _is_measured(part, models, names)}
    found = {}
    for name, part in section.get("findings", {}).items():
        shared = part.get("decomposition") in decompositions and part.get("predictor") not in names
        measured = shared if "decomposition" in part else _is_measured(part, models, names)
        found[name] = part if measured else _unmeasured(part)
    return {**section, "parts": kept, **({"findings": found} if found else {})}


def _models(models: Content, names: Collection[str]) -> dict[str, Any]:
    kept = {}
    for name, model in models.items():
        blocks = {
            key: {**block, "predictors": _kept(block["predictors"], names)}
            for key, block in model["blocks"].items()
        }
        blocks = {key: block for key, block in blocks.items() if block["predictors"]}
        first = next(iter(model["blocks"]))
        # What is left of an exploratory model may be what it was adjusted for: that asks nothing.
        bare = model.get("role") == "exploratory" and len(model["blocks"]) > 1
        if blocks and not (bare and list(blocks) == [first]):
            kept[name] = {**model, "blocks": blocks}
    return kept


def _further(plan: Content, names: Collection[str]) -> dict[str, Any]:
    """The screen and the stack; a stack of fewer than two domains is none."""
    result: dict[str, Any] = {}
    if screen := plan.get("screen"):
        result["screen"] = {**screen, "adjust_for": _kept(screen["adjust_for"], names)}
    if problem_count := plan.get("problem_count"):
        adjust_for, domains = (
            _kept(problem_count[key], names) for key in ("adjust_for", "domains")
        )
        result["problem_count"] = {**problem_count, "adjust_for": adjust_for, "domains": domains}
        if len(domains) < 2:
            result["problem_count"] = None
    return result


def _kept(listed: Sequence[str], names: Collection[str]) -> list[str]:
    return [name for name in listed if name not in names]


def _is_measured(part: Content, models: Content, names: Collection[str]) -> bool:
    return part.get("model") in models and part.get("predictor") not in names


def _unmeasured(part: Content) -> dict[str, Any]:
    contrast = ("model", "predictor", "level", "decomposition")
    return {key: value for key, value in part.items() if key not in contrast}
