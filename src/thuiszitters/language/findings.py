"""What an interval allows one to say, and nothing more.

A verdict looks at the interval of an odds ratio alone: it excludes 1 on one side, or it does not.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.labels import unit_label
from thuiszitters.plan.analysis import MORE
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.remembered import remembered
from thuiszitters.results.rows import StoredRow, suppressed
from thuiszitters.results.study import Predictor

Verdict = Literal["higher", "lower", "open", "suppressed", "none"]
#: Why no direction can be named: intervals hold 1, some or all are suppressed, none was estimated.
Unsettled = Literal["open", "partly", "suppressed", "none"]


def verdict(row: StoredRow) -> Verdict:
    """The verdict on one stored estimate.

    Examples
    --------
    >>> verdict({"status": "ok", "odds_ratio": 2.0, "ci_low": 1.2, "ci_high": 3.3})
    'higher'
    >>> verdict({"status": "ok", "odds_ratio": 2.0, "ci_low": 0.9, "ci_high": float("inf")})
    'open'
    """
    low, high = number(row["ci_low"]), number(row["ci_high"])
    if low != low or high != high:
        return "suppressed" if suppressed(row) else "none"
    if low > 1:
        return "higher"
    return "lower" if high < 1 else "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """One adjusted estimate, its reference group, and the verdict on it.

    Attributes
    ----------
    n_pupils, n_events
        Pupils with this level, and those of them with the outcome.
    reference_pupils, reference_events
        The same for the reference level; NaN for a numeric predictor.
    """

    model: str
    predictor: Predictor
    level: str | None
    verdict: Verdict
    odds_ratio: float
    low: float
    high: float
    p_value: float
    n_pupils: float
    n_events: float
    reference_pupils: float
    reference_events: float
    reason: str

    def label(self, language: Language) -> str:
        """Predictor and level, as short as they can be without doubt; for tables and figures."""
        name = self.predictor.named(self.level, language)
        if self.level is None:
            return f"{name} ({unit_label(self.predictor, language)})"
        return name

    def pupils(self, language: Language) -> str:
        """The pupils it is about, for running text: in the words of the plan where it has some."""
        return self._pupils_of(self.level, language)

    def other_pupils(self, language: Language) -> str:
        """The pupils they are compared with, for running text; empty for a number."""
        reference = self.predictor.reference
        return "" if reference is None else self._pupils_of(reference, language)

    def _pupils_of(self, level: str | None, language: Language) -> str:
        own = self.predictor.pupils.get(level or MORE)
        if own is not None:
            return own.in_language(language)
        if level is None:
            name = self.predictor.label.in_language(language)
            return say("word.pupils_of.more", language, label=name)
        if self.predictor.plain and level == "no":
            name = self.predictor.label.in_language(language)
            return say("word.pupils_of.without", language, label=name)
        return say("word.pupils_of.with", language, label=self.predictor.named(level, language))

    @property
    def countable(self) -> bool:
        """Whether both groups have pupils and their counts are released."""
        counts = (self.n_events, self.reference_events)
        known = self.n_pupils > 0 and self.reference_pupils > 0
        return known and all(count >= 0 for count in counts)

    @property
    def share(self) -> float:
        """Share of the pupils with this level who have the outcome."""
        return self.n_events / self.n_pupils

    @property
    def reference_share(self) -> float:
        """The same among the pupils it is compared with."""
        return self.reference_events / self.reference_pupils

    def reference_label(self, language: Language) -> str:
        """The level it is compared with; empty for a number."""
        if self.predictor.reference is None:
            return ""
        return self.predictor.level(self.predictor.reference).in_language(language)

    @property
    def against_without(self) -> bool:
        """Whether it is compared with the pupils who merely do not have it."""
        return self.predictor.plain and self.predictor.reference == "no"

    def against(self, language: Language) -> str:
        """The pupils it is compared with, as a phrase: those without, or those of a named level."""
        if self.against_without:
            return say("word.against.without", language)
        return say("word.against.level", language, reference=self.reference_label(language))


@remembered
def findings(numbers: Numbers, model: str, kind: str = "adjusted") -> tuple[Finding, ...]:
    """Every estimate of a model except references and the intercept, in table order."""
    stored = numbers.rows("estimates")
    rows = [row for row in stored if row["model"] == model and row["model_kind"] == kind]
    references = {row["predictor"]: row for row in rows if row["status"] == "reference"}
    found = []
    for row in rows:
        if row["status"] == "reference" or row["predictor"] not in numbers.study.predictors:
            continue
        reference = references.get(row["predictor"], {})
        found.append(
            Finding(
                model=model,
                predictor=numbers.study.predictors[row["predictor"]],
                level=str(row["level"]) if present(row["level"]) else None,
                verdict=verdict(row),
                odds_ratio=number(row["odds_ratio"]),
                low=number(row["ci_low"]),
                high=number(row["ci_high"]),
                p_value=number(row["p_value"]),
                n_pupils=number(row["n_pupils"]),
                n_events=number(row["n_events"]),
                reference_pupils=number(reference.get("n_pupils")),
                reference_events=number(reference.get("n_events")),
                reason=row["reason"] or "",
            )
        )
    return tuple(found)


@remembered
def confirmatory_findings(numbers: Numbers) -> tuple[Finding, ...]:
    """Findings of the main model, and of the other confirmatory models what it does not hold."""
    study = numbers.study
    main = study.main_model
    others = [model for model in study.models.values() if model.role == "confirmatory"]
    collected = list(findings(numbers, main.name))
    covered = set(main.predictors)
    for model in others:
        fresh = findings(numbers, model.name)
        collected += [finding for finding in fresh if finding.predictor.name not in covered]
        covered |= set(model.predictors)
    return tuple(collected)


def worked_example(numbers: Numbers) -> Finding | None:
    """The settled finding with released counts and no empty cell that is furthest from 1."""
    complete = [
        finding
        for finding in confirmatory_findings(numbers)
        if 0 < finding.n_events < finding.n_pupils
        and 0 < finding.reference_events < finding.reference_pupils
        and finding.odds_ratio > 0
    ]
    settled = [finding for finding in complete if finding.verdict in ("higher", "lower")]
    chosen = settled or complete
    return max(chosen, key=lambda finding: abs(math.log(finding.odds_ratio)), default=None)


def of_verdict(all_findings: Iterable[Finding], *wanted: Verdict) -> tuple[Finding, ...]:
    """The findings with one of the wanted verdicts, in their own order."""
    return tuple(finding for finding in all_findings if finding.verdict in wanted)


def unsettled(all_findings: Iterable[Finding]) -> Unsettled | None:
    """Why no finding has a direction; None when one of them has.

    An interval that was suppressed says nothing, and is never taken for one that holds 1.
    """
    verdicts = {finding.verdict for finding in all_findings}
    if verdicts & {"higher", "lower"}:
        return None
    if "suppressed" in verdicts:
        return "partly" if "open" in verdicts else "suppressed"
    return "open" if "open" in verdicts else "none"


def capital(sentence: str) -> str:
    """A sentence with its first letter as a capital.

    Examples
    --------
    >>> capital("pupils of year 3")
    'Pupils of year 3'
    """
    return sentence[:1].upper() + sentence[1:]


def joined(parts: Iterable[str], language: Language) -> str:
    """Parts as a list in a sentence.

    Examples
    --------
    >>> joined(["a", "b", "c"], "nl"), joined(["a", "b"], "en"), joined(["a"], "en")
    ('a, b en c', 'a and b', 'a')
    """
    listed = list(parts)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {say('word.and', language)} {listed[-1]}"
