"""A figure as files, with the words that stand for it."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from thuiszitters.base.text import Language
from thuiszitters.figures.palette import VARIABLES

_FONT = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure.

    Attributes
    ----------
    alt
        One or two sentences that state the finding, for who cannot see it.
    svg
        A complete SVG document with title, description and role.
    stored_png
        Its picture as it was read from a file; empty for a drawing that was made here.
    rows
        Identifier of a hoverable part to what it says.
    print_size
        Whether it is for print as well; a drawing for a phone is not.
    """

    name: str
    language: Language
    title: str
    alt: str
    description: str
    svg: str
    stored_png: bytes = field(default=b"", repr=False, compare=False)
    rows: Mapping[str, str] = field(default_factory=dict)
    print_size: bool = field(default=True, compare=False)

    @property
    def png(self) -> bytes:
        """The picture at print size: as read, or else made of the SVG each time it is asked for."""
        if self.stored_png:
            return self.stored_png
        from thuiszitters.figures.typst_files import picture

        return picture(self.svg)

    @property
    def pdf(self) -> bytes:
        """The SVG as PDF, made when it is asked for; nothing of a drawing for a phone."""
        if not self.print_size:
            return b""
        from thuiszitters.figures.typst_files import vector_pdf

        return vector_pdf(self.svg, self.title, self.alt, self.language)


def accessible(svg: str, name: str, title: str, description: str, language: Language) -> str:
    """Give a drawn SVG its title, description, role, language and a stack of fonts."""
    opening = re.search(r"<svg[^>]*>", svg)
    if opening is None:
        message = "not an SVG document"
        raise ValueError(message)
    labelled = f'aria-labelledby="{name}-title {name}-description"'
    tag = opening.group().replace("<svg", f'<svg role="img" lang="{language}" {labelled}', 1)
    words = (
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>'
    )
    body = svg[opening.end() :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = body.replace("'DejaVu Sans'", _FONT)
    prologue = '<?xml version="1.0" encoding="utf-8"?>\n'
    return prologue + tag + "\n " + words + body


def inline_svg(figure: Figure) -> str:
    """The SVG to put inside a page: no prologue, ids of its own, colours of the page."""
    svg = figure.svg[figure.svg.index("<svg") :]
    svg = re.sub(rf'\bid="(?!{re.escape(figure.name)}-)', f'id="{figure.name}-', svg)
    svg = re.sub(r"url\(#", f"url(#{figure.name}-", svg)
    svg = re.sub(r'xlink:href="#', f'xlink:href="#{figure.name}-', svg)
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    return svg.replace("<svg", '<svg class="figure"', 1)


def raster_svg(figure: Figure) -> str:
    """The picture inside an SVG, for where vector graphics may not leave."""
    # Width and height stand as big-endian numbers in the first chunk of every PNG.
    png = figure.png
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    data = base64.b64encode(png).decode("ascii")
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f'<image {size} href="data:image/png;base64,{data}"/></svg>'
    )
