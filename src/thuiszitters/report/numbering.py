"""Numbers for the tables and figures of a report, and what belongs to its supplement."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.report.document import Block, FigureBlock, Section, TableBlock


def supplement(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that are there, as parts of the supplement."""
    return tuple(replace(made, supplement=True) for made in sections if made is not None)


def numbered(sections: Iterable[Section], language: Language) -> tuple[Section, ...]:
    """The sections with their tables and figures numbered in order; S1 and on in a supplement."""
    counts: Counter[tuple[str, bool]] = Counter()

    def named(block: Block, *, later: bool) -> Block:
        kind = {TableBlock: "table", FigureBlock: "figure"}.get(type(block))
        if kind is None:
            return block
        counts[kind, later] += 1
        place = f"{'S' if later else ''}{counts[kind, later]}"
        number = say(f"report.number.{kind}", language, n=place)
        assert isinstance(block, TableBlock | FigureBlock)
        return replace(block, number=number)

    def every() -> Iterator[Section]:
        for section in sections:
            blocks = tuple(named(block, later=section.supplement) for block in section.blocks)
            yield replace(section, blocks=blocks)

    return tuple(every())
