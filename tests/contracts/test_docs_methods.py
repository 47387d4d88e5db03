"""docs/methods.md: every method in one form, and what it names is there."""

import re
from pathlib import Path

from thuiszitters.plan.sources import sources

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/methods.md").read_text(encoding="utf-8")
METHODS = {part.split("\n")[0]: part for part in PAGE.split("\n### ")[1:]}
FIELDS = (
    *("Question", "Model", "Estimate, interval, test", "Source", "Code and test", "Weakness"),
)
#: Modules that compute nothing by themselves: reading, arranging, names, speed.
MACHINERY = {
    *("logit/assemble.py", "logit/batch.py", "logit/coding.py", "logit/design.py"),
    *("logit/drawing_levels.py", "logit/fitted_likelihood.py", "logit/preconditions.py"),
    *("logit/rank.py", "logit/reasons.py", "logit/results.py", "logit/threads.py"),
    *("models/coding.py", "models/fit_tables.py", "models/relations.py", "models/tables.py"),
    *("effects/prediction.py", "effects/tables.py"),
}


def test_every_method_says_all_that_is_asked_of_it():
    assert len(METHODS) > 30
    for name, text in METHODS.items():
        written = tuple(re.findall(r"^- \*\*([^*]+)\*\*: ", text, re.MULTILINE))
        assert written == FIELDS, name


def test_code_and_tests_that_are_named_exist():
    named = set(re.findall(r"`([\w/]+\.py)`", PAGE))
    there = {place for place in named if (ROOT / "src/thuiszitters" / place).is_file()}
    assert {place for place in named - there if not (ROOT / "tests" / place).is_file()} == set()
    for name, text in METHODS.items():
        tests = re.findall(r"`((?:reference|unit|report)/[\w/]+)", text)
        assert tests, f"{name}: no test"


def test_every_module_that_computes_is_named():
    pages = PAGE + (ROOT / "docs/method.md").read_text(encoding="utf-8")
    package = ROOT / "src/thuiszitters"
    modules = {
        path.relative_to(package).as_posix()
        for stage in ("logit", "models", "effects", "validation", "describe")
        for path in (package / stage).glob("*.py")
        if path.name not in {"__init__.py", "stage.py"}
    }
    assert {module for module in modules - MACHINERY if module not in pages} == set()


def test_every_doi_is_one_of_the_bibliography():
    links = {source.doi_link for source in sources().values()}
    assert set(re.findall(r"\((https://doi\.org/\S+?)\)(?=[;,.: )\n])", PAGE)) <= links
