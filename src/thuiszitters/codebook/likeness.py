"""Which code a text in somebody's own words stands for, how sure that is, and by which words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from thuiszitters.codebook.codes import Codebook
from thuiszitters.codebook.synonyms import Synonyms

#: From this likeness on a code is proposed, if no other code comes as near as `_APART`. Opposites
#: that share nearly all signs stay below it: "gemotiveerd" and "ongemotiveerd" are 0.92 alike.
SURE = 0.93
#: From this likeness on, and below `SURE`, it is asked. Words of chance stay below it.
ASK = 0.79
_APART = 0.04
#: The most that words can get which may also name what goes well: they are asked.
_UNSURE = 0.85
_PROBLEM = re.compile(r"(problem|klacht|moeilijk|difficult|symptom|conflict)")
#: Words that say nothing about which problem is meant.
_EMPTY = (
    "de het een en of in van met bij op aan is er sprake aanwezig heeft had ja nee tot te "
    "probleem problemen problematiek klachten leerling jeugdige kind volgens score "
    "the a an and or with at on has yes no present problem problems difficulty difficulties "
    "pupil child student young person j n y"
)
_SAYS_NOTHING = frozenset(_EMPTY.split())
#: Words that turn a problem into its opposite.
_NEGATIONS = frozenset(["geen", "niet", "zonder", "no", "not", "without"])


@dataclass(frozen=True)
class Likeness:
    """The code nearest to a text.

    Attributes
    ----------
    words
        The label or the synonym by which it was found.
    score
        1 when all words that matter are the same, in whatever order; else the share of signs that
        agree (`difflib.SequenceMatcher.ratio`).
    sure
        False where it is a question: below `SURE`, or another code is as near.
    """

    code: str
    words: str
    score: float
    sure: bool


class Likenesses:
    """A code list with its synonyms, ready to be asked about texts.

    Examples
    --------
    >>> from thuiszitters.base.text import Text
    >>> from thuiszitters.codebook.code import Code
    >>> axis = Code("A", "axis", None, Text("Gedrag", "Behaviour"), "own")
    >>> code = Code("A202", "rubric", "A", Text("Opstandig gedrag", "Defiance"), "own")
    >>> words = Synonyms({"A202": ("oppositioneel gedrag",)})
    >>> book = Likenesses(Codebook("x", (axis, code)), words)
    >>> book.nearest("Oppositioneel gedrag (ja/nee)").code
    'A202'
    >>> book.nearest("Schoolniveau") is None
    True
    """

    def __init__(self, codebook: Codebook, synonyms: Synonyms) -> None:
        self._codebook = codebook
        self._synonyms = synonyms

    @cached_property
    def _known(self) -> list["_Phrase"]:
        labels = [
            (label, code.code)
            for code in self._codebook.codes
            if len(code.code) > 1
            for label in (code.label.nl, code.label.en)
            if label
        ]
        held = {code.code for code in self._codebook.codes} | set(self._synonyms.local)
        labels += [
            (words, code)
            for code, listed in self._synonyms.words.items()
            if code in held
            for words in listed
        ]
        return [_phrase(words, code) for words, code in labels]

    def nearest(self, text: str) -> Likeness | None:
        """The code nearest to a text; None where nothing comes near `ASK`."""
        best: dict[str, tuple[float, str]] = {}
        asked = _phrase(text, "")
        if not asked.core:
            return None
        for known in self._known:
            score = _score(asked, known)
            if score > best.get(known.code, (0.0, ""))[0]:
                best[known.code] = (score, known.words)
        ranked = sorted(best.items(), key=lambda item: -item[1][0])
        if not ranked or ranked[0][1][0] < ASK:
            return None
        code, (score, words) = ranked[0]
        rivals = [found for other, (found, _) in ranked[1:] if not self._of_one_kind(code, other)]
        # The same words are the same thing, however alike others are ("echtscheiding" and
        # "vechtscheiding").
        apart = not rivals or score - rivals[0] >= _APART or rivals[0] < score == 1
        sure = score >= SURE and apart
        return Likeness(code, words, round(score, 2), sure)

    def _of_one_kind(self, code: str, other: str) -> bool:
        """Whether one code stands above the other, so that taking the first loses nothing."""
        if code not in self._codebook or other not in self._codebook:
            return False
        return other in self._codebook.upward(code) or code in self._codebook.upward(other)


@dataclass(frozen=True)
class _Phrase:
    """A text beside what of it is compared.

    Attributes
    ----------
    whole, core
        All its signs, and the words that matter.
    denies, is_problem, neutral
        Whether it is about something absent, says "problem", or may name what goes well.
    """

    words: str
    code: str
    whole: str
    core: str
    denies: bool
    is_problem: bool
    neutral: bool


def _phrase(text: str, code: str) -> _Phrase:
    whole = folded(text)
    is_problem = bool(_PROBLEM.search(whole))
    neutral = bool(code) and text.startswith("~")
    shown = text.removeprefix("~") if code else text
    return _Phrase(shown, code, whole, bare(text), denies(text), is_problem, neutral)


def _score(asked: _Phrase, known: _Phrase) -> float:
    if asked.denies != known.denies or not known.core:
        return 0.0
    core = _alike(asked.core, known.core)
    if asked.is_problem != known.is_problem:
        # "Motivatie" and "motivatieproblemen" share every word that matters, and are opposites.
        core = min(core, _UNSURE)
    elif len(known.core) > 3 and set(known.core.split()) <= set(asked.core.split()):
        core = max(core, _UNSURE - 0.05)
    score = max(_alike(asked.whole, known.whole), core)
    return min(score, _UNSURE) if known.neutral else score


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ASK or matcher.quick_ratio() < ASK:
        return 0.0
    return matcher.ratio()


def folded(text: str) -> str:
    """Small letters without accents; every other sign is a space.

    Examples
    --------
    >>> folded("Financiële_problemen (thuis)")
    'financiele problemen thuis'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", plain.encode("ascii", "ignore").decode()).strip()


def bare(text: str) -> str:
    """The words that matter, sorted.

    Examples
    --------
    >>> bare("Problemen met de hechting"), bare("Hechtingsproblemen")
    ('hechting', 'hechting')
    """
    return " ".join(sorted(filter(None, map(_stem, folded(text).split()))))


def _stem(word: str) -> str:
    """A word without the "problems" that Dutch writes at its end; empty when it says nothing."""
    shorter = re.sub(r"(s?problemen|s?problematiek|klachten)$", "", word)
    return "" if word in _SAYS_NOTHING else shorter if len(shorter) > 3 else word


def denies(text: str) -> bool:
    """Whether a text is about something that is not there.

    Examples
    --------
    >>> denies("Geen contact met een ouder"), denies("Zelfbeeld (ja/nee)")
    (True, False)
    """
    words: Iterable[str] = folded(text).split()
    return any(word in _NEGATIONS for word in words)
