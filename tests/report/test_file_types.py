"""Formats that a profile keeps inside do not leave, and nothing breaks without them."""

import json
import shutil

import pytest

from thuiszitters.figures.stage import draw_all_figures
from thuiszitters.report.stage import write_all_reports
from thuiszitters.results.read import read_numbers
from thuiszitters.tables.stage import make_all_tables


@pytest.fixture
def quine_numbers(folders):
    return folders["quine"]


@pytest.fixture
def strict_numbers(quine_numbers, tmp_path):
    """Released numbers under a profile that refuses vector graphics, Word and Excel."""
    folder = tmp_path / "numbers"
    shutil.copytree(quine_numbers, folder)
    study = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    study["disclosure"]["file_types"] = ["csv", "pdf"]
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    return folder


def test_only_the_formats_of_the_profile_leave(strict_numbers, tmp_path):
    make_all_tables(strict_numbers, ["en"], tmp_path / "tables")
    draw_all_figures(strict_numbers, ["en"], tmp_path / "figures")
    write_all_reports(strict_numbers, tmp_path / "figures", ["en"], tmp_path / "report")
    suffixes = {file.suffix for name in ("tables", "figures", "report")
                for file in (tmp_path / name).iterdir()}  # fmt: skip
    assert suffixes == {".html", ".csv", ".png", ".json", ".pdf", ".md"}
    # A figure as PDF holds the coordinates that an SVG holds.
    assert not list((tmp_path / "figures").glob("*.pdf"))
    page = (tmp_path / "report/research.en.html").read_text(encoding="utf-8")
    assert '<img class="figure" alt="' in page
    assert "data:image/png;base64," in page


def test_without_a_word_about_formats_all_of_them_leave(quine_numbers):
    assert "svg" in read_numbers(quine_numbers).study.file_types
