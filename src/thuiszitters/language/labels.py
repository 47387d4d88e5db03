"""Labels of levels, and of the unit that a number’s odds ratio is about."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format
from thuiszitters.language.catalogue import say
from thuiszitters.results.read import present
from thuiszitters.results.study import Predictor


def level_label(predictor: Predictor, level: object, language: Language) -> str:
    """The label of a level, or of the unit a numeric odds ratio is about."""
    if present(level):
        return predictor.level(str(level)).in_language(language)
    return unit_label(predictor, language)


def unit_label(predictor: Predictor, language: Language) -> str:
    """What one step of a numeric predictor is.

    The words are ``per year`` for a step of one unit and ``per 5 years`` style otherwise.
    """
    unit = predictor.unit.in_language(language) if predictor.unit else ""
    whole = float(predictor.per).is_integer()
    per = number_format.decimal(predictor.per, 0 if whole else 1, language)
    if not unit:
        return say("word.per_bare", language, per=per)
    if predictor.per == 1:
        return say("word.per_one", language, unit=unit)
    return say("word.per_unit", language, per=per, unit=unit)
