"""A reason that travelled with a number, said as a sentence."""

import re

from thuiszitters import numerals
from thuiszitters.language.catalogue import known, say
from thuiszitters.plan.text import Language
from thuiszitters.study import Study


def parse(reason: str) -> tuple[str, dict[str, str]]:
    """Split a reason into its key and its values.

    Examples
    --------
    >>> parse("separation|predictor=dia|level=yes")
    ('separation', {'predictor': 'dia', 'level': 'yes'})
    """
    key, *parts = reason.split("|")
    return key, dict(part.split("=", 1) for part in parts)


def explain(reason: str, language: Language, study: Study) -> str:
    """The sentence for a reason; names become labels and numbers are printed as numbers.

    A value whose name and content have a text of their own (``word.direction.up``) is said
    with that text.
    """
    if not reason:
        return ""
    key, raw = parse(reason)
    values = {name: _value(name, value, raw, language, study) for name, value in raw.items()}
    # A number has no level: the words of its predictor are then followed by one space, not two.
    return re.sub(r" +", " ", say(f"reason.{key}", language, **values)).strip()


def _value(name: str, value: str, raw: dict[str, str], language: Language, study: Study) -> str:
    if name in {"predictor", "predictors", "others"}:
        return ", ".join(
            _predictor_label(part.strip(), language, study) for part in value.split(",")
        )
    if name in {"level", "reference"} and "predictor" in raw:
        return _level_label(raw["predictor"], value, language, study)
    if name == "model" and value in study.models:
        return study.models[value].label.in_language(language)
    if name == "block":
        return _block_label(value, language, study)
    if known(f"word.{name}.{value}"):
        return say(f"word.{name}.{value}", language)
    return _printed(value, language)


def _level_label(predictor: str, level: str, language: Language, study: Study) -> str:
    """A level by label; for a product of predictors, both levels."""
    names, levels = predictor.split(":"), level.split(":")
    if len(names) == 1:
        levels = [level]
    pairs = zip(names, levels, strict=False)
    return " × ".join(
        study.predictors[name].level(part).in_language(language)
        if name in study.predictors
        else part
        for name, part in pairs
    )


def _predictor_label(name: str, language: Language, study: Study) -> str:
    """A predictor by label; a product by the labels of both."""
    if ":" in name:
        return " × ".join(_predictor_label(part, language, study) for part in name.split(":"))
    known_name = name in study.predictors
    return study.predictors[name].label.in_language(language) if known_name else name


def _block_label(name: str, language: Language, study: Study) -> str:
    for model in study.models.values():
        for block in model.blocks:
            if block.name == name:
                return block.label.in_language(language)
    return name


def _printed(value: str, language: Language) -> str:
    try:
        content = float(value)
    except ValueError:
        return value
    if content.is_integer():
        return numerals.count(content, language)
    return numerals.statistic(content, language)
