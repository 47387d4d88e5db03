"""Methods and captions to paste."""

import io

import docx
import pytest

from thuiszitters.plan import LANGUAGES
from thuiszitters.report.document import FigureBlock, TableBlock
from thuiszitters.report.fragments import (
    Line,
    as_markdown,
    as_word,
    captions_fragment,
    methods_fragment,
)
from thuiszitters.report.method import method_statements, with_sources


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fragment_holds_every_statement_and_its_sources(released, language):
    fragment = methods_fragment(released["line"], language)
    text = as_markdown(fragment)
    made = docx.Document(io.BytesIO(as_word(fragment, language)))
    paragraphs = [paragraph.text for paragraph in made.paragraphs]
    assert paragraphs == [line.text.replace("**", "") for line in fragment]
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == paragraphs[:1]
    for one in method_statements(released["line"], language):
        assert with_sources(one, language) in text
    assert "https://doi.org/10.1093/biomet/86.4.948" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_figure_has_its_caption_to_paste(documents, language):
    document = documents["quine", language, "research"]
    text = as_markdown(captions_fragment(document))
    blocks = [block for section in document.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    figures = [block for block in blocks if isinstance(block, FigureBlock)]
    assert tables
    assert figures
    for block in tables:
        assert f"**{block.number}. {block.table.title}.**" in text
        assert all(note.text in text for note in block.table.notes)
    for block in figures:
        assert f"**{block.number}. {block.figure.title}.** {block.figure.alt}" in text


def test_a_text_of_a_user_stays_a_text_in_markdown():
    text = as_markdown((Line("item", "<script>a</script> `b` [c](d) $e$ \\f @g | {h} **i**"),))
    assert text == (
        "- \\<script>a\\</script> \\`b\\` \\[c](d) \\$e\\$ \\\\f \\@g \\| \\{h} **i**\n"
    )
