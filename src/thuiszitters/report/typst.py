"""A report as a PDF that assistive technology can read (PDF/UA-1), set by typst."""

import re
from collections.abc import Mapping, Sequence

import typst

from thuiszitters.figures.figure import raster_svg
from thuiszitters.figures.palette import ACCENT, BAND, CAUTION, INK, SOFT
from thuiszitters.figures.typst_files import fonts
from thuiszitters.language import say
from thuiszitters.report.document import (
    Block,
    Callout,
    CardBlock,
    Document,
    FigureBlock,
    Fold,
    Items,
    Paragraph,
    Squares,
    TableBlock,
    Terms,
    strong_parts,
)
from thuiszitters.tables.table import Cell, Note, Row, Table, column_needs, spans

#: The colours of figures and pages, by the names they have below.
_COLOURS = "\n".join(
    f'#let {name} = rgb("{colour}")'
    for name, colour in (
        ("ink", INK), ("soft", SOFT), ("accent", ACCENT), ("caution", CAUTION), ("band", BAND),
    )
)  # fmt: skip
_PREAMBLE = """
#set page(paper: "a4", margin: (x: 20mm, y: 22mm), numbering: "1")
#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 10.5pt, fill: ink)
#set par(leading: 0.62em, spacing: 0.95em)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 2): set block(above: 1.5em, below: 0.8em)
#show heading.where(level: 3): set text(size: 11pt)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true)
#show regex("[0-9.,]+%-interval"): box
#show figure.caption: it => block(
  sticky: true, width: 100%, align(left, text(size: 9.5pt, it.body)),
)
#set figure(supplement: none, numbering: none, gap: 0.8em)
#set list(spacing: 0.8em)
#set enum(spacing: 0.8em)
#set terms(spacing: 0.8em)
#set outline.entry(fill: repeat[.])
#set table(stroke: none, inset: (x: 3.5pt, y: 3pt))
#show table: set text(size: 8.2pt, number-type: "lining", number-width: "tabular")
#show table: set par(leading: 0.45em, justify: false)
"""

#: A report of two pages has smaller letters and narrower margins.
_SHORT = "#set text(size: 9.4pt)\n#set page(margin: (x: 19mm, y: 17mm))"
_SMALL = "#text(size: 8pt, fill: soft)"

#: Parts of the width of the text that a figure takes: of the main text, of a supplement, and where
#: nothing is told below it or it holds a few large words.
_SHARES = {"main": 1.0, "later": 0.84, "short": 0.74}
#: Points: the text of a page, a heading over a figure, and a line of a caption with its letters.
_TEXT_WIDTH, _TEXT_HEIGHT, _HEADING, _CAPTION_LINE, _CAPTION_LETTERS = 482, 717, 60, 15.5, 105

#: Letters of an address that fit one line of a column of sources: it can be copied whole.
_ADDRESS_LETTERS = 52

#: Rows of a table that is kept on one page.
_WHOLE_ROWS = 6

#: Letters of a list that is kept on one page.
SHORT_LIST = 1200


def pdf_bytes(document: Document) -> bytes:
    """Set the report; typst refuses a file that does not meet PDF/UA-1."""
    made = typst.compile(
        typst_source(document).encode("utf-8"),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=fonts(),
        ignore_system_fonts=True,
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def typst_source(document: Document) -> str:
    """The report in typst's own language."""
    author = "thuiszitters"
    region = {"nl": "nl", "en": "gb"}[document.language]
    title = f"{document.title} – {document.kicker}"
    parts = [
        f'#set document(title: {_string(title)}, author: "{author}", date: none)',
        f'#set text(lang: "{document.language}", region: "{region}")',
        _COLOURS,
        _PREAMBLE,
        _footer(document),
        f"#text(size: 10pt, fill: soft)[{_text(document.kicker)}]",
        f"= {_text(document.title)}",
    ]
    if document.banner:
        head, words = document.banner
        parts.append(f"#text(fill: caution)[*{_text(head)}*] {_text(words)}")
    contents = document.audience != "policy"
    if not contents:
        parts.insert(4, _SHORT)
    for place, section in enumerate(document.sections):
        if section.supplement and not document.sections[place - 1].supplement:
            parts.append(_supplement(document))
        parts.append(f"== {_text(section.title)} <{_label(section.name)}>")
        small = section.name == "references"
        for block in section.blocks:
            made = _block(block, later=section.supplement)
            parts.append(_small(made) if small else made)
        if place == 0 and contents:
            parts.append(_contents(document))
    parts += [f"{_SMALL}[{_text(line)}]" for line in document.footer[1:]]
    return "\n\n".join(parts) + "\n"


def _small(made: str) -> str:
    """A list that is looked up and not read, in smaller letters and two columns."""
    setting = "#set text(size: 7.4pt, hyphenate: false)\n#set list(spacing: 0.45em)"
    setting += f'\n#show regex("https://\\S{{1,{_ADDRESS_LETTERS}}}(?:$|\\s)"): box'
    return f"#columns(2, gutter: 14pt)[{setting}\n{made}]"


def _contents(document: Document) -> str:
    """The list of contents, with the pages, in two columns."""
    title = _text(say("report.contents", document.language))
    outline = "#outline(title: none, depth: 2, target: heading.where(level: 2))"
    return f"=== {title}\n\n#block[#set text(size: 9pt)\n#columns(2)[{outline}]]"


def _supplement(document: Document) -> str:
    """A new page that opens the supplement."""
    title = _text(say("report.supplement", document.language))
    return f"#pagebreak()\n#text(size: 17pt, weight: 700)[{title}] <supplement>"


def _footer(document: Document) -> str:
    """What the report was made from, at the foot of every page: alone it would take a last page."""
    made = f"{_SMALL}[{_text(document.footer[0])}]"
    number = "#context counter(page).display()"
    return f"#set page(footer: [{made} #h(1fr) {number}])"


def _block(block: Block, *, later: bool = False) -> str:
    """One block; `later` for one of a supplement, where figures are smaller."""
    if isinstance(block, Paragraph):
        words = _rich(block.text)
        return f"#text(size: 12pt)[{words}]" if block.lead else words
    if isinstance(block, Items):
        sign = "enum" if block.ordered else "list"
        items = ", ".join(f"[{_rich(item)}]" for item in block.items)
        # A short list is not worth a break, certainly not around a figure.
        whole = sum(map(len, block.items)) < SHORT_LIST
        return f"#block(breakable: {str(not whole).lower()}, {sign}({items}))"
    if isinstance(block, Terms):
        entries = ", ".join(f"([{_text(word)}], [{_rich(said)}])" for word, said in block.entries)
        return f"#terms(separator: [#h(0.6em)], {entries})"
    if isinstance(block, Callout):
        return _callout(block)
    if isinstance(block, CardBlock):
        return _card(block)
    if isinstance(block, Fold):
        inside = "\n\n".join(_block(inner) for inner in block.blocks)
        return f"#block(inset: (left: 9pt))[=== {_text(block.title)}\n\n{inside}]"
    if isinstance(block, Squares):
        return _table(block.table)
    if isinstance(block, TableBlock):
        return _table(block.table, block.number)
    return _figure(block, later=later)


def _card(block: CardBlock) -> str:
    """The answer in a frame: its sentence, its rows, its notes."""
    sentence = f"#text(size: 11.5pt, weight: 600)[{_text(block.card.sentence)}]"
    notes = "\n\n".join(f"{_SMALL}[{_rich(note)}]" for note in block.card.notes)
    return (
        "#block(stroke: (top: 2.5pt + accent), fill: band, inset: 9pt, "
        "width: 100%)"
        f"[{sentence}\n\n{_table(block.card.table)}\n\n{notes}]"
    )


def _callout(block: Callout) -> str:
    texts = "\n\n".join(_rich(text) for text in block.texts)
    return (
        "#block(stroke: (left: 3pt + caution), fill: band, inset: 9pt, "
        f"breakable: false, width: 100%)[=== {_text(block.title)}\n\n{texts}]"
    )


def _figure(block: FigureBlock, *, later: bool) -> str:
    """A figure over its caption, never higher than a page with a heading above it."""
    figure = block.figure
    svg = figure.svg or raster_svg(figure)
    told = f" {_text(figure.alt)}" if block.told else ""
    caption = f"[*{_text(f'{block.heading}.')}*{told}]"
    lines = len(f"{block.heading} {figure.alt if block.told else ''}") // _CAPTION_LETTERS + 1
    short = figure.name == "flow" or not (block.told or block.number)
    share = _SHARES["short" if short else "later" if later else "main"]
    share = min(share, (_TEXT_HEIGHT - _HEADING - lines * _CAPTION_LINE) / _height(svg))
    image = (
        f'image(bytes({_string(svg)}), format: "svg", width: {share:.1%}, '
        f"alt: {_string(figure.alt)})"
    )
    return f"#figure({image}, caption: {caption}, alt: {_string(figure.alt)})"


def _height(svg: str) -> float:
    """The height of a drawing that is as wide as the text, in points."""
    sizes = re.search(r'<svg[^>]*? width="([\d.]+)[^"]*" height="([\d.]+)', svg)
    assert sizes is not None
    width, height = map(float, sizes.groups())
    return _TEXT_WIDTH * height / width


def _table(table: Table, number: str = "") -> str:
    title = f"{number}. {table.title}" if number else table.title
    widths = ", ".join(f"{need}fr" for need in column_needs(table))
    sides = ", ".join("right" if column.numeric else "left" for column in table.columns)
    head = ", ".join(_head(table))
    kinds = [kind for kind in ("section", "group") if any(row.kind == kind for row in table.rows)]
    levels = {kind: level for level, kind in enumerate(kinds, 2)}
    rows = ",\n".join(
        _row(row, len(table.columns), levels, leads=_leads(table.rows[place:], levels))
        for place, row in enumerate(table.rows)
    )
    body = (
        f"table(columns: ({widths}), align: ({sides}), table.hline(stroke: 0.9pt),\n"
        f"table.header({head}, table.hline(stroke: 0.7pt)),\n{rows},\ntable.hline(stroke: 0.9pt))"
    )
    notes = "".join(_note(note) for note in table.notes if not note.standing)
    figure = f"#figure(kind: table, caption: [*{_text(title)}*], {body})"
    if len(table.rows) <= _WHOLE_ROWS:
        figure = f"#[#show figure: set block(breakable: false)\n{figure}]"
    return f"{figure}\n{notes}"


def _head(table: Table) -> list[str]:
    cells = []
    if any(column.spanner for column in table.columns):
        for start, end, spanner in spans(table.columns):
            if spanner:
                span = end - start + 1
                cells.append(f"table.cell(colspan: {span}, align: center)[*{_text(spanner)}*]")
            else:
                cells.append("[]")
    return cells + [f"[*{_text(column.label)}*]" for column in table.columns]


def _leads(rows: Sequence[Row], levels: Mapping[str, int]) -> bool:
    """Whether the first of these rows is a heading over a row that is none."""
    own = levels.get(rows[0].kind)
    for row in rows[1:]:
        if row.kind not in levels:
            return own is not None
        if own is None or levels[row.kind] <= own:
            return False
    return False


def _row(row: Row, width: int, levels: Mapping[str, int], *, leads: bool) -> str:
    """A row of a table; what leads others stays with the next and returns on the next page."""
    head, *rest = row.cells
    first = f"[*{_cell(head)}*]" if row.kind in (*levels, "total") else f"[{_cell(head)}]"
    if "group" in levels and row.kind in ("data", "reference"):
        first = f"pad(left: 0.8em, {first})"  # a second line starts where the first does
    cells = ", ".join([first, *(f"[{_cell(cell)}]" for cell in rest)])
    if row.kind not in levels:
        return cells
    if row.wide:
        cells = f"table.cell(colspan: {width}, align: left){first}"
    rule = "table.hline(stroke: 0.3pt)"
    if not leads:
        return f"{rule}, {cells}"
    return f"table.header(level: {levels[row.kind]}, repeat: true, {rule}, {cells})"


def _cell(cell: Cell) -> str:
    words = _text(cell.text)
    if cell.anchor:
        words = f"#link(<{_label(cell.anchor)}>)[{words}]"
    return words + "".join(_mark(mark) for mark in cell.marks)


def _mark(letter: str) -> str:
    return f"#super[{letter}]" if letter else ""


def _note(note: Note) -> str:
    """A note below a table, its mark set apart from its first word."""
    apart = "#h(0.2em)" if note.mark else ""
    words = f"{_mark(note.mark)}{apart}{_text(note.text)}"
    return f"\n#text(size: 8pt, fill: soft)[{words}]\n"


def _rich(text: str) -> str:
    pieces = ((_text(piece), strong) for piece, strong in strong_parts(text))
    return "".join(f"#strong[{piece}]" if strong else piece for piece, strong in pieces)


def _text(text: str) -> str:
    """Text that typst prints as it is; a string cannot be read as markup."""
    return f"#{_string(text)};" if text else ""


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _label(name: str) -> str:
    return f"part-{name}"
