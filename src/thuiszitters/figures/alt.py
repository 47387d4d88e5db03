"""The finding of a forest plot in words, from the numbers it draws."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say, say_count
from thuiszitters.language.findings import Finding, findings, joined, of_verdict, unsettled
from thuiszitters.language.labels import unit_label
from thuiszitters.results.read import Numbers


def forest_finding(
    numbers: Numbers, model: str, language: Language, predictors: frozenset[str] = frozenset()
) -> str:
    """Which adjusted intervals exclude 1, and how many do not, as sentences.

    Parameters
    ----------
    predictors
        Look at these only; at all of them when none is named.
    """
    found = tuple(
        finding
        for finding in findings(numbers, model)
        if not predictors or finding.predictor.name in predictors
    )
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    higher, lower = of_verdict(found, "higher"), of_verdict(found, "lower")
    sentences = []
    if higher:
        listed = _listed(higher, language)
        sentences.append(say("figure.finding.higher", language, level=level, list=listed))
    if lower:
        sentences.append(say("figure.finding.lower", language, list=_listed(lower, language)))
    why = unsettled(found)
    if why:
        sentences.append(say(f"figure.finding.unsettled.{why}", language, level=level))
    told_otherwise = _open_in_main((*higher, *lower), numbers)
    if told_otherwise:
        main = numbers.study.main_model.label.in_language(language)
        listed = _listed(told_otherwise, language)
        sentences.append(say("figure.finding.main", language, label=main, list=listed))
    for verdict in ("open", "suppressed", "none"):
        n = len(of_verdict(found, verdict))
        told = why in ("open", "partly") if verdict == "open" else verdict == why
        if n and not told:
            sentences.append(say_count(f"figure.finding.{verdict}", language, n))
    return " ".join(sentences)


def _open_in_main(settled: tuple[Finding, ...], numbers: Numbers) -> tuple[Finding, ...]:
    """What the main model says of these where its interval, unlike theirs, includes 1."""
    keys = {(finding.predictor.name, finding.level) for finding in settled}
    return tuple(
        finding
        for finding in findings(numbers, numbers.study.main_model.name)
        if (finding.predictor.name, finding.level) in keys and finding.verdict == "open"
    )


def _listed(found: tuple[Finding, ...], language: Language) -> str:
    return joined((_estimate(finding, language) for finding in found), language)


def _estimate(finding: Finding, language: Language) -> str:
    """Pupils with their odds ratio; of a number it says per what."""
    values = {
        "pupils": finding.pupils(language),
        "odds_ratio": number_format.odds_ratio(finding.odds_ratio, language),
        "interval": number_format.interval(finding.low, finding.high, language),
    }
    if finding.level is not None:
        return say("figure.finding.estimate", language, **values)
    unit = unit_label(finding.predictor, language)
    return say("figure.finding.estimate_per", language, unit=unit, **values)
