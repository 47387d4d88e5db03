"""Pages of a Word report: a list of contents and a footer with page numbers."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from thuiszitters.report.document import Section

_SOFT = RGBColor(0x4A, 0x56, 0x66)


def add_contents(document: WordDocument, title: str, sections: Sequence[Section]) -> None:
    """A list of the headings as a field: Word fills in the pages when it is updated."""
    document.add_heading(title, level=2)
    paragraph = document.add_paragraph()
    listed = "\n".join(section.title for section in sections)
    _field(paragraph, 'TOC \\o "1-1" \\h \\z \\u', listed)


def add_footer(document: WordDocument, text: str) -> None:
    """The line at the foot of every page, with the number of the page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{text}  ")
    _field(paragraph, "PAGE", "1")
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8), _SOFT


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A field of Word with what it shows until it is updated."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "text":
            for place, line in enumerate(shown.split("\n")):
                if place:
                    run.add_break()
                run.add_text(line)
        elif kind == "code":
            written = OxmlElement("w:instrText")
            written.set(qn("xml:space"), "preserve")
            written.text = code
            run._r.append(written)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
