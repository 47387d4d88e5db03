"""A drawn figure as PDF: the vectors of its SVG, with title and alternative text inside.

It is set by typst, like the reports. matplotlib's own PDF took two thirds of the time of a figure,
nearly all of it to cut the font to size.
"""

import functools
import re
from pathlib import Path

import typst

from thuiszitters.base.text import Language

_PAGE = """
#set document(title: sys.inputs.title, author: "thuiszitters", date: none)
#set text(lang: sys.inputs.language)
#set page(
  width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt,
)
#image(
  bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.alt,
)
"""


@functools.cache
def fonts() -> typst.Fonts:
    """The fonts of typst, and those that come with matplotlib so that figures look the same."""
    import matplotlib as mpl

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def vector_pdf(svg: str, title: str, alt: str, language: Language) -> bytes:
    """One page as large as the drawing; typst refuses a file that does not meet PDF/UA-1."""
    size = re.search(r'<svg[^>]*? width="([\d.]+)pt" height="([\d.]+)pt"', svg)
    assert size is not None, "a drawing of ours has its size in points"
    width, height = size.groups()
    words = {"title": title, "alt": alt, "language": language}
    made = typst.compile(
        _PAGE.encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=fonts(),
        ignore_system_fonts=True,
        timestamp=0,
        sys_inputs={"svg": svg, "width": width, "height": height, **words},
    )
    assert isinstance(made, bytes)
    return made
