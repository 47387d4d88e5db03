"""The figure of the policy report is drawn for a phone as well; a page shows one of the two."""

import io
import re
from dataclasses import replace

import docx
import pytest
from tests.report.drawing import assert_apart
from tests.report.narrow_drawings import estimates, words

from thuiszitters.figures.flow import NARROW_FLOW, WIDE_FLOW, flow_chart
from thuiszitters.figures.hundred import hundred_plot
from thuiszitters.figures.hundred_rows import NARROW
from thuiszitters.figures.hypotheses import hypotheses_plot
from thuiszitters.figures.hypotheses_narrow import narrow_hypotheses
from thuiszitters.figures.replication import replication_plot
from thuiszitters.figures.replication_narrow import narrow_replication
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.html import html_page, styles
from thuiszitters.report.typst import typst_source
from thuiszitters.report.word import docx_bytes
from thuiszitters.report.write import make_document
from thuiszitters.tables.flow import flow_table

# Of quine nobody was left out, and its plan has no study: no flow and no findings to draw.
_SHOWN = {
    "policy": {"hundred"},
    "research": {"forest"},
    "student": {"icons", "forest"},
}
_DRAWN = {
    "flow": lambda numbers, language: [
        flow_chart(numbers, flow_table(numbers, language), language, layout)
        for layout in (WIDE_FLOW, NARROW_FLOW)
    ],
    "replication": lambda *asked: [replication_plot(*asked), narrow_replication(*asked)],
    "hypotheses": lambda *asked: [hypotheses_plot(*asked), narrow_hypotheses(*asked)],
}


def test_every_figure_has_a_drawing_for_a_phone_that_says_the_same(line):
    pages = {name: one for name, one in line.items() if one.print_size}
    assert {"definitions", "subgroups", "calibration", "problem_count", "hypotheses"} <= set(pages)
    assert any(name.startswith("curve_") for name in pages)
    assert len([name for name in pages if name.startswith("forest_")]) > 1
    assert {f"{name}_narrow" for name in pages} == set(line) - set(pages)
    for name, wide in pages.items():
        other = line[f"{name}_narrow"]
        assert (other.title, other.alt) == (wide.title, wide.alt)
        points = float(re.search(r'viewBox="0 0 ([\d.]+) ', other.svg)[1])
        assert points / 72 <= 3.6, name
        if name.startswith(("forest", "definitions", "subgroups")):
            # The wide forest has the crude ones as well.
            told = set(re.findall(r"(\d+[,.]\d+) \(", " ".join(words(other.svg))))
            assert told, name
            assert told <= set(re.findall(r"(\d+[,.]\d+) \(", " ".join(words(wide.svg)))), name


def test_a_report_shows_both_drawings_of_each_of_its_figures(line, released):
    for audience in ("policy", "research", "student"):
        blocks = figure_blocks(make_document(released["line"], line, "nl", audience))
        assert blocks
        shown = [block.figure.name for block in blocks]
        assert [block.narrow and block.narrow.name for block in blocks] == [
            f"{name}_narrow" for name in shown
        ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(_DRAWN))
def test_flow_findings_and_expectations_fit_a_phone_and_say_the_same(
    released, name, language, monkeypatch
):
    case = released["line"]
    wide, other = _DRAWN[name](case, language)
    assert (other.title, other.alt, other.description) == (wide.title, wide.alt, wide.description)
    assert (other.name, other.print_size) == (f"{wide.name}_narrow", False)
    assert float(re.search(r'viewBox="0 0 ([\d.]+) ', other.svg)[1]) / 72 <= 3.1
    assert estimates(other.svg) == estimates(wide.svg) != []
    assert_apart(case, monkeypatch, lambda one: _DRAWN[name](one, language)[1])


def figure_blocks(document):
    return [
        block for part in document.sections for block in part.blocks if hasattr(block, "figure")
    ]


@pytest.fixture(scope="module")
def figures(quine):
    """Both drawings, and one that has no drawing for a phone."""
    return {name: quine[name] for name in ("forest", "hundred", "hundred_narrow")}


def test_the_narrow_figure_fits_a_phone_without_small_letters(figures):
    svg = figures["hundred_narrow"].svg
    points = float(re.search(r'viewBox="0 0 ([\d.]+) ', svg)[1])
    assert points / 72 <= 3.6
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)) >= 8


def test_both_drawings_come_out_the_same_each_time(released, figures):
    again = hundred_plot(released["quine"], "en", NARROW)
    assert (again.svg, again.png) == (
        figures["hundred_narrow"].svg,
        figures["hundred_narrow"].png,
    )


def test_a_page_for_policy_holds_both_drawings_and_shows_one(released, figures):
    page = html_page(make_document(released["quine"], figures, "en", "policy"))
    assert page.count('<svg class="figure"') == 2
    assert page.count("<figcaption>") == 1
    assert page.index('class="on-wide"') < page.index('id="hundred-title"')
    assert page.index('class="on-narrow"') < page.index('id="hundred_narrow-title"')
    assert 'class="figure-scroll"' not in page
    rules = styles()
    always, *blocks = rules.split("@media screen and (max-width: 39.99rem) {")
    phone = "".join(block.split("\n}")[0] for block in blocks)
    always += "".join(block.split("\n}", 1)[1] for block in blocks)
    assert ".on-narrow { display: none; }" in always
    assert ".on-wide { display: none; }" in phone
    assert ".on-narrow { display: block; }" in phone
    assert ".on-wide { display: none; }" not in always
    assert ".on-narrow .figure { min-width: 0;" in rules


@pytest.mark.parametrize("audience", ["policy", "research", "student"])
def test_no_report_shows_the_narrow_drawing_as_a_figure_of_its_own(released, quine, audience):
    blocks = figure_blocks(make_document(released["quine"], quine, "en", audience))
    assert "hundred_narrow" not in {block.figure.name for block in blocks}
    pairs = {block.figure.name: block.narrow.name for block in blocks if block.narrow}
    assert pairs == {name: f"{name}_narrow" for name in _SHOWN[audience]}


def test_paper_keeps_the_wide_drawing_alone(released, figures):
    document = make_document(released["quine"], figures, "en", "policy")
    assert typst_source(document).count("image(bytes(") == 1
    assert "hundred_narrow" not in typst_source(document)
    made = docx.Document(io.BytesIO(docx_bytes(document)))
    assert len(made.inline_shapes) == 1


def test_without_vector_graphics_both_drawings_are_pictures(released, figures):
    pictures = {
        name: replace(figure, svg="", stored_png=figure.png) for name, figure in figures.items()
    }
    page = html_page(make_document(released["quine"], pictures, "en", "policy"))
    assert page.count('<img class="figure" alt="') == 2
    # The script of the page can draw squares; it is no drawing of the page.
    assert "<svg" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_figures_drawn_before_there_was_a_narrow_one_still_make_a_report(released, figures):
    wide = {"hundred": figures["hundred"]}
    page = html_page(make_document(released["quine"], wide, "en", "policy"))
    assert 'class="figure-scroll"' in page
    assert 'class="on-wide"' not in page
