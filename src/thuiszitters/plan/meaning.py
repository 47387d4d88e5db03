"""What a plan's schema cannot see: names that are nowhere, and choices that do not go together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thuiszitters.base.covariances import CLUSTERED, INDEPENDENT
from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.plan.analysis import BINARY_LEVELS, MORE, count_levels
from thuiszitters.plan.causes import cause_problems
from thuiszitters.plan.further import further_problems
from thuiszitters.plan.words import words_problems

#: Columns of the table that is fitted, beside the predictors.
RESERVED = ("outcome", "n_pupils", "site", "pupil_id")
_SOURCES = ("column", "construct", "profile", "count")


def meaning_problems(content: Mapping[str, Any], where: str) -> Iterator[Problem]:
    """Problems of a plan that its schema cannot see, in the order of the file."""
    constructs = list(content["constructs"])
    if constructs and content.get("codebook") is None:
        yield Problem(
            f"{where}: codebook",
            "the plan has constructs but names no code list",
            advice="Name a file of config/codebooks, without .csv",
        )
    for name, part in content["predictors"].items():
        if name in RESERVED:
            found = "the program itself uses this name for a column"
            yield Problem(f"{where}: predictors.{name}", found, advice="Give it another name")
        yield from _predictor_problems(part, f"{where}: predictors.{name}", constructs)
    for name, part in content["models"].items():
        yield from _model_problems(part, f"{where}: models.{name}", list(content["predictors"]))
    for number, part in enumerate(content["interactions"]):
        named = tuple(part["predictors"])
        yield from _pair_problems(part["model"], named, content, f"{where}: interactions.{number}")
    for number, part in enumerate(content["subgroups"]):
        named = (part["predictor"], part["by"])
        place = f"{where}: subgroups.{number}"
        yield from _pair_problems(part["model"], named, content, place)
        by = content["predictors"].get(part["by"])
        if by is not None and by["kind"] == "numeric":
            found = f'"{part["by"]}" is a number and makes no groups'
            yield Problem(f"{place}.by", found, "a predictor with levels")
    yield from _fraction_problems(content, where)
    for name, part in content["decompositions"].items():
        named = (*part["exposures"], part["through"])
        yield from _pair_problems(part["model"], named, content, f"{where}: decompositions.{name}")
    yield from further_problems(content, where)
    yield from cause_problems(content, where)
    yield from words_problems(content, where)
    yield from _estimation_problems(content["estimation"], where)


def _fraction_problems(content: Mapping[str, Any], where: str) -> Iterator[Problem]:
    for number, part in enumerate(content["fractions"]):
        place = f"{where}: fractions.{number}"
        yield from _pair_problems(part["model"], (part["predictor"],), content, place)
        spec = content["predictors"].get(part["predictor"])
        if spec is not None and spec["kind"] == "numeric":
            found = f'"{part["predictor"]}" is a number and has no reference level'
            yield Problem(f"{place}.predictor", found, "a predictor with levels")


def _estimation_problems(estimation: Mapping[str, Any], where: str) -> Iterator[Problem]:
    if estimation["strong_caution_events"] > estimation["caution_events"]:
        yield Problem(
            f"{where}: estimation.strong_caution_events",
            "the strong caution begins above the caution",
            f"at most {estimation['caution_events']}",
        )
    if estimation["estimator"] == "firth" and estimation["clusters"] == "site":
        yield Problem(
            f"{where}: estimation.clusters",
            "intervals of the Firth estimator cannot allow for clusters",
            "none, or another estimator",
        )
    if estimation["covariance"] in INDEPENDENT and estimation["clusters"] == "site":
        yield Problem(
            f"{where}: estimation.covariance",
            f"{estimation['covariance']} takes pupils as independent",
            f"{', '.join(CLUSTERED)}, or clusters: none",
        )
    if estimation["covariance"] in CLUSTERED and estimation["clusters"] == "none":
        yield Problem(
            f"{where}: estimation.covariance",
            f"{estimation['covariance']} needs clusters",
            f"auto, {', '.join(INDEPENDENT)}, or clusters: site",
        )
    if estimation["covariance"] != "auto" and estimation["estimator"] == "firth":
        yield Problem(
            f"{where}: estimation.covariance",
            "intervals of the Firth estimator come from its penalised likelihood",
            "auto, or another estimator",
        )
    if estimation["estimator"] == "firth" and estimation["interval"] == "wald":
        yield Problem(
            f"{where}: estimation.interval",
            "a Wald interval does not go with the Firth estimator",
            "profile",
        )


def _predictor_problems(
    part: Mapping[str, Any], where: str, constructs: list[str]
) -> Iterator[Problem]:
    sources = [key for key in _SOURCES if key in part]
    if len(sources) != 1:
        found = " and ".join(sources) if sources else "no source"
        yield Problem(where, f"found {found}", f"exactly one of {', '.join(_SOURCES)}")
    single = [part["construct"]] if "construct" in part else []
    named = [*part.get("profile", ()), *single, *part.get("count", ())]
    for construct in named:
        if construct not in constructs:
            yield Problem(
                where,
                f'the construct "{construct}" is not in this plan',
                ", ".join(constructs) or "no construct: the plan has none",
                nearest_name(construct, constructs),
            )
    if part["optional"] and "column" not in part:
        found = "only a column can be absent from a cohort: its codes are those of the list"
        yield Problem(f"{where}.optional", found, "false, or a predictor from a column")
    yield from (_count_problems if "count" in part else _kind_problems)(part, where)
    levels = list(part.get("levels", BINARY_LEVELS if part["kind"] == "binary" else ()))
    if "count" in part:
        levels = list(count_levels(len(part["count"]), part["top"]))
    if part.get("reference", levels[0] if levels else None) not in (*levels, None):
        yield Problem(
            f"{where}.reference",
            f'"{part["reference"]}" is not a level',
            ", ".join(levels),
            nearest_name(part["reference"], levels),
        )
    named = levels or [MORE]
    for level in part.get("pupils", ()):
        if level not in named:
            yield Problem(
                f"{where}.pupils",
                f'"{level}" is not a level',
                ", ".join(named),
                nearest_name(level, named),
            )


def _kind_problems(part: Mapping[str, Any], where: str) -> Iterator[Problem]:
    kind = part["kind"]
    levels = list(part.get("levels", ()))
    if kind == "factor" and not levels:
        yield Problem(
            f"{where}.levels", "a factor needs its levels", "level: label, reference first"
        )
    if kind == "numeric" and (levels or "reference" in part):
        yield Problem(f"{where}.levels", "a number has no levels", "no levels and no reference")
    if kind != "numeric" and "spline" in part:
        yield Problem(f"{where}.spline", f"found a spline of a {kind} predictor", "of a number")
    if kind == "binary" and levels and sorted(levels) != sorted(BINARY_LEVELS):
        yield Problem(f"{where}.levels", "found other levels", "no and yes")
    if kind == "binary" and "column" in part and not ("yes" in part and "no" in part):
        yield Problem(
            where, "it is not said which values are yes and no", "yes: [...] and no: [...]"
        )
    for value in set(part.get("yes", ())) & set(part.get("no", ())):
        yield Problem(where, f'the value "{value}" stands for yes and for no', "each value once")
    if "profile" in part and (kind != "factor" or len(levels) != 4):
        yield Problem(
            where,
            "a problem profile is a factor with four levels",
            "neither, first only, second only, both",
        )
    if "profile" in part and len(part.get("topics", ("", ""))) != 2:
        yield Problem(
            f"{where}.topics",
            "a problem profile has two topics",
            "the topic of its first construct, then that of its second",
        )
    if "construct" in part and kind != "binary":
        yield Problem(f"{where}.kind", f"a construct cannot be {kind}", "binary")


def _count_problems(part: Mapping[str, Any], where: str) -> Iterator[Problem]:
    if part["kind"] != "factor":
        yield Problem(f"{where}.kind", f"a count cannot be {part['kind']}", "factor")
    for key in ("levels", "yes", "no", "spline"):
        if key in part:
            found = f'a count makes its own levels and has no "{key}"'
            yield Problem(f"{where}.{key}", found, advice='Set "top" for another last level')


def _model_problems(
    part: Mapping[str, Any], where: str, predictors: list[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for block, content in part["blocks"].items():
        place = f"{where}.blocks.{block}.predictors"
        for predictor in content["predictors"]:
            if predictor not in predictors:
                advice = nearest_name(predictor, predictors)
                found = f'"{predictor}" is not a predictor of this plan'
                yield Problem(place, found, ", ".join(predictors), advice)
            elif predictor in seen:
                yield Problem(place, f'"{predictor}" stands in two blocks', "each predictor once")
            seen.add(predictor)


def _pair_problems(
    model: str, predictors: Sequence[str], content: Mapping[str, Any], where: str
) -> Iterator[Problem]:
    """Problems of an analysis that names a model and some of its predictors."""
    models = content["models"]
    if model not in models:
        found = f'"{model}" is not a model of this plan'
        yield Problem(f"{where}.model", found, ", ".join(models), nearest_name(model, list(models)))
        return
    own = [name for block in models[model]["blocks"].values() for name in block["predictors"]]
    for name in predictors:
        if name not in own:
            found = f'"{name}" is not a predictor of the model "{model}"'
            yield Problem(where, found, ", ".join(own), nearest_name(name, own))
        elif predictors.count(name) > 1:
            yield Problem(where, f'"{name}" is named twice', "different predictors")
