"""Sections for a researcher who checks the work or copies a table."""

from thuiszitters.language import say
from thuiszitters.numbers import Numbers
from thuiszitters.plan.text import Language
from thuiszitters.report.checklists import checklist_table
from thuiszitters.report.document import Block, Items, Paragraph, Section, TableBlock
from thuiszitters.report.sections import section
from thuiszitters.report.visibility import topics_by_sight, visibility_table
from thuiszitters.tables.cells import level_label

_REFERENCES = (
    "austin", "record", "binsbergen", "firth", "heinze", "hosmer", "konis", "tjur", "venzon",
    "strobe",
)  # fmt: skip
_ONLY_FIRTH = {"firth", "heinze"}


def visible_section(numbers: Numbers, language: Language, *, table: bool = True) -> Section:
    """What the cohort measured of the reasons and expectations others name."""
    counts = {kind: len(topics) for kind, topics in topics_by_sight(numbers.study).items()}
    text = say(
        "visible.count",
        language,
        all=sum(counts.values()),
        yes=counts["yes"],
        partly=counts["partly"],
        no=counts["no"],
    )
    blocks: list[Block] = [Paragraph(say("visible.lead", language)), Paragraph(text)]
    if table:
        blocks.append(TableBlock(visibility_table(numbers.study, language)))
    else:
        blocks.append(Items(_seen_lists(numbers, language)))
    if "problem_profile" in numbers.study.predictors:
        blocks.append(Paragraph(say("visible.diagnosis", language)))
    return section("visible", language, *blocks)


def _seen_lists(numbers: Numbers, language: Language) -> tuple[str, ...]:
    """Topics by how they were measured, for who does not want the whole table."""
    items = []
    for kind, topics in topics_by_sight(numbers.study).items():
        labels = dict.fromkeys(say(f"visible.cause.{topic}", language) for topic in topics)
        if labels:
            items.append(say(f"visible.list.{kind}", language, list=", ".join(labels)))
    return tuple(items)


def model_list(numbers: Numbers, language: Language) -> tuple[Block, ...]:
    """Which predictors each model holds."""
    items = []
    for model in numbers.study.models.values():
        names = []
        for name in model.predictors:
            predictor = numbers.study.predictors[name]
            label = predictor.label.in_language(language)
            numeric = predictor.kind == "numeric"
            names.append(
                f"{label} ({level_label(predictor, None, language)})" if numeric else label
            )
        items.append(
            say(
                "models.item",
                language,
                label=model.label.in_language(language),
                role=say(f"word.role.{model.role}", language),
                predictors=", ".join(names),
            )
        )
    return Paragraph(say("models.lead", language)), Items(tuple(items))


def checklist_section(language: Language, present: frozenset[str]) -> Section:
    """STROBE and RECORD with pointers."""
    lead = Paragraph(say("checklist.lead", language))
    return section("checklist", language, lead, TableBlock(checklist_table(language, present)))


def references_section(numbers: Numbers, language: Language) -> Section:
    """Sources of the methods that were used."""
    firth = (numbers.fits["estimator"] == "firth").any()
    names = (name for name in _REFERENCES if firth or name not in _ONLY_FIRTH)
    entries = sorted(say(f"reference.{name}", language) for name in names)
    return section("references", language, Items(tuple(entries)))
