"""The site finds every page; `make docs` itself fails on a dead link."""

import re
from pathlib import Path

import thuiszitters

ROOT = Path(__file__).parents[2]
NAVIGATION = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[1]


def test_every_page_of_docs_is_in_the_navigation():
    hook = (ROOT / "docs/site_pages.py").read_text(encoding="utf-8")
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in ROOT.glob("docs/**/*.md")}
    # The hook lists the decisions itself.
    here = {page for page in pages if not page.startswith("decisions/")}
    named = set(re.findall(r"[\w/]+\.md", NAVIGATION))
    made = set(re.findall(r'^    "(\w+\.md)": "', hook, re.M))
    assert here <= named
    assert named <= here | made


def test_every_public_name_is_on_the_page_of_the_interface():
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    documented = {line.split(".")[-1] for line in page.splitlines() if line.startswith("::: ")}
    assert documented == set(thuiszitters.__all__)
