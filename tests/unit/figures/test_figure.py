"""A figure as files, with the words that stand for it."""

import re

import pytest

from thuiszitters.figures.figure import Figure, accessible, inline_svg, raster_svg
from thuiszitters.figures.palette import ACCENT, VARIABLES

DRAWN = (
    f'<svg xmlns="x" width="3pt" height="2pt"><metadata>when</metadata><path id="a" fill="{ACCENT}"'
    '/><use xlink:href="#a" clip-path="url(#c)"/></svg>'
)


@pytest.fixture
def figure():
    svg = accessible(DRAWN, "flow", "A <b>", "Words", "en")
    return Figure("flow", "en", "A <b>", "Words", "Words", svg)


def test_a_drawing_gets_its_words_and_loses_when_it_was_made(figure):
    assert '<title id="flow-title">A &lt;b&gt;</title>' in figure.svg
    assert 'role="img" lang="en" aria-labelledby="flow-title flow-description"' in figure.svg
    assert "metadata" not in figure.svg
    with pytest.raises(ValueError, match="not an SVG"):
        accessible("<p>", "x", "x", "x", "en")


def test_inside_a_page_every_id_begins_with_the_name_and_colours_are_the_pages(figure):
    inline = inline_svg(figure)
    assert all(one.startswith("flow-") for one in re.findall(r'\bid="([^"]+)"', inline))
    assert "url(#flow-c)" in inline
    assert 'xlink:href="#flow-a"' in inline
    assert f"var({VARIABLES[ACCENT]})" in inline
    assert "width=" not in inline


def test_a_picture_stands_in_an_svg_of_its_own_size():
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (300).to_bytes(4, "big") + (200).to_bytes(4, "big")
    figure = Figure("x", "en", "x", "x", "x", "", stored_png=png)
    assert 'viewBox="0 0 300 200"' in raster_svg(figure)


def test_a_drawing_for_a_phone_is_not_printed():
    assert Figure("x", "en", "x", "x", "x", "<svg/>", print_size=False).pdf == b""
