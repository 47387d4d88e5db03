"""What pupils with the outcome did or were, as part of a sentence."""

from dataclasses import dataclass

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.results.study import Study

#: Verbs after which English puts an adverb; before others it stands in front.
_AFTER = ("was", "were")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb in the past tense and the rest.

    Examples
    --------
    >>> Phrase("were", "out of school", "en").often("more often")
    'were more often out of school'
    >>> Phrase("had", "the outcome", "en").often("more often")
    'more often had the outcome'
    >>> Phrase("zaten", "lang thuis", "nl").often("vaker"), Phrase("zaten", "thuis", "nl").clause
    ('zaten vaker lang thuis', 'thuis zaten')
    """

    verb: str
    rest: str
    language: Language

    @property
    def whole(self) -> str:
        """As a main clause says it."""
        return f"{self.verb} {self.rest}".strip()

    @property
    def clause(self) -> str:
        """As a clause after ‘how many’ says it: Dutch puts the verb last."""
        if self.language == "nl":
            return f"{self.rest} {self.verb}".strip()
        return self.whole

    def often(self, adverb: str) -> str:
        """With an adverb such as ‘more often’."""
        if self.language == "en" and self.verb not in _AFTER:
            return f"{adverb} {self.whole}"
        return f"{self.verb} {adverb} {self.rest}".strip()


def outcome_phrase(study: Study, language: Language) -> Phrase:
    """The phrase of a study's outcome, or that they had the outcome of its label."""
    if study.outcome_phrase is not None:
        words = study.outcome_phrase.in_language(language)
    else:
        label = study.outcome_label.in_language(language)
        words = say("answer_card.outcome.had", language, label=label)
    verb, _, rest = words.partition(" ")
    return Phrase(verb, rest, language)
