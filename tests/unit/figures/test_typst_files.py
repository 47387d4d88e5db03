"""The files that typst makes of a drawing."""

import io
import re

import pytest
from PIL import Image

from thuiszitters.figures import typst_files
from thuiszitters.figures.typst_files import DPI, picture, vector_pdf

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt" viewBox="0 0 72 36">'
    '<rect width="72" height="36" fill="#ffffff"/>'
    '<rect x="36" width="36" height="36" fill="#ff0000"/></svg>'
)


def test_a_picture_has_its_size_and_says_how_large_it_prints():
    image = Image.open(io.BytesIO(picture(SVG)))
    assert image.size == (DPI, DPI // 2)
    # The file counts dots per metre: 11,811 of them are 299.9994 to the inch.
    assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=1e-3)


def test_a_picture_shows_what_is_drawn():
    image = Image.open(io.BytesIO(picture(SVG))).convert("RGB")
    assert image.getpixel((10, 10)) == (255, 255, 255)
    assert image.getpixel((DPI - 10, 10)) == (255, 0, 0)


def test_equal_drawings_are_equal_bytes():
    assert picture(SVG) == picture(SVG)
    made = [vector_pdf(SVG, "Title", "What it shows", "en") for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


def test_a_picture_is_the_same_where_what_is_not_seen_is_not_clipped(monkeypatch):
    clip = '<clipPath id="p"><rect width="72" height="36"/></clipPath>'
    unseen = '<path d="M 0 1 L 60 1 L 60 20 z" clip-path="url(#p)" style="fill: none"/>'
    line = '<path d="M 3 1 L 50 30" clip-path="url(#p)" style="fill: none; stroke: #1c2430"/>'
    svg = SVG.replace("</svg>", f"{clip}{unseen}{line}</svg>")
    assert len(typst_files._UNSEEN.findall(svg)) == 1
    found = picture(svg)
    monkeypatch.setattr(typst_files, "_UNSEEN", re.compile("(no such part)"))
    assert picture(svg) == found
