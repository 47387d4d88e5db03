"""The page that leads to every report."""

from tests.report.page_reading import Page

from thuiszitters.plan import LANGUAGES
from thuiszitters.report import write_index


def test_the_index_leads_to_every_report_that_is_written(folders, tmp_path):
    for name in ("quine", "altra_demo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "numbers").symlink_to(folders[name])
    write_index(["quine", "altra_demo"], LANGUAGES, tmp_path)
    page = Page((tmp_path / "index.html").read_text(encoding="utf-8"))
    links = {attributes["href"] for attributes in page.all("a")}
    assert len(links) == 2 * 3 * 2 * 3 + 2 * (2 * 2 + 1)
    assert "quine/tables/tables.nl.xlsx" in links
    assert "Aboriginal" in page.text
    assert len(page.all("h1")) == 1
    for date in ("schooljaar in of voor 1978", "a school year in or before 1978"):
        assert date in page.text
    assert "quine/report/student.nl.pdf" in links
