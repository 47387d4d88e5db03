"""STROBE and RECORD: where a report answers each item."""

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

#: Item to the sections that answer it, the first that a report has; empty for what only the
#: researchers know. ``codes`` stands for the method section when it lists where predictors
#: come from, ``funding`` for the question when the cohort says who paid.
STROBE = {
    "s1": ("answer",), "s2": (), "s3": ("hypotheses", "question"), "s4": (), "s5": (),
    "s6": ("who",), "s7": ("codes",), "s8": ("question",), "s9": ("limits",), "s10": (),
    "s11": ("method",), "s12": ("method",), "s13": ("who",), "s14": ("who",), "s15": ("answer",),
    "s16": ("odds",), "s17": ("decomposition", "risks", "blocks"), "s18": ("answer",),
    "s19": ("limits",), "s20": (), "s21": ("limits",), "s22": ("funding",),
}  # fmt: skip
RECORD = {
    "r1": ("question",), "r6": ("who",), "r7": ("codes",), "r12": (), "r13": ("who",),
    "r19": ("limits",), "r22": ("method",),
}  # fmt: skip
_WITHIN = {"codes": "plan", "funding": "question"}


def checklist_table(language: Language, present: frozenset[str]) -> Table:
    """One row per item, with a link to its section.

    Parameters
    ----------
    present
        Names of the sections the report has, ``codes`` and ``funding``; an item without any of
        its sections is the researchers'.
    """
    rows: list[Row] = []
    for name, items in (("strobe", STROBE), ("record", RECORD)):
        head = Cell(say(f"checklist.{name}", language))
        rows.append(Row((head, EMPTY, EMPTY), "section"))
        for item, sections in items.items():
            where = Cell(say("checklist.authors", language), state="none")
            answered = next((name for name in sections if name in present), "")
            if answered:
                anchor = _WITHIN.get(answered, answered)
                where = Cell(say(f"section.{anchor}", language), anchor=anchor)
            topic = Cell(say(f"checklist.{item}", language))
            rows.append(Row((Cell(item[1:]), topic, where)))
    columns = tuple(
        Column(key, say(f"checklist.{key}", language), numeric=False)
        for key in ("item", "topic", "where")
    )
    title = say("checklist.title", language)
    return Table("checklist", language, title, columns, tuple(rows))
