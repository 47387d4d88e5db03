"""What the stages of tables, figures and reports write."""

import json
import shutil

import pytest

from thuiszitters.figures.stage import draw_all_figures
from thuiszitters.plan import LANGUAGES
from thuiszitters.report.document import AUDIENCES
from thuiszitters.report.stage import write_all_reports
from thuiszitters.tables.stage import make_all_tables


def test_reports_are_written_for_every_language(folders, figure_folders, tmp_path):
    write_all_reports(folders["quine"], figure_folders["quine"], LANGUAGES, tmp_path / "report")
    names = sorted(path.name for path in (tmp_path / "report").iterdir())
    kinds = ("docx", "html", "pdf")
    expected = [
        f"{audience}.{language}.{kind}"
        for audience in AUDIENCES
        for language in LANGUAGES
        for kind in kinds
    ]
    fragments = [
        f"{name}.{language}.{kind}"
        for name in ("methods", "captions")
        for language in LANGUAGES
        for kind in ("md", "docx")
    ]
    assert names == sorted([*expected, *fragments])


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
