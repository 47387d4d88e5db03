"""The page for an output checker: complete, in two languages."""

from html.parser import HTMLParser

import pytest
from tests.unit.release.made_tables import COUNT_5, OPEN, OPENSAFELY, RULE_OF_10
from tests.unit.release.review.explained import STUDY
from tests.unit.release.review.reviewed import PARSED, PREDICTORS, released

from thuiszitters.base.text import LANGUAGES
from thuiszitters.release.review.page import review_page, write_review


class Outline(HTMLParser):
    """Tags with their attributes, and nothing else."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "profile", [RULE_OF_10, COUNT_5, OPENSAFELY, OPEN], ids=lambda profile: profile.name
)
def test_a_page_stands_on_its_own_and_names_every_table(profile, language):
    made = released(profile)
    page = review_page(made, PARSED, language)
    outline = Outline(page)
    assert outline.all("html") == [{"lang": language}]
    assert len(outline.all("h1")) == 1
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert not outline.all("script")
    assert not outline.all("img")
    assert "://" not in page
    assert all(f'scope="row">{name}<' in page for name, table in made.tables.items() if len(table))
    targets = {part["href"][1:] for part in outline.all("a") if part["href"].startswith("#")}
    assert targets <= {part["id"] for _, part in outline.found if "id" in part}


@pytest.mark.thorough
def test_both_pages_are_written_for_their_owner_only(tmp_path):
    folder = tmp_path / "data/derived/demo/review"
    write_review(folder, released(), {**STUDY, "predictors": PREDICTORS})
    for language in LANGUAGES:
        assert (folder / f"review.{language}.html").stat().st_mode & 0o077 == 0
