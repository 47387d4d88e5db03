"""Released numbers of every test case, and what is made of them, each made once a session."""

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from thuiszitters.base.text import Text
from thuiszitters.figures import draw_all_figures, read_figures
from thuiszitters.figures.draw import draw_figures
from thuiszitters.plan import LANGUAGES
from thuiszitters.plan.words import Reason
from thuiszitters.report.document import Document
from thuiszitters.report.html import html_page
from thuiszitters.report.typst import pdf_bytes
from thuiszitters.report.word import docx_bytes
from thuiszitters.report.write import make_document
from thuiszitters.results.read import Numbers, read_numbers
from thuiszitters.results.study import CodeName
from thuiszitters.tables.make import make_tables

#: Case, language and audience of a report.
Key = tuple[str, str, str]
_spec = importlib.util.spec_from_file_location("cases", Path(__file__).with_name("cases.py"))
assert _spec is not None
assert _spec.loader is not None
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)

WORD = Text(nl="reden", en="reason")


class Made(dict[Any, Any]):
    """What is made when a test first asks for it, and then kept."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Any) -> Any:
        self[key] = self.make(key)
        return self[key]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("numbers")
    return {name: cases.write_case(name, root / name) for name in cases.CASES}


@pytest.fixture(scope="session")
def released(folders: dict[str, Path]) -> dict[str, Numbers]:
    return {name: read_numbers(folder) for name, folder in folders.items()}


@pytest.fixture(scope="session")
def figure_folders(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The figures of a case, drawn when a test first asks for them."""
    root = tmp_path_factory.mktemp("figures")

    def drawn(name: str) -> Path:
        draw_all_figures(folders[name], LANGUAGES, root / name)
        return root / name

    return Made(drawn)


@pytest.fixture(scope="session")
def documents(released: dict[str, Numbers], figure_folders: Made) -> Made:
    """Reports before they have a format, by case, language and audience."""
    figures = cache(lambda name, language: read_figures(figure_folders[name], language))

    def document(key: Key) -> Document:
        name, language, audience = key
        return make_document(released[name], figures(name, language), language, audience)

    return Made(document)


@pytest.fixture(scope="session")
def pages(documents: Made) -> Made:
    """The same reports as HTML."""
    return Made(lambda key: html_page(documents[key]))


@pytest.fixture(scope="session")
def pdfs(documents: Made) -> Made:
    """The same reports as PDF."""
    return Made(lambda key: pdf_bytes(documents[key]))


@pytest.fixture(scope="session")
def word_files(documents: Made) -> Made:
    """The same reports as Word documents."""
    return Made(lambda key: docx_bytes(documents[key]))


@pytest.fixture(params=cases.CASES)
def numbers(request: pytest.FixtureRequest, released: dict[str, Numbers]) -> Numbers:
    return released[request.param]


@pytest.fixture(scope="session")
def missing(released):
    """Quine, as if age group and sex were missing for some pupils."""
    numbers = released["quine"]
    first, second = list(numbers.study.predictors)[:2]
    counts = {first: 40, second: 30}
    rows = [
        {"predictor": name, "row": "missing", "n_pupils": n, "n_events": 5, "status": "ok"}
        for name, n in counts.items()
    ]
    described = pd.concat([numbers.characteristics, pd.DataFrame(rows)], ignore_index=True)
    patterns = pd.DataFrame(
        [("pattern", "", 96.0), ("pattern", first, 20.0), ("pattern", f"{first}, {second}", 20.0),
         ("pattern", second, 10.0)],
        columns=["kind", "predictors", "n_pupils"],
    ).assign(status="ok", reason="")  # fmt: skip
    return replace(
        numbers,
        characteristics=described,
        more={**numbers.more, "missing_patterns": patterns},
    )


@pytest.fixture(scope="session")
def line(released):
    """Every figure of a cohort that has them all."""
    return draw_figures(released["line"], "nl")


@pytest.fixture(scope="session")
def quine(released):
    """Every figure of quine."""
    return draw_figures(released["quine"], "en")


@pytest.fixture(scope="session")
def tables(released):
    return make_tables(released["quine"], "nl")


@pytest.fixture
def quine_numbers(folders):
    return folders["quine"]


@pytest.fixture
def measured(released):
    """The released cohort, whose plan lists codes under three of its reasons."""
    measured = released["line"]
    reasons = (
        Reason(WORD, "poverty", codes=("D802", "D502")),
        Reason(WORD, "cohesion", codes_in_part=("E101",)),
        Reason(WORD, "health", codes=("B100",)),
        Reason(WORD, "externalising", codes=("D802",)),
    )
    codes = {
        code: CodeName(Text(f"nl {code}", f"en {code}"), "verified") for code in ("D802", "E101")
    }
    words = replace(measured.study.words, reasons=((WORD, reasons),))
    topics = {"poverty": "poverty", "cohesion": "cohesion", "urban": "urban"}
    study = replace(measured.study, words=words, codes=codes, hypothesis_topics=topics)
    return replace(measured, study=study)
