"""No text of a user becomes code in any file that a cohort writes."""

import itertools
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.report.code_in_files import CHECKS, HOSTILE, MARK, files_of

from thuiszitters.figures.stage import draw_all_figures
from thuiszitters.report.stage import write_all_reports, write_index
from thuiszitters.tables.stage import make_all_tables

pytestmark = pytest.mark.thorough


def with_hostile_texts(content: Any, texts: Any) -> Any:
    """The same content, each text in two languages between two copies of the next hostile one."""
    if isinstance(content, list):
        return [with_hostile_texts(part, texts) for part in content]
    if not isinstance(content, dict):
        return content
    if set(content) == {"nl", "en"}:
        text = next(texts)
        return {language: f"{text} {words} {text}" for language, words in content.items()}
    return {key: with_hostile_texts(part, texts) for key, part in content.items()}


@pytest.fixture(scope="module")
def written(folders, tmp_path_factory) -> Path:
    """All that is made of the numbers of one cohort whose every label is hostile."""
    languages = ["nl", "en"]
    results = tmp_path_factory.mktemp("results")
    numbers = results / "quine/numbers"
    shutil.copytree(folders["quine"], numbers)
    study = json.loads((numbers / "study.json").read_text(encoding="utf-8"))
    study = with_hostile_texts(study, itertools.cycle(HOSTILE))
    (numbers / "study.json").write_text(json.dumps(study), encoding="utf-8")
    draw_all_figures(numbers, languages, results / "quine/figures")
    make_all_tables(numbers, languages, results / "quine/tables")
    write_all_reports(numbers, results / "quine/figures", languages, results / "quine/report")
    write_index(["quine"], languages, results)
    return results


def test_no_text_of_a_user_becomes_code_in_any_file(written):
    found = {
        file.relative_to(written).as_posix(): said
        for file in files_of(written)
        if (said := CHECKS[file.suffix](file))
    }
    assert found == {}
    counted = Counter(file.suffix for file in files_of(written))
    assert set(counted) == set(CHECKS)


def test_the_texts_are_there_as_they_were(written):
    """Nothing of the above would say much of files from which the texts were left out."""
    kinds = ("report/research.{}.html", "tables/odds_ratios.{}.tex", "report/captions.{}.md")
    for name in (kind.format(language) for kind in kinds for language in ("nl", "en")):
        assert (written / "quine" / name).read_text(encoding="utf-8").count(MARK) > 20, name


@pytest.mark.parametrize(
    ("suffix", "code"),
    [
        (".html", f"<script>{MARK}</script>"),
        (".html", f"<p onclick='{MARK}'>"),
        (".svg", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        (".csv", f"a,={MARK}\n"),
        (".tex", f"\\{MARK}"),
        (".tex", "\\input{x}"),
        (".md", f"a `{MARK}`"),
    ],
)
def test_what_is_code_is_seen(suffix, code, tmp_path):
    file = tmp_path / f"a{suffix}"
    file.write_text(code)
    assert CHECKS[suffix](file)
