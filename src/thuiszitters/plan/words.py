"""What a plan and a cohort say in a report: the parts of the question, words and sources.

All of it is absent by default, so that a report about another cohort shows none of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.base.text import Text, text
from thuiszitters.plan.sources import sources, unknown_sources
from thuiszitters.plan.study_findings import StudyFinding, finding_problems, study_findings
from thuiszitters.plan.topics import TOPICS

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the question: which predictor answers it, and what the study found.

    Attributes
    ----------
    level
        Level of a factor; None stands for the predictor as a whole.
    study
        ``higher``, ``lower`` or ``no_indication`` when the study says so.
    """

    name: str
    label: Text
    model: str
    predictor: str
    level: str | None = None
    study: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason or expectation that others name, and the topic that shows it.

    Attributes
    ----------
    codes, codes_in_part
        Codes that show it, wholly and in part, where no predictor of a model does.
    """

    label: Text
    topic: str
    codes: tuple[str, ...] = ()
    codes_in_part: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NationalCount:
    """Pupils that somebody counted in the whole country, under a definition of their own."""

    label: Text
    count: int
    source: Text


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion for practice with its sources."""

    text: Text
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Words and sources of one plan and one cohort, read from both.

    Attributes
    ----------
    study, study_source
        Name of the study whose question is asked again, and its source.
    characteristics
        ``problems`` or ``states``; decides how limits are worded.
    findings
        Everything that study found.
    glossary
        Word and meaning.
    reasons
        Who names them, and the reasons.
    national
        Counts of the whole country.
    references
        Keys or citations, the cohort's own first.
    context, period
        A line about the cohort, and when it was gathered.
    contact, funding
        Whom readers can ask, and who paid.
    """

    study: Text | None = None
    study_source: str | None = None
    parts: tuple[Part, ...] = ()
    findings: tuple[StudyFinding, ...] = ()
    characteristics: str | None = None
    glossary: tuple[tuple[Text, Text], ...] = ()
    reasons: tuple[tuple[Text, tuple[Reason, ...]], ...] = ()
    advice: tuple[Advice, ...] = ()
    national: tuple[NationalCount, ...] = ()
    references: tuple[str, ...] = ()
    context: Text | None = None
    period: Text | None = None
    contact: Text | None = None
    funding: Text | None = None


def report_words(plan: Content, cohort: Content) -> ReportWords:
    """The words of the ``report`` sections of a plan and of a cohort file."""
    study = plan.get("study") or {}
    listed = (*cohort.get("references", ()), *plan.get("references", ()))
    return ReportWords(
        study=_maybe(study.get("name")),
        study_source=study.get("source"),
        parts=tuple(_part(name, part) for name, part in plan.get("parts", {}).items()),
        findings=study_findings(plan.get("findings", {})),
        characteristics=plan.get("characteristics"),
        glossary=tuple(
            (text(entry["term"]), text(entry["meaning"]))
            for entry in (*cohort.get("glossary", ()), *plan.get("glossary", ()))
        ),
        reasons=tuple(
            (
                text(group["label"]),
                tuple(_reason(item) for item in group["items"]),
            )
            for group in plan.get("reasons", ())
        ),
        advice=tuple(
            Advice(text(item["text"]), tuple(item["sources"])) for item in plan.get("advice", ())
        ),
        national=tuple(
            NationalCount(text(one["label"]), int(one["count"]), text(one["source"]))
            for one in plan.get("national", ())
        ),
        references=tuple(dict.fromkeys(listed)),
        context=_maybe(cohort.get("context")),
        period=_maybe(cohort.get("period")),
        contact=_maybe(cohort.get("contact")),
        funding=_maybe(cohort.get("funding")),
    )


def _reason(item: Mapping[str, Any]) -> Reason:
    codes = (tuple(item.get(key, ())) for key in ("codes", "codes_in_part"))
    return Reason(text(item["label"]), item["topic"], *codes)


def _maybe(value: Any) -> Text | None:
    return text(value) if value else None


def _part(name: str, part: Content) -> Part:
    return Part(
        name=name,
        label=text(part["label"]),
        model=part["model"],
        predictor=part["predictor"],
        level=part.get("level"),
        study=part.get("study"),
    )


def words_problems(content: Content, where: str) -> Iterator[Problem]:
    """Parts that name no comparison of the plan, and reasons under no topic.

    Parameters
    ----------
    content
        A plan that its schema allows, defaults filled in.
    where
        Path of the file.
    """
    section = content.get("report", {})
    yield from source_problems(section, where)
    for name, part in section.get("parts", {}).items():
        yield from _part_problems(part, content, f"{where}: report.parts.{name}")
    for name, part in section.get("findings", {}).items():
        place_of_it = f"{where}: report.findings.{name}"
        yield from finding_problems(part, content, place_of_it)
        if "model" in part and "predictor" in part:
            yield from _part_problems(part, content, place_of_it)
    for place, group in enumerate(section.get("reasons", ())):
        for item in group["items"]:
            if item["topic"] not in TOPICS:
                found = f'"{item["topic"]}" is no topic'
                advice = nearest_name(item["topic"], TOPICS)
                yield Problem(f"{where}: report.reasons.{place}", found, ", ".join(TOPICS), advice)
    listed = {item["topic"] for group in section.get("reasons", ()) for item in group["items"]}
    for name, part in content.get("hypotheses", {}).items():
        if "topic" in part and part["topic"] not in listed:
            found = f'no reason stands under "{part["topic"]}"'
            advice = nearest_name(part["topic"], sorted(listed))
            place_of_it = f"{where}: hypotheses.{name}.topic"
            yield Problem(place_of_it, found, "a topic of report.reasons", advice)


def source_problems(section: Content, where: str) -> Iterator[Problem]:
    """Sources that look like a key of references.bib and are none.

    Parameters
    ----------
    section
        The ``report`` section of a plan or of a cohort file.
    """
    named = [
        *section.get("references", ()),
        *filter(None, [(section.get("study") or {}).get("source")]),
        *(key for item in section.get("advice", ()) for key in item["sources"]),
    ]
    for key in unknown_sources(named):
        found = f'"{key}" is no key of references.bib'
        advice = nearest_name(key, list(sources())) or "Write the citation out instead"
        yield Problem(f"{where}: report", found, advice=advice)


def _part_problems(part: Content, content: Content, where: str) -> Iterator[Problem]:
    models = content["models"]
    if part["model"] not in models:
        found = f'"{part["model"]}" is not a model of this plan'
        advice = nearest_name(part["model"], list(models))
        yield Problem(f"{where}.model", found, ", ".join(models), advice)
        return
    own = [n for block in models[part["model"]]["blocks"].values() for n in block["predictors"]]
    if part["predictor"] not in own:
        found = f'"{part["predictor"]}" is not a predictor of the model "{part["model"]}"'
        advice = nearest_name(part["predictor"], own)
        yield Problem(f"{where}.predictor", found, ", ".join(own), advice)
        return
    predictor = content["predictors"].get(part["predictor"], {})
    levels = _levels(predictor)
    if part.get("level") is not None and part["level"] not in levels:
        found = f'"{part["level"]}" is not a level that is compared with another'
        allowed = ", ".join(levels) or "no level: it is a number"
        yield Problem(f"{where}.level", found, allowed, nearest_name(part["level"], levels))


def _levels(predictor: Content) -> Sequence[str]:
    """Levels that have an odds ratio: all but the reference."""
    if predictor.get("kind") == "numeric":
        return ()
    levels = list(predictor.get("levels", ("no", "yes")))
    if predictor.get("kind") == "binary":
        levels = ["no", "yes"]
    reference = predictor.get("reference", levels[0] if levels else None)
    return [level for level in levels if level != reference]
