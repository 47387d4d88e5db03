"""What is released about each part of a question, gathered from all tables that hold it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from thuiszitters.base.multiplicity import holm
from thuiszitters.base.text import Text
from thuiszitters.language.answer.certainty import Evidence, Judgement, judge, judge_factor
from thuiszitters.language.empty_pairs import stored_pairs
from thuiszitters.language.findings import Finding, confirmatory_findings, findings
from thuiszitters.plan.words import Part
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.results.remembered import remembered
from thuiszitters.results.rows import StoredRow, records, suppressed
from thuiszitters.results.study import Predictor

#: Model, predictor and level; no level for a number and for a factor as a whole.
Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its margin; NaN where it has none."""

    value: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True, slots=True)
class Answer:
    """A part of the question with everything that answers it.

    Attributes
    ----------
    finding
        The comparison; None for a factor as a whole.
    shares
        The group and the group it is compared with; of a factor as a whole its lowest and
        highest level, named by `share_levels`.
    standardised
        Whether the shares are standardised, and not as counted.
    empty_pairs
        Combinations that no pupil has and over which the shares reach, as stored.
    """

    part: Part
    predictor: Predictor
    judgement: Judgement
    evidence: Evidence
    finding: Finding | None = None
    shares: tuple[Share, Share] | None = None
    share_levels: tuple[str, str] | None = None
    standardised: bool = True
    empty_pairs: tuple[str, ...] = ()


@remembered
def question_parts(numbers: Numbers) -> tuple[Part, ...]:
    """The parts the plan names, else every predictor of the confirmatory models, each once."""
    study = numbers.study
    if study.words.parts:
        return study.words.parts
    main = study.main_model
    models = [main, *(m for m in study.models.values() if m.role == "confirmatory" and m != main)]
    parts: dict[str, Part] = {}
    for model in models:
        for name in model.predictors:
            predictor = study.predictors[name]
            level = "yes" if predictor.kind == "binary" and predictor.reference == "no" else None
            if predictor.kind == "binary" and level is None:
                level = "no"
            fresh = Part(name, _label(predictor, level), model.name, name, level)
            parts.setdefault(name, fresh)
    return tuple(parts.values())


def _label(predictor: Predictor, level: str | None) -> Text:
    """The predictor, and its level where that says more."""
    return Text(nl=predictor.named(level, "nl"), en=predictor.named(level, "en"))


@remembered
def answers(numbers: Numbers) -> tuple[Answer, ...]:
    """Every part of the question with its judgement, in the order of the plan."""
    return tuple(answer_to(part, numbers) for part in question_parts(numbers))


@remembered
def other_answers(numbers: Numbers) -> tuple[Answer, ...]:
    """Confirmatory comparisons that are no part of the question, judged alike."""
    asked = {(part.model, part.predictor, part.level) for part in question_parts(numbers)}
    whole = {(part.model, part.predictor) for part in question_parts(numbers) if not part.level}
    rest = []
    for finding in confirmatory_findings(numbers):
        key = (finding.model, finding.predictor.name, finding.level)
        if key in asked or key[:2] in whole:
            continue
        part = Part("", finding.predictor.label, *key)
        rest.append(answer_to(part, numbers))
    return tuple(rest)


def judgement_of(finding: Finding, numbers: Numbers) -> Judgement:
    """The judgement on one estimate of a model, as the card would give it."""
    return judge(_evidence(finding, numbers))


def empty_pairs_of(finding: Finding, numbers: Numbers) -> tuple[str, ...]:
    """Combinations that no pupil has and over which its risks reach, as stored."""
    return stored_pairs([_risks(numbers).get(_key(finding), {}).get("empty_pairs")])


def contrasts(numbers: Numbers) -> int:
    """How many comparisons the plan makes: those that Holm's correction counts."""
    return sum(finding.p_value == finding.p_value for finding in confirmatory_findings(numbers))


def answer_to(part: Part, numbers: Numbers) -> Answer:
    """One comparison with its judgement; its part need not be one of the question."""
    predictor = numbers.study.predictors[part.predictor]
    if part.level is None and predictor.kind != "numeric":
        return _factor(part, predictor, numbers)
    finding = next(
        one
        for one in findings(numbers, part.model)
        if one.predictor.name == part.predictor and one.level == part.level
    )
    evidence = _evidence(finding, numbers)
    shares, standardised = _shares(finding, numbers)
    return Answer(
        part=part,
        predictor=predictor,
        judgement=judge(evidence),
        evidence=evidence,
        finding=finding,
        shares=shares,
        standardised=standardised,
        empty_pairs=empty_pairs_of(finding, numbers),
    )


def _factor(part: Part, predictor: Predictor, numbers: Numbers) -> Answer:
    """A factor as a whole: its test, and the levels that lie furthest apart."""
    row = _test(numbers, part.model, part.predictor, "adjusted")
    evidence = Evidence(
        p_value=number(row.get("p_value")),
        complete_p=number(_test(numbers, part.model, part.predictor, "complete").get("p_value")),
        level=numbers.study.estimation.level,
        suppressed=suppressed(row),
    )
    risks = {
        key[2]: one
        for key, one in _risks(numbers).items()
        if key[:2] == (part.model, part.predictor) and key[2] is not None
    }
    found: dict[str, Share] = {}
    for level, one in risks.items():
        found[level] = Share(*(number(one[key]) for key in ("risk", "risk_low", "risk_high")))
        keys = ("risk_reference", "risk_reference_low", "risk_reference_high")
        found[predictor.reference or ""] = Share(*(number(one[key]) for key in keys))
    standardised = "risks" in numbers.more
    if not standardised:
        found = _counted(part, numbers)
    known = {level: share for level, share in found.items() if share.value >= 0}
    shares, levels = None, None
    if len(known) > 1:
        low = min(known, key=lambda level: known[level].value)
        high = max(known, key=lambda level: known[level].value)
        shares, levels = (known[high], known[low]), (high, low)
    judgement = judge_factor(evidence)
    pairs = stored_pairs(one.get("empty_pairs") for one in risks.values())
    return Answer(part, predictor, judgement, evidence, None, shares, levels, standardised, pairs)


def _counted(part: Part, numbers: Numbers) -> dict[str, Share]:
    """Shares of the levels of a factor as counted, for numbers without standardised risks."""
    found: dict[str, Share] = {}
    for one in findings(numbers, part.model):
        if one.predictor.name == part.predictor and one.countable and one.level is not None:
            found[one.predictor.reference or ""] = Share(one.reference_share)
            found[one.level] = Share(one.share)
    return found


def _evidence(finding: Finding, numbers: Numbers) -> Evidence:
    """Everything that is released about one comparison."""
    key = _key(finding)
    own = _adjusted(numbers, "estimates").get(key)
    complete = _adjusted(numbers, "complete_cases").get(key, {})
    risk = _risks(numbers).get(key, {})
    factor: Mapping[str, Any] = {}
    if finding.predictor.kind == "factor":
        factor = _test(numbers, finding.model, finding.predictor.name, "adjusted")
    return Evidence(
        odds_ratio=finding.odds_ratio,
        low=finding.low,
        high=finding.high,
        p_value=finding.p_value,
        p_holm=_p_holm(numbers, finding.model).get(key, math.nan),
        risk_low=number(risk.get("difference_low")),
        risk_high=number(risk.get("difference_high")),
        complete_low=number(complete.get("ci_low")),
        complete_high=number(complete.get("ci_high")),
        factor_p=number(factor.get("p_value")),
        level=numbers.study.estimation.level,
        suppressed=suppressed(own or {}),
    )


def _key(finding: Finding) -> Key:
    return finding.model, finding.predictor.name, finding.level


@remembered
def _p_holm(numbers: Numbers, model: str) -> dict[Key, float]:
    """p-values of the comparisons of one model after Holm, from those released.

    Where one of them is suppressed there is none: what it would have counted for is not known.
    """
    found = findings(numbers, model)
    if any(one.verdict == "suppressed" for one in found):
        return {}
    p_values = np.array([one.p_value for one in found], dtype=np.float64)
    keys = [_key(one) for one in found]
    return dict(zip(keys, holm(p_values).tolist(), strict=True))


def _shares(finding: Finding, numbers: Numbers) -> tuple[tuple[Share, Share] | None, bool]:
    """Standardised shares with margins where they are released, else counted ones without."""
    key = _key(finding)
    row = _risks(numbers).get(key)
    if row is not None and number(row["risk"]) >= 0:
        own = Share(*(number(row[name]) for name in ("risk", "risk_low", "risk_high")))
        names = ("risk_reference", "risk_reference_low", "risk_reference_high")
        return (own, Share(*(number(row[name]) for name in names))), True
    if "risks" not in numbers.more and finding.countable and finding.level is not None:
        return (Share(finding.share), Share(finding.reference_share)), False
    return None, True


@remembered
def _risks(numbers: Numbers) -> dict[Key, StoredRow]:
    if "risks" not in numbers.more:
        return {}
    return {
        (row["model"], row["predictor"], str(row["level"]) if present(row["level"]) else None): row
        for row in records(numbers.more["risks"])
    }


@remembered
def _adjusted(numbers: Numbers, table: str) -> dict[Key, StoredRow]:
    """Rows of the adjusted models in ``estimates`` or ``complete_cases``, by comparison."""
    stored = getattr(numbers, table)
    rows = records(stored[stored["model_kind"] == "adjusted"])
    found: dict[Key, StoredRow] = {}
    for row in rows:
        level = str(row["level"]) if present(row["level"]) else None
        found.setdefault((row["model"], row["predictor"], level), row)
    return found


@remembered
def _tests(numbers: Numbers) -> dict[tuple[str, str, str], StoredRow]:
    """Tests of whole predictors by model, predictor and kind of model."""
    found: dict[tuple[str, str, str], StoredRow] = {}
    for row in records(numbers.global_tests):
        found.setdefault((row["model"], row["predictor"], row["model_kind"]), row)
    return found


def _test(numbers: Numbers, model: str, predictor: str, kind: str) -> StoredRow:
    return _tests(numbers).get((model, predictor, kind), {})
