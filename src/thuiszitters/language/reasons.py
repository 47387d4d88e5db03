"""A reason that travelled with a number, said as a sentence."""

import re
from itertools import zip_longest

from thuiszitters.base.text import Language
from thuiszitters.language import number_format
from thuiszitters.language.catalogue import known, say
from thuiszitters.results.study import Study


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
    said = re.sub(r" +", " ", say(f"reason.{key}", language, **values)).strip()
    return said.replace("( ", "(")


def _value(name: str, value: str, raw: dict[str, str], language: Language, study: Study) -> str:
    if name in {"predictor", "level"} and {"predictor", "level"} <= raw.keys():
        # One phrase for both, in the place of the level.
        return (
            "" if name == "predictor" else groups_together(raw["predictor"], value, language, study)
        )
    if name in {"predictor", "predictors", "others"}:
        return ", ".join(
            _predictor_label(part.strip(), language, study) for part in value.split(",")
        )
    if name == "reference" and "predictor" in raw:
        return _level_label(raw["predictor"], value, language, study)
    if name == "model" and value in study.models:
        return study.models[value].label.in_language(language)
    if name == "block":
        return _block_label(value, language, study)
    if known(f"word.{name}.{value}"):
        return say(f"word.{name}.{value}", language)
    return _printed(value, language)


def _level_label(predictor: str, level: str, language: Language, study: Study) -> str:
    spec = study.predictors.get(predictor)
    return spec.level(level).in_language(language) if spec else level


def groups_together(predictors: str, levels: str, language: Language, study: Study) -> str:
    """A level with its predictor, or one of each of two; a plain yes goes by its predictor."""
    pairs = zip_longest(predictors.split(":"), levels.split(":"), fillvalue="")
    if ":" not in predictors:
        pairs = zip_longest([predictors], [levels])
    said = []
    for name, level in pairs:
        spec = study.predictors.get(name)
        plain = not level or (spec is not None and spec.kind == "binary" and level == "yes")
        label = _predictor_label(name, language, study)
        if not plain:
            label += f": {_level_label(name, level, language, study)}"
        said.append(say("word.quoted", language, label=label))
    return f" {say('word.together', language)} ".join(said)


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
        return number_format.count(content, language)
    return number_format.statistic(content, language)
