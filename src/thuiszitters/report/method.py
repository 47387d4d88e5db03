"""How the numbers of a report were made, and under which rules they left."""

from thuiszitters.base.text import Language
from thuiszitters.language import number_format, say
from thuiszitters.language.findings import capital, joined
from thuiszitters.report.document import Paragraph, Section
from thuiszitters.report.sections import section
from thuiszitters.results.read import Numbers, n_imputations
from thuiszitters.results.study import Estimation


def method_section(numbers: Numbers, language: Language) -> Section:
    """How the numbers were made, from the plan's own choices."""
    study, spec = numbers.study, numbers.study.estimation
    level = number_format.level_percentage(spec.level, language)
    texts = (
        say("method.model", language, plan=study.plan_title.in_language(language)),
        *_departures(numbers, language),
        say(f"method.estimator.{spec.estimator}", language),
        _interval_text(spec, level, language),
        say(
            "method.caution",
            language,
            limit=number_format.count(spec.caution_events, language),
            strong=number_format.count(spec.strong_caution_events, language),
        ),
        _missing_text(numbers, language),
        say("method.verdict", language),
        say("method.rounding", language),
    )
    return section("method", language, *(Paragraph(text) for text in texts))


def _interval_text(spec: Estimation, level: str, language: Language) -> str:
    """How intervals are made; with clusters they are Wald's whatever the plan says."""
    wald = say("method.interval.wald", language, level=level)
    sites = number_format.count(spec.sites, language)
    if spec.clusters != "none":
        kind = "cr1" if spec.covariance == "CR1" else "cr2"
        known = "sites" if spec.sites else "clusters"
        return (
            f"{wald} {say(f'method.{known}', language, n=sites)} {say(f'method.{kind}', language)}"
        )
    if spec.covariance == "HC1":
        first = f"{wald} {say('method.hc1', language)}"
    else:
        first = say(f"method.interval.{spec.interval}", language, level=level)
    if spec.sites < 2:
        return first
    return f"{first} {say('method.sites_ignored', language, n=sites)}"


def _departures(numbers: Numbers, language: Language) -> list[str]:
    """Predictors of the plan that the cohort could not supply."""
    labels = [label.in_language(language) for label in numbers.study.not_measured]
    if not labels:
        return []
    return [say("method.not_measured", language, list=joined(labels, language))]


def _missing_text(numbers: Numbers, language: Language) -> str:
    """What was done with missing values, in the words for what happened here."""
    times = n_imputations(numbers)
    if times:
        return say("method.missing.imputed", language, m=number_format.count(times, language))
    used = {name for model in numbers.study.models.values() for name in model.predictors}
    table = numbers.characteristics
    missing = set(table.loc[table["row"] == "missing", "predictor"])
    return say(f"method.missing.{'left_out' if used & missing else 'none'}", language)


def release_section(numbers: Numbers, language: Language) -> Section:
    """Under which rules the numbers left the restricted folder."""
    return section("release", language, release_paragraph(numbers, language))


def release_paragraph(numbers: Numbers, language: Language) -> Paragraph:
    """The same, for a report too short to give it a section."""
    return Paragraph(capital(numbers.study.disclosure_statement.in_language(language)))
