"""Numbers for the tables and figures of a report, and what belongs to its supplement."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.report.document import Block, FigureBlock, Section, TableBlock
from thuiszitters.tables.table import Note


def supplement(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that are there, as parts of the supplement."""
    return tuple(replace(made, supplement=True) for made in sections if made is not None)


def numbered(sections: Iterable[Section], language: Language) -> tuple[Section, ...]:
    """The sections with their tables and figures numbered in order; S1 and on in a supplement."""
    counts: Counter[tuple[str, bool]] = Counter()
    seen: dict[str, str] = {}

    def named(block: Block, *, later: bool) -> Block:
        kind = {TableBlock: "table", FigureBlock: "figure"}.get(type(block))
        if kind is None:
            return block
        counts[kind, later] += 1
        place = f"{'S' if later else ''}{counts[kind, later]}"
        number = say(f"report.number.{kind}", language, n=place)
        assert isinstance(block, TableBlock | FigureBlock)
        if isinstance(block, TableBlock):
            notes = tuple(_said_once(block.table.notes, number, seen))
            block = replace(block, table=replace(block.table, notes=notes))
        return replace(block, number=number)

    def every() -> Iterator[Section]:
        for section in sections:
            blocks = tuple(named(block, later=section.supplement) for block in section.blocks)
            yield replace(section, blocks=blocks)

    return tuple(every())


def _said_once(notes: Iterable[Note], number: str, seen: dict[str, str]) -> Iterator[Note]:
    """The notes of a table; one that another table has said points there, or is left out."""
    for note in notes:
        if note.again is None or note.text not in seen:
            seen.setdefault(note.text, number)
            yield note
        elif note.again:
            yield replace(note, text=note.again.format(place=seen[note.text]))
