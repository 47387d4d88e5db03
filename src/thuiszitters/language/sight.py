"""What a cohort can see of the reasons and expectations that its plan lists, and through what."""

from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.language.catalogue import say
from thuiszitters.plan.topics import IN_PART, WHOLLY
from thuiszitters.plan.words import Reason
from thuiszitters.results.study import Predictor, Study

Sight = Literal["yes", "partly", "no"]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a reason was measured, by which predictors of the models and by which codes.

    A code counts where the table of all codes shows it: recorded, for enough pupils.
    """

    sight: Sight
    predictors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def used_predictors(study: Study) -> tuple[Predictor, ...]:
    """Predictors of any model, each once."""
    names = dict.fromkeys(name for model in study.models.values() for name in model.predictors)
    return tuple(study.predictors[name] for name in names)


def sight(topic: str, study: Study) -> tuple[Sight, tuple[str, ...]]:
    """How a topic was measured by the predictors of the models, and by which.

    A plan says what its predictors measure; their names say nothing.
    """

    def about(*topics: str) -> tuple[str, ...]:
        used = used_predictors(study)
        return tuple(one.name for one in used if set(topics) & set(one.topics))

    wholly = about(topic, *WHOLLY.get(topic, ()))
    if wholly:
        return "yes", wholly
    partly = about(*IN_PART.get(topic, ()))
    return ("partly", partly) if partly else ("no", ())


def seen(reason: Reason, study: Study) -> Seen:
    """How a reason was measured, by predictors and else by recorded codes."""
    found, predictors = sight(reason.topic, study)
    if found == "yes":
        return Seen(found, predictors)
    wholly, partly = (
        tuple(code for code in codes if code in study.codes)
        for codes in (reason.codes, reason.codes_in_part)
    )
    if wholly:
        return Seen("yes", predictors, (*wholly, *partly))
    return Seen("partly" if partly else found, predictors, partly)


def seen_topic(topic: str, study: Study) -> Seen:
    """The same of the reasons under a topic: the one that was seen best."""
    under = [one for _, group in study.words.reasons for one in group if one.topic == topic]
    found = [seen(one, study) for one in under] or [Seen(*sight(topic, study))]
    return min(found, key=lambda one: ("yes", "partly", "no").index(one.sight))


def through(one: Seen, study: Study, language: Language) -> str:
    """Labels of the predictors and codes that show a reason."""
    labels = [study.predictors[name].label.in_language(language) for name in one.predictors]
    for code in one.codes:
        label = study.codes[code].label.in_language(language)
        labels.append(say("visible.code", language, code=code, label=label))
    return ", ".join(labels)
