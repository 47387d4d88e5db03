"""STROBE and RECORD: where a report answers each item."""

from thuiszitters.language import say
from thuiszitters.plan.text import Language
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

#: Item to the section that answers it; empty for what only the researchers know.
STROBE = {
    "s1": "answer", "s2": "question", "s3": "question", "s4": "method", "s5": "",
    "s6": "who", "s7": "definitions", "s8": "method", "s9": "limits", "s10": "who",
    "s11": "method", "s12": "method", "s13": "who", "s14": "who", "s15": "answer",
    "s16": "odds", "s17": "blocks", "s18": "answer", "s19": "limits", "s20": "limits",
    "s21": "limits", "s22": "",
}  # fmt: skip
RECORD = {
    "r1": "question", "r6": "who", "r7": "visible", "r12": "", "r13": "who",
    "r19": "limits", "r22": "release",
}  # fmt: skip


def checklist_table(language: Language, present: frozenset[str]) -> Table:
    """One row per item, with a link to its section.

    Parameters
    ----------
    present
        Names of the sections the report has; an item whose section is absent is the researchers'.
    """
    rows: list[Row] = []
    for name, items in (("strobe", STROBE), ("record", RECORD)):
        head = Cell(say(f"checklist.{name}", language))
        rows.append(Row((head, EMPTY, EMPTY), "section"))
        for item, section in items.items():
            where = Cell(say("checklist.authors", language), state="none")
            if section in present:
                where = Cell(say(f"section.{section}", language), anchor=section)
            topic = Cell(say(f"checklist.{item}", language))
            rows.append(Row((Cell(item[1:]), topic, where)))
    columns = tuple(
        Column(key, say(f"checklist.{key}", language), numeric=False)
        for key in ("item", "topic", "where")
    )
    title = say("checklist.title", language)
    return Table("checklist", language, title, columns, tuple(rows))
