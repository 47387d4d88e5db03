"""What a cohort can and cannot see: reasons that its plan lists against its predictors."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.language.findings import joined
from thuiszitters.language.sight import Sight, seen, seen_topic, through
from thuiszitters.plan.words import Reason
from thuiszitters.report.document import Block, Paragraph, Section, TableBlock
from thuiszitters.report.sections import section
from thuiszitters.results.study import Study
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

#: This many of each kind stand in a short list.
_EXAMPLES = 5


def visibility_table(study: Study, language: Language) -> Table:
    """One row per reason or expectation."""
    rows: list[Row] = []
    for head, reasons in study.words.reasons:
        rows.append(Row((Cell(head.in_language(language)), EMPTY, EMPTY), "section"))
        for reason in reasons:
            one = seen(reason, study)
            said = say(f"visible.{one.sight}", language)
            measured = Cell(said, state="none" if one.sight == "no" else "")
            label = Cell(reason.label.in_language(language))
            rows.append(Row((label, measured, Cell(through(one, study, language)))))
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
        kind: tuple(one for one in every.values() if seen_topic(one.topic, study).sight == kind)
        for kind in kinds
    }


def visible_section(study: Study, language: Language, *, table: bool = True) -> Section | None:
    """What the cohort measured of the reasons its plan lists; nothing when it lists none."""
    if not study.words.reasons:
        return None
    found = reasons_by_sight(study)
    counts = {kind: len(reasons) for kind, reasons in found.items()}
    told = [
        say("visible.lead", language),
        say("visible.count", language, all=sum(counts.values()), **counts),
    ]
    if table and any(seen(one, study).codes for reasons in found.values() for one in reasons):
        told.append(say("visible.by_code", language))
    blocks: list[Block] = [Paragraph(" ".join(told))]
    if table:
        blocks.append(TableBlock(visibility_table(study, language)))
    elif found["no"]:
        listed = [one.label.in_language(language) for one in found["no"][:_EXAMPLES]]
        blocks.append(Paragraph(say("visible.examples", language, list=joined(listed, language))))
    return section("visible", language, *blocks)
