"""Sections of a report and what they say."""

from thuiszitters.report.write import make_document


def words_of(section):
    blocks = (getattr(block, "text", "") for block in section.blocks)
    items = (" ".join(getattr(block, "items", ())) for block in section.blocks)
    return " ".join([*blocks, *items])


def section_of(numbers, language, figures=None):
    document = make_document(numbers, figures or {}, language, "research")
    return next(one for one in document.sections if one.name == "definitions")
