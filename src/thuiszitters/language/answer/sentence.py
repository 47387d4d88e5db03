"""The one sentence that answers the question."""

from collections.abc import Iterable, Sequence

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.answer.evidence import Answer
from thuiszitters.language.answer.phrase import outcome_phrase
from thuiszitters.language.findings import capital, joined
from thuiszitters.results.read import Numbers


def answer_sentence(found: Sequence[Answer], numbers: Numbers, language: Language) -> str:
    """What is clear first, then what is borderline, then what stays inconclusive."""
    for grade in ("suppressed", "none"):
        if found and all(one.judgement.grade == grade for one in found):
            return f"{capital(say(f'answer_card.clause.all_{grade}', language))}."
    clauses = [
        *_clear(found, numbers, language),
        *_borderline(found, numbers, language),
        *_inconclusive(found, language),
    ]
    for grade in ("suppressed", "none"):
        names = _names(_graded(found, grade), language)
        if names:
            clauses.append(say(f"answer_card.clause.{grade}", language, list=names))
    return f"{capital('; '.join(clauses))}."


def lowered(label: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals.

    Examples
    --------
    >>> lowered("Age group"), lowered("ADHD")
    ('age group', 'ADHD')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def named(answer: Answer, language: Language) -> str:
    """The pupils a part is about, or the label of a factor as a whole."""
    if answer.finding is None or answer.part.level is None:
        return lowered(answer.predictor.label.in_language(language))
    return answer.finding.pupils(language)


def _graded(found: Iterable[Answer], grade: str, direction: str = "") -> list[Answer]:
    return [
        one
        for one in found
        if one.judgement.grade == grade and direction in ("", one.judgement.direction)
    ]


def _names(found: Iterable[Answer], language: Language) -> str:
    return joined((named(one, language) for one in found), language)


def _clear(found: Sequence[Answer], numbers: Numbers, language: Language) -> list[str]:
    clauses = []
    phrase = outcome_phrase(numbers.study, language)
    for direction in ("higher", "lower"):
        pupils = _pupils(_graded(found, "clear", direction), language)
        if pupils:
            adverb = say(f"answer_card.adverb.clear_{direction}", language)
            predicate = phrase.often(adverb)
            said = say("answer_card.clause.clear", language, pupils=pupils, predicate=predicate)
            clauses.append(said)
    factors = _names(_graded(found, "clear", "differs"), language)
    if factors:
        clauses.append(say("answer_card.clause.factor", language, label=factors))
    return clauses


def _pupils(found: Iterable[Answer], language: Language) -> str:
    """The pupils of these parts; for a number those with more of it."""
    return joined((one.finding.pupils(language) for one in found if one.finding), language)


def _borderline(found: Sequence[Answer], numbers: Numbers, language: Language) -> list[str]:
    clauses = []
    phrase = outcome_phrase(numbers.study, language)
    for direction in ("higher", "lower"):
        pupils = _pupils(_graded(found, "borderline", direction), language)
        if pupils:
            predicate = phrase.often(say(f"answer_card.here.{direction}", language))
            values = {"pupils": pupils, "predicate": predicate}
            clauses.append(say("answer_card.clause.borderline", language, **values))
    graded = _graded(found, "borderline")
    factors = _names((one for one in graded if one.finding is None), language)
    if factors:
        clauses.append(say("answer_card.clause.borderline_factor", language, label=factors))
    return clauses


def _inconclusive(found: Sequence[Answer], language: Language) -> list[str]:
    """The only part that points one way is told with its direction; the others are listed."""
    graded = [one for one in found if one.judgement.grade in ("leaning", "undirected")]
    if graded and len(graded) == len(found):
        return [say("answer_card.clause.all_open", language, list=_names(graded, language))]
    leaning = _graded(graded, "leaning")
    told = leaning if len(leaning) == 1 else []
    clauses = [_leaning(one, language) for one in told]
    rest = [one for one in graded if one not in told]
    if len(rest) == 1:
        clauses.append(say("answer_card.clause.open.one", language, list=_names(rest, language)))
    elif rest:
        # A level has a label of its own: two levels of one factor are two things.
        labels = joined((lowered(one.part.label.in_language(language)) for one in rest), language)
        clauses.append(say("answer_card.clause.open.many", language, list=labels))
    return clauses


def _leaning(one: Answer, language: Language) -> str:
    label = named(one, language)
    pupils = one.finding.pupils(language) if one.finding else label
    key = f"answer_card.clause.leaning_{one.judgement.direction}"
    return say(key, language, label=label, pupils=pupils)
