"""What a release suppressed and by which rule, in plain words, without a suppressed number."""

from collections.abc import Iterator, Mapping
from typing import Any

from thuiszitters.base.text import Language, Text
from thuiszitters.language import number_format, say
from thuiszitters.release.system.counts import COHORT, EVERYONE, MISSING
from thuiszitters.results.study import Study

_WORDS = {
    "profile": Text(nl="Profiel: {label}. {statement}", en="Profile: {label}. {statement}"),
    "nothing": Text(nl="Er is niets weggelaten.", en="Nothing was suppressed."),
    "rows": Text(
        nl="{table}: {suppressed} van {rows} rijen afgeschermd.",
        en="{table}: {suppressed} of {rows} rows suppressed.",
    ),
    "reason": Text(nl="  {rows}: {rule}.", en="  {rows}: {rule}."),
    "counts": Text(nl="Afgeschermde aantallen:", en="Counts suppressed:"),
    "count": Text(nl="  {place}: {measure} ({rule}).", en="  {place}: {measure} ({rule})."),
    "count_alone": Text(nl="  {place}: {measure}.", en="  {place}: {measure}."),
    "held": Text(
        nl="Nagerekend: uit de getoonde aantallen is geen beschermd aantal te benaderen.",
        en="Checked: no protected count can be approached from the counts that are shown.",
    ),
    "failed": Text(
        nl="Let op: uit de getoonde aantallen is een beschermd aantal te benaderen.",
        en="Attention: a protected count can be approached from the counts that are shown.",
    ),
    "cohort": Text(nl="hele cohort", en="whole cohort"),
    "missing": Text(nl="onbekend", en="missing"),
    "everyone": Text(nl="alle leerlingen", en="all pupils"),
    "n_pupils": Text(nl="aantal leerlingen", en="number of pupils"),
    "n_events": Text(nl="aantal met de uitkomst", en="number with the outcome"),
    "n_non_events": Text(nl="aantal zonder de uitkomst", en="number without the outcome"),
    "attack": Text(
        nl=(
            "Nagerekend: wie alle getoonde aantallen combineert, houdt over elk beschermd aantal "
            "een onzekerheid van minstens {narrowest} leerlingen; het profiel vraagt {required}."
        ),
        en=(
            "Checked: who combines all counts that are shown keeps an uncertainty of at least "
            "{narrowest} pupils about every protected count; the profile asks {required}."
        ),
    ),
    "no_bound": Text(
        nl="Nagerekend: beschermde aantallen zijn uit de getoonde niet te begrenzen.",
        en="Checked: protected counts cannot be bounded from those that are shown.",
    ),
    "compared": Text(
        nl="Vergeleken met eerdere vrijgaven: {releases}.",
        en="Compared with earlier releases: {releases}.",
    ),
    "too_close": Text(
        nl="  {place}: het verschil met een eerdere vrijgave gaat om te weinig leerlingen.",
        en="  {place}: the difference from an earlier release is about too few pupils.",
    ),
    "said": Text(
        nl="  {place}: {measure} staat al in {release} en is niet meer te beschermen.",
        en="  {place}: {measure} stands in {release} already and cannot be protected any more.",
    ),
}


def explain_release(record: Mapping[str, Any], study: Study, language: Language) -> list[str]:
    """Lines that say what was suppressed.

    Parameters
    ----------
    record
        Content of ``release.json``.
    study
        Its labels.
    """
    label = study.disclosure_label.in_language(language)
    statement = study.disclosure_statement.in_language(language)
    lines = [_say("profile", language, label=label, statement=statement)]
    lines += explain_earlier(record.get("earlier", {}), study, language)
    suppressed = {name: part for name, part in record["tables"].items() if part["suppressed_rows"]}
    if not suppressed and not record["suppressed_counts"]:
        return [*lines, _say("nothing", language)]
    for name, part in suppressed.items():
        shown = {"table": name, "suppressed": part["suppressed_rows"], "rows": part["rows"]}
        lines.append(_say("rows", language, **shown))
        lines += [
            _say("reason", language, rows=rows, rule=_rule(reason.partition("=")[2], language))
            for reason, rows in part.get("reasons", {}).items()
        ]
    if record["suppressed_counts"]:
        lines.append(_say("counts", language))
        lines += [_count(count, study, language) for count in record["suppressed_counts"]]
    return [*lines, *_attack(record["protection"], language)]


def explain_earlier(earlier: Mapping[str, Any], study: Study, language: Language) -> Iterator[str]:
    """What the comparison with earlier releases found."""
    if not earlier.get("releases"):
        return
    yield _say("compared", language, releases=", ".join(earlier["releases"]))
    for universe in earlier["differing_by_too_few"]:
        yield _say("too_close", language, place=universe_label(universe, study, language))
    for count in earlier["released_before"]:
        place, measure = place_of(count, study, language), _say(count["measure"], language)
        yield _say("said", language, place=place, measure=measure, release=count["release"])


def _say(key: str, language: Language, **values: object) -> str:
    return _WORDS[key].in_language(language).format(**values)


def _rule(rule: str, language: Language) -> str:
    return say(f"word.rule.{rule}", language)


def _count(count: Mapping[str, str], study: Study, language: Language) -> str:
    said = {"place": place_of(count, study, language), "measure": _say(count["measure"], language)}
    if "rule" not in count:  # as released
        return _say("count_alone", language, **said)
    return _say("count", language, **said, rule=_rule(count["rule"], language))


def place_of(count: Mapping[str, str], study: Study, language: Language) -> str:
    """Where a count stands: the cohort or a model, the predictor and the level."""
    universe = universe_label(count["universe"], study, language)
    return ", ".join((universe, *_group(count["predictor"], count["level"], study, language)))


def universe_label(universe: str, study: Study, language: Language) -> str:
    """The cohort, or a model by its label."""
    if universe != COHORT and universe in study.models:
        return study.models[universe].label.in_language(language)
    return _say("cohort", language) if universe == COHORT else universe


def _group(predictor: str, level: str, study: Study, language: Language) -> tuple[str, ...]:
    if predictor == EVERYONE:
        return (_say("everyone", language),)
    if predictor not in study.predictors:
        return predictor, level
    known = study.predictors[predictor]
    label = known.label.in_language(language)
    if level == MISSING:
        return label, _say("missing", language)
    return label, known.level(level).in_language(language)


def _attack(attack: Mapping[str, Any], language: Language) -> list[str]:
    if "held" in attack:  # as released
        return [_say("held" if attack["held"] else "failed", language)]
    if not attack["protected_counts"]:
        return []
    if attack["narrowest_width"] == "infinite":
        return [_say("no_bound", language)]
    narrowest = number_format.count(attack["narrowest_width"], language)
    required = number_format.count(attack["required_width"], language)
    return [_say("attack", language, narrowest=narrowest, required=required)]
