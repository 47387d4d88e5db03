"""What the result card says of each part and of all pupils; figures and other tables say it too."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.evidence import Answer, Share
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import records


def hundred_text(answer: Answer, language: Language) -> str:
    """Pupils out of a hundred with their margins; empty where none are released."""
    if answer.shares is None:
        return ""
    own, other = (_share(share, language) for share in answer.shares)
    if answer.share_levels is not None:
        high, low = (answer.predictor.level(name) for name in answer.share_levels)
        return say(
            "answer_card.range",
            language,
            share=own,
            ref_share=other,
            high=high.in_language(language),
            low=low.in_language(language),
        )
    key = "pair" if answer.finding is None or answer.finding.level is not None else "step"
    return say(f"answer_card.{key}", language, share=own, ref_share=other)


def totals(numbers: Numbers) -> tuple[float, float]:
    """Pupils and those with the outcome: of the main model where released, else of the cohort."""
    fits = numbers.fits
    own = fits[
        (fits["model"] == numbers.study.main_model.name) & (fits["model_kind"] == "adjusted")
    ]
    row = records(own)[0]
    pupils, events = number(row["n_pupils"]), number(row["n_events"])
    if pupils > 0 and events >= 0:
        return pupils, events
    return number(numbers.study.n_pupils), number(numbers.study.n_events)


def total_sentence(numbers: Numbers, language: Language) -> str:
    """How many of every hundred pupils had the outcome, in the words of the outcome."""
    phrase = outcome_phrase(numbers.study, language)
    pupils, events = totals(numbers)
    if not (pupils > 0 and events >= 0):
        key = "answer_card.note.total_suppressed"
        return say(key, language, verb=phrase.verb, rest=phrase.rest)
    n = number_format.per_hundred(events / pupils, language)
    return say("answer_card.note.total", language, verb=phrase.verb, rest=phrase.rest, n=n)


def grade_text(answer: Answer, language: Language) -> str:
    """How sure a part is."""
    return say(f"answer_card.grade.{answer.judgement.grade}", language)


def here_text(answer: Answer, language: Language) -> str:
    """What was found about a part."""
    judgement = answer.judgement
    if judgement.grade in ("clear", "borderline"):
        return say(f"answer_card.here.{judgement.direction}", language)
    if judgement.grade == "leaning":
        return say(f"answer_card.here.leaning_{judgement.direction}", language)
    return say(f"answer_card.here.{judgement.grade}", language)


def _share(share: Share, language: Language) -> str:
    value = number_format.per_hundred(share.value, language)
    if share.low != share.low or share.high != share.high:
        return value
    low, high = (number_format.per_hundred(end, language) for end in (share.low, share.high))
    return say("answer_card.share_margin", language, share=value, low=low, high=high)
