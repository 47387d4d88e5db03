"""A report as a PDF that assistive technology can read (PDF/UA-1), set by typst."""

import re

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
)
from thuiszitters.report.typst_table import (
    anchor,
    rich_source,
    string_source,
    table_source,
    text_source,
)

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
        f'#set document(title: {string_source(title)}, author: "{author}", date: none)',
        f'#set text(lang: "{document.language}", region: "{region}")',
        _COLOURS,
        _PREAMBLE,
        _footer(document),
        f"#text(size: 10pt, fill: soft)[{text_source(document.kicker)}]",
        f"= {text_source(document.title)}",
    ]
    if document.banner:
        head, words = document.banner
        parts.append(f"#text(fill: caution)[*{text_source(head)}*] {text_source(words)}")
    contents = document.audience != "policy"
    if not contents:
        parts.insert(4, _SHORT)
    for place, section in enumerate(document.sections):
        if section.supplement and not document.sections[place - 1].supplement:
            parts.append(_supplement(document))
        parts.append(f"== {text_source(section.title)} <{anchor(section.name)}>")
        small = section.name == "references"
        for block in section.blocks:
            made = _block(block, later=section.supplement)
            parts.append(_small(made) if small else made)
        if place == 0 and contents:
            parts.append(_contents(document))
    parts += [f"{_SMALL}[{text_source(line)}]" for line in document.footer[1:]]
    return "\n\n".join(parts) + "\n"


def _small(made: str) -> str:
    """A list that is looked up and not read, in smaller letters and two columns."""
    setting = "#set text(size: 7.4pt, hyphenate: false)\n#set list(spacing: 0.45em)"
    setting += f'\n#show regex("https://\\S{{1,{_ADDRESS_LETTERS}}}(?:$|\\s)"): box'
    return f"#columns(2, gutter: 14pt)[{setting}\n{made}]"


def _contents(document: Document) -> str:
    """The list of contents, with the pages, in two columns."""
    title = text_source(say("report.contents", document.language))
    outline = "#outline(title: none, depth: 2, target: heading.where(level: 2))"
    return f"=== {title}\n\n#block[#set text(size: 9pt)\n#columns(2)[{outline}]]"


def _supplement(document: Document) -> str:
    """A new page that opens the supplement."""
    title = text_source(say("report.supplement", document.language))
    return f"#pagebreak()\n#text(size: 17pt, weight: 700)[{title}] <supplement>"


def _footer(document: Document) -> str:
    """What the report was made from, at the foot of every page: alone it would take a last page."""
    made = f"{_SMALL}[{text_source(document.footer[0])}]"
    number = "#context counter(page).display()"
    return f"#set page(footer: [{made} #h(1fr) {number}])"


def _block(block: Block, *, later: bool = False) -> str:
    """One block; `later` for one of a supplement, where figures are smaller."""
    if isinstance(block, Paragraph):
        words = rich_source(block.text)
        return f"#text(size: 12pt)[{words}]" if block.lead else words
    if isinstance(block, Items):
        sign = "enum" if block.ordered else "list"
        items = ", ".join(f"[{rich_source(item)}]" for item in block.items)
        # A short list is not worth a break, certainly not around a figure.
        whole = sum(map(len, block.items)) < SHORT_LIST
        return f"#block(breakable: {str(not whole).lower()}, {sign}({items}))"
    if isinstance(block, Terms):
        entries = ", ".join(
            f"([{text_source(word)}], [{rich_source(said)}])" for word, said in block.entries
        )
        return f"#terms(separator: [#h(0.6em)], {entries})"
    if isinstance(block, Callout):
        return _callout(block)
    if isinstance(block, CardBlock):
        return _card(block)
    if isinstance(block, Fold):
        inside = "\n\n".join(_block(inner) for inner in block.blocks)
        return f"#block(inset: (left: 9pt))[=== {text_source(block.title)}\n\n{inside}]"
    if isinstance(block, Squares):
        return table_source(block.table)
    if isinstance(block, TableBlock):
        return table_source(block.table, block.number)
    return _figure(block, later=later)


def _card(block: CardBlock) -> str:
    """The answer in a frame: its sentence, its rows, its notes."""
    sentence = f"#text(size: 11.5pt, weight: 600)[{text_source(block.card.sentence)}]"
    notes = "\n\n".join(f"{_SMALL}[{rich_source(note)}]" for note in block.card.notes)
    return (
        "#block(stroke: (top: 2.5pt + accent), fill: band, inset: 9pt, "
        "width: 100%)"
        f"[{sentence}\n\n{table_source(block.card.table)}\n\n{notes}]"
    )


def _callout(block: Callout) -> str:
    texts = "\n\n".join(rich_source(text) for text in block.texts)
    return (
        "#block(stroke: (left: 3pt + caution), fill: band, inset: 9pt, "
        f"breakable: false, width: 100%)[=== {text_source(block.title)}\n\n{texts}]"
    )


def _figure(block: FigureBlock, *, later: bool) -> str:
    """A figure over its caption, never higher than a page with a heading above it."""
    figure = block.figure
    svg = figure.svg or raster_svg(figure)
    told = f" {text_source(figure.alt)}" if block.told else ""
    caption = f"[*{text_source(f'{block.heading}.')}*{told}]"
    lines = len(f"{block.heading} {figure.alt if block.told else ''}") // _CAPTION_LETTERS + 1
    short = figure.name == "flow" or not (block.told or block.number)
    share = _SHARES["short" if short else "later" if later else "main"]
    share = min(share, (_TEXT_HEIGHT - _HEADING - lines * _CAPTION_LINE) / _height(svg))
    image = (
        f'image(bytes({string_source(svg)}), format: "svg", width: {share:.1%}, '
        f"alt: {string_source(figure.alt)})"
    )
    return f"#figure({image}, caption: {caption}, alt: {string_source(figure.alt)})"


def _height(svg: str) -> float:
    """The height of a drawing that is as wide as the text, in points."""
    sizes = re.search(r'<svg[^>]*? width="([\d.]+)[^"]*" height="([\d.]+)', svg)
    assert sizes is not None
    width, height = map(float, sizes.groups())
    return _TEXT_WIDTH * height / width
