"""Sections for a policy adviser with ten minutes."""

from collections.abc import Iterable

from thuiszitters.base.text import Language
from thuiszitters.language import known, number_format, say, say_count
from thuiszitters.language.findings import (
    Finding,
    capital,
    confirmatory_findings,
    joined,
    model_sentence,
    of_verdict,
    unsettled,
)
from thuiszitters.language.shares import Pair, share_pairs
from thuiszitters.report.document import Block, Callout, Items, Paragraph, Section
from thuiszitters.report.findings import adjusted_fit, totals
from thuiszitters.report.method import release_paragraph
from thuiszitters.report.sections import section
from thuiszitters.results.read import Numbers, number, present
from thuiszitters.tables.general_notes import fit_reason

_TIERS = ("wide", "targeted", "intensive")
#: Topic of a finding to the theme that suggestions are written for.
_THEMES = {
    **dict.fromkeys(
        ("internalising", "mental_health", "social_anxiety", "trauma"), "internalising"
    ),
    **dict.fromkeys(("home", "parents", "family"), "home"),
    "agencies": "agencies",
    **dict.fromkeys(("peers", "bullying", "friends"), "peers"),
    "motivation": "motivation",
}


def short_answer(numbers: Numbers, language: Language) -> Section:
    """Three sentences, then the pupils out of a hundred behind them."""
    found = confirmatory_findings(numbers)
    higher, lower = of_verdict(found, "higher"), of_verdict(found, "lower")
    sentences = [_total(numbers, language)]
    if higher:
        sentences.append(say("policy.higher", language, list=_names(higher, language)))
    if lower:
        key = "policy.lower" if higher else "policy.lower_alone"
        sentences.append(say(key, language, list=_names(lower, language)))
    why = unsettled(found)
    if why:
        sentences.append(say(f"policy.unsettled.{why}", language))
    for verdict in ("open", "withheld", "none"):
        n = len(of_verdict(found, verdict))
        told = why in ("open", "partly") if verdict == "open" else verdict == why
        if n and not told:
            sentences.append(say_count(f"policy.{verdict}", language, n))
    blocks: list[Block] = [Paragraph(" ".join(sentences), lead=True)]
    shown, kind = share_pairs(numbers)
    settled = [pair for pair in shown if pair.finding.verdict in ("higher", "lower")]
    pairs = tuple(_pair(pair, language) for pair in settled)
    if pairs:
        blocks += [Paragraph(say(f"policy.pairs.{kind}", language)), Items(pairs)]
    blocks += _sources((pair.finding for pair in settled), numbers, language)
    return section("answer", language, *blocks, *_care(numbers, language))


def who_in_short(numbers: Numbers, language: Language) -> Section:
    """One paragraph on the pupils, one on what of them was left out."""
    study = numbers.study
    pupils = number(adjusted_fit(numbers, study.main_model.name)["n_pupils"])
    description = study.description.in_language(language)
    released = release_paragraph(numbers, language)
    if pupils != pupils:
        return section("who", language, Paragraph(description), released)
    n = number_format.count(pupils, language)
    text = say("policy.who", language, description=description, n=n)
    return section("who", language, Paragraph(text), released)


def often_section(numbers: Numbers, language: Language) -> Section | None:
    """How often by how strongly, most common first; only what an interval has settled."""
    found = of_verdict(confirmatory_findings(numbers), "higher", "lower")
    listed = sorted(
        (finding for finding in found if finding.countable),
        key=lambda finding: -_prevalence(finding, numbers),
    )
    if not listed:
        return None
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    items = tuple(
        say(
            "policy.often_item",
            language,
            pupils=capital(finding.pupils(language)),
            share=number_format.percentage(_prevalence(finding, numbers), language),
            odds_ratio=number_format.odds_ratio(finding.odds_ratio, language),
            level=level,
            interval=number_format.interval(finding.low, finding.high, language),
        )
        for finding in listed
    )
    lead = Paragraph(say("policy.often", language))
    told = {pair.finding.label(language) for pair in share_pairs(numbers)[0]}
    new = any(finding.label(language) not in told for finding in listed)  # not said at the answer
    sources = _sources(listed, numbers, language) if new else ()
    return section("often", language, lead, Items(items), *sources)


def steps_section(numbers: Numbers, language: Language) -> Section:
    """Suggestions by tier: general ones, and those that go with what was found."""
    found = of_verdict(confirmatory_findings(numbers), "higher")
    topics = [
        topic
        for finding in found
        for topic in finding.predictor.level_topics.get(finding.level or "", ())
    ]
    themes = tuple(dict.fromkeys(_THEMES[topic] for topic in topics if topic in _THEMES))
    items = []
    for tier in _TIERS:
        parts = [say(f"steps.tier.{tier}", language), say(f"steps.general.{tier}", language)]
        texts = (f"steps.theme.{theme}.{tier}" for theme in themes)
        parts += [say(key, language) for key in texts if known(key)]
        items.append(" ".join(parts))
    return section(
        "steps",
        language,
        Paragraph(say("steps.lead" if themes else "steps.lead_general", language)),
        Items(tuple(items), ordered=True),
        Paragraph(say("steps.signals", language)),
    )


def _sources(
    found: Iterable[Finding], numbers: Numbers, language: Language
) -> tuple[Paragraph, ...]:
    """Which number comes from which model, when there is more than one."""
    text = model_sentence(found, numbers.study, language)
    return (Paragraph(text),) if text else ()


def _care(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """Few events and separation, said without the words of statistics."""
    texts = []
    for model in numbers.study.models.values():
        fit = adjusted_fit(numbers, model.name)
        if model.role == "confirmatory" and present(fit["caution"]) and fit["caution"]:
            texts.append(say("policy.few", language))
        if model.role == "confirmatory":
            texts.append(fit_reason(fit, numbers.study, language))
    kept = dict.fromkeys(text for text in texts if text)
    title = say("answer.care.title", language)
    return (Callout(title, tuple(kept)),) if kept else ()


def _total(numbers: Numbers, language: Language) -> str:
    outcome = numbers.study.outcome_label.in_language(language)
    pupils, events, key = totals(numbers)
    if key == "total_withheld":
        return say("answer.total_withheld", language, outcome=outcome)
    share = number_format.per_hundred(events / pupils, language)
    return say("policy.total", language, share=share, outcome=outcome)


def _names(found: Iterable[Finding], language: Language) -> str:
    return joined((finding.pupils(language) for finding in found), language)


def _pair(pair: Pair, language: Language) -> str:
    return say(
        "policy.pair",
        language,
        pupils=capital(pair.finding.pupils(language)),
        share=number_format.per_hundred(pair.share, language),
        ref_share=number_format.per_hundred(pair.reference_share, language),
        others=pair.finding.other_pupils(language),
    )


def _prevalence(finding: Finding, numbers: Numbers) -> float:
    """Share of the main model's pupils who have the level; 0 when that is not released."""
    pupils = number(adjusted_fit(numbers, numbers.study.main_model.name)["n_pupils"])
    return finding.n_pupils / pupils if pupils > 0 else 0.0
