"""What a cohort can and cannot see: reasons that its plan lists against its predictors."""

from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.findings import joined
from thuiszitters.plan.topics import IN_PART, WHOLLY
from thuiszitters.plan.words import Reason
from thuiszitters.report.document import Block, Paragraph, Section, TableBlock
from thuiszitters.report.sections import section
from thuiszitters.results.study import Predictor, Study
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

Sight = Literal["yes", "partly", "no"]
#: This many of each kind stand in a short list.
_EXAMPLES = 5


def used_predictors(study: Study) -> tuple[Predictor, ...]:
    """Predictors of any model, each once."""
    names = dict.fromkeys(name for model in study.models.values() for name in model.predictors)
    return tuple(study.predictors[name] for name in names)


def sight(topic: str, study: Study) -> tuple[Sight, tuple[str, ...]]:
    """How a topic was measured, and by which predictors of the models.

    A plan says what its predictors measure; their names say nothing.
    """

    def about(*topics: str) -> tuple[str, ...]:
        used = used_predictors(study)
        return tuple(one.name for one in used if set(topics) & set(one.topics))

    wholly = about(topic, *WHOLLY.get(topic, ()))
    if wholly:
        return "yes", wholly
    partly = about(*IN_PART.get(topic, ()))
    return ("partly", partly) if partly else ("no", ())


def visibility_table(study: Study, language: Language) -> Table:
    """One row per reason or expectation."""
    rows: list[Row] = []
    for head, reasons in study.words.reasons:
        rows.append(Row((Cell(head.in_language(language)), EMPTY, EMPTY), "section"))
        for reason in reasons:
            seen, names = sight(reason.topic, study)
            labels = (study.predictors[name].label.in_language(language) for name in names)
            measured = Cell(say(f"visible.{seen}", language), state="" if names else "none")
            label = Cell(reason.label.in_language(language))
            rows.append(Row((label, measured, Cell(", ".join(labels)))))
    columns = tuple(
        Column(key, say(f"visible.{key}", language), numeric=False)
        for key in ("topic", "measured", "through")
    )
    title = say("visible.title", language)
    return Table("visibility", language, title, columns, tuple(rows))


def reasons_by_sight(study: Study) -> dict[Sight, tuple[Reason, ...]]:
    """Reasons, one per topic, by whether they were measured wholly, in part or not."""
    every = {reason.topic: reason for _, reasons in study.words.reasons for reason in reasons}
    kinds: tuple[Sight, ...] = ("yes", "partly", "no")
    return {
        kind: tuple(one for one in every.values() if sight(one.topic, study)[0] == kind)
        for kind in kinds
    }


def visible_section(study: Study, language: Language, *, table: bool = True) -> Section | None:
    """What the cohort measured of the reasons its plan lists; nothing when it lists none."""
    if not study.words.reasons:
        return None
    found = reasons_by_sight(study)
    counts = {kind: len(reasons) for kind, reasons in found.items()}
    text = say("visible.count", language, all=sum(counts.values()), **counts)
    blocks: list[Block] = [Paragraph(f"{say('visible.lead', language)} {text}")]
    if table:
        blocks.append(TableBlock(visibility_table(study, language)))
    elif found["no"]:
        listed = [one.label.in_language(language) for one in found["no"][:_EXAMPLES]]
        blocks.append(Paragraph(say("visible.examples", language, list=joined(listed, language))))
    return section("visible", language, *blocks)
