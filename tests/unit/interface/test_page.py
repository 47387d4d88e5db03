"""What docs/python.md shows is what happens."""

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.thorough
def test_every_example_of_the_page_gives_what_it_shows(monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    blocks = "\n".join(part.split("```")[0] for part in text.split("```python\n")[1:])
    test = doctest.DocTestParser().get_doctest(blocks, {}, "docs/python.md", None, 0)
    assert len(test.examples) >= 10
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test).failed == 0
