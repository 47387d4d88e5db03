"""Figures show every estimate, in words as well, and come out the same each time."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from tests.report.drawing import assert_apart

from thuiszitters.figures import inline_svg, read_figures
from thuiszitters.figures.draw import draw_figures
from thuiszitters.figures.style import WIDTH

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(released):
    names = ("quine", "suppressed", "troubled")
    return {name: draw_figures(released[name], "nl") for name in names}


def test_two_drawings_are_equal_to_the_byte(released, drawn):
    again = draw_figures(released["quine"], "nl")["forest"]
    assert again.svg == drawn["quine"]["forest"].svg
    assert again.png == drawn["quine"]["forest"].png


def test_the_svg_has_a_role_a_title_and_a_description(drawn):
    for figure in drawn["troubled"].values():
        root = ElementTree.fromstring(figure.svg)
        assert root.get("role") == "img"
        labelled = root.get("aria-labelledby").split()
        texts = {
            node.get("id"): node.text for node in root if node.tag in {f"{SVG}title", f"{SVG}desc"}
        }
        assert all(texts[name] for name in labelled)


def test_text_stays_text_with_a_dutch_comma(drawn):
    svg = drawn["quine"]["forest"].svg
    texts = [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert "2,91 (1,36 tot 6,44)" in texts
    # The source line names the version of the program, which has points in every language.
    numbers = [re.sub(r"thuiszitters \d+\.\d+\.\d+", "", text) for text in texts]
    assert not any(re.search(r"\d\.\d", text) for text in numbers)


def test_no_text_is_smaller_than_eight_points(drawn):
    sizes = re.findall(r"font-size: ([\d.]+)px", drawn["suppressed"]["forest"].svg)
    assert sizes
    assert min(float(size) for size in sizes) >= 8


def test_the_alt_text_states_the_finding(drawn):
    alt = drawn["quine"]["forest"].alt
    assert "leerlingen met ‘Aboriginal’ (2,91; 1,36 tot 6,44)" in alt


def test_a_suppressed_estimate_is_neither_drawn_nor_told(drawn):
    figure = drawn["suppressed"]["forest"]
    rows = [text for text in figure.rows.values() if "F1" in text]
    assert rows
    assert all("afgeschermd" in text and "tot" not in text.split(":")[-1] for text in rows)
    assert "Twee odds ratio’s zijn afgeschermd" in figure.alt


def test_an_endless_interval_is_told_with_its_reason(drawn):
    figure = drawn["troubled"]["forest_runaway"]
    assert "∞" in figure.alt
    assert "Firth" in figure.svg


def test_inside_a_page_ids_are_the_figures_own(drawn):
    inline = [inline_svg(figure) for figure in drawn["troubled"].values()]
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in inline]
    assert len(set().union(*ids)) == sum(len(own) for own in ids)
    for svg, own in zip(inline, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= own
        assert set(re.findall(r'xlink:href="#([^"]+)"', svg)) <= own


@pytest.mark.parametrize("name", ["crowded", "altra_demo", "line", "suppressed"])
def test_no_text_overlaps_another_or_leaves_the_page(released, name, monkeypatch):
    assert_apart(released[name], monkeypatch)


def test_estimates_without_an_interval_are_drawn_without_a_line(released):
    """As with a single cluster, or clusters that do not differ."""
    numbers = released["line"]
    ends = ["ci_low", "ci_high", "log_odds_low", "log_odds_high"]
    estimates = numbers.estimates.copy()
    estimates[[name for name in ends if name in estimates]] = np.nan
    drawn = draw_figures(replace(numbers, estimates=estimates), "nl")
    assert {"forest", "forest_narrow"} <= set(drawn)


def test_every_image_carries_its_title_and_its_source(drawn, released):
    # The first words: a narrow drawing breaks a long source over lines.
    first = " ".join(released["quine"].study.source.in_language("nl").split()[:2])
    assert first
    for name, figure in drawn["quine"].items():
        assert figure.title.split()[0] in figure.svg.split("</desc>")[1], name
        assert f"Bron: {first}" in figure.svg, name


def test_a_picture_has_three_hundred_dots_per_inch(drawn):
    image = Image.open(io.BytesIO(drawn["quine"]["forest"].png))
    assert image.width == round(WIDTH * 300)
    # The file counts dots per metre: 11,811 of them are 299.9994 to the inch.
    assert image.info["dpi"] == pytest.approx((300, 300), abs=1e-3)
    assert drawn["quine"]["forest"].pdf.startswith(b"%PDF")


def test_suppressed_counts_give_no_hundred_pupils(released):
    drawn = draw_figures(released["suppressed"], "nl")
    texts = drawn["hundred"].svg + drawn["icons"].svg
    assert "F1" not in texts
    assert "F2" not in texts


def test_what_is_written_is_what_is_read(figure_folders, drawn):
    folder = figure_folders["quine"]
    read = read_figures(folder, "nl")["forest"]
    assert read == drawn["quine"]["forest"]
    assert read.png == drawn["quine"]["forest"].png
    image = Image.open(io.BytesIO((folder / "forest.nl.png").read_bytes()))
    assert image.width > 1400


def test_a_long_forest_plot_goes_on_in_parts_that_fit_a_page(released):
    drawn = draw_figures(released["crowded"], "nl")
    parts = [f for name, f in drawn.items() if re.fullmatch(r"forest(_part\d+)?", name)]
    assert len(parts) > 2
    for figure in parts:
        width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', figure.svg).groups()
        assert float(height) / float(width) < 1.4
        assert "(deel" in figure.title
    rows = [name for figure in parts for name in figure.rows]
    assert len(rows) == len(set(rows)) == 80
