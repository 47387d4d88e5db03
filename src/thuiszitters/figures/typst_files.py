"""A drawn figure as PDF and as picture, both of its SVG, set by typst like the reports.

matplotlib's own PDF took two thirds of the time of a figure, nearly all of it to cut the font to
size; its own picture took half of what was left.
"""

import functools
import re
import struct
import zlib
from pathlib import Path

import typst

from thuiszitters.base.text import Language

#: Dots per inch of a picture: what journals ask for line art with text.
DPI = 300
#: The end of a part that pages attach words to, and that is not seen.
_UNSEEN = re.compile(r' clip-path="url\(#\w+\)"( style="fill: none"/>)')
_METRES_PER_INCH = 0.0254
_PAGE = """
#set page(
  width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt,
)
"""
_PDF = (
    """
#set document(title: sys.inputs.title, author: "thuiszitters", date: none)
#set text(lang: sys.inputs.language)
"""
    + _PAGE
    + """
#image(
  bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.alt,
)
"""
)
_PICTURE = _PAGE + '#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)\n'


@functools.cache
def fonts() -> typst.Fonts:
    """The fonts of typst, and those that come with matplotlib so that figures look the same."""
    import matplotlib as mpl

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def vector_pdf(svg: str, title: str, alt: str, language: Language) -> bytes:
    """One page as large as the drawing; typst refuses a file that does not meet PDF/UA-1."""
    words = {"title": title, "alt": alt, "language": language}
    made = typst.compile(
        _PDF.encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=fonts(),
        ignore_system_fonts=True,
        timestamp=0,
        sys_inputs={"svg": svg, **_size(svg), **words},
    )
    assert isinstance(made, bytes)
    return made


def picture(svg: str) -> bytes:
    """The drawing as PNG of `DPI` dots per inch, which the file says of itself."""
    svg = _UNSEEN.sub(r"\1", svg)  # to clip takes a layer of pixels for each of them
    made = typst.compile(
        _PICTURE.encode(),
        format="png",
        ppi=float(DPI),
        font_paths=fonts(),
        ignore_system_fonts=True,
        timestamp=0,
        sys_inputs={"svg": svg, **_size(svg)},
    )
    assert isinstance(made, bytes)
    return _with_size_in_print(made)


def _size(svg: str) -> dict[str, str]:
    size = re.search(r'<svg[^>]*? width="([\d.]+)pt" height="([\d.]+)pt"', svg)
    assert size is not None, "a drawing of ours has its size in points"
    return {"width": size[1], "height": size[2]}


def _with_size_in_print(png: bytes) -> bytes:
    """The picture with a chunk pHYs (PNG, third edition, 11.3.4.3) after its header.

    A signature of 8 bytes and a header of 25 come first in every PNG.
    """
    dots_per_metre = round(DPI / _METRES_PER_INCH)
    content = b"pHYs" + struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:33] + chunk + png[33:]
