"""Excel, Word, LaTeX and PDF hold what the HTML holds, and come out the same each time."""

import io
import shutil
import zipfile

import pytest
from tests.report.pages import pages_of

from thuiszitters.tables.excel import excel_bytes
from thuiszitters.tables.word import word_bytes


@pytest.mark.parametrize("maker", [excel_bytes, word_bytes])
def test_office_files_do_not_know_the_time(tables, maker):
    first, second = (maker(tables["blocks"]) for _ in range(2))
    assert first == second
    for entry in zipfile.ZipFile(io.BytesIO(first)).infolist():
        assert entry.date_time[0] == 1980


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", ["line", "quine"])
def test_policy_is_two_pages_with_definitions_and_research_nine_with_its_supplement_behind(
    pdfs, case, language
):
    policy = pages_of(pdfs[case, language, "policy"])
    head = {"nl": "Begrippen", "en": "Terms"}[language]
    first = next(place for place, text in enumerate(policy, 1) if head in text)
    assert first <= 3
    assert len(policy) <= 3
    research = pages_of(pdfs[case, language, "research"])
    later = {"nl": "Bijlage", "en": "Supplement"}[language]
    starts = [n for n, text in enumerate(research, 1) if text.lstrip().startswith(later)]
    assert starts
    assert starts[0] - 1 <= 9
