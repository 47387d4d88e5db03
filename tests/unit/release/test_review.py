"""The page for an output checker: complete, in two languages, without a suppressed count."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from tests.unit.release.differencing.test_earlier import ONE_FEWER
from tests.unit.release.review.test_explanation import NOTHING
from tests.unit.release.review.test_explanation import STUDY as RECORD
from tests.unit.release.test_stage import (
    COHORT_COUNTS,
    COUNT_5,
    OPEN,
    OPENSAFELY,
    RULE_OF_10,
    tables_of,
)

from thuiszitters.base.io import write_json, write_text
from thuiszitters.base.text import LANGUAGES
from thuiszitters.release import release_results
from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.review.command import REVIEW, explanation
from thuiszitters.release.review.page import review_page, write_review
from thuiszitters.release.review.parts import smallest_count
from thuiszitters.results.study_reading import study_from

TEXT = {"nl": "x", "en": "x"}
PREDICTORS = {
    name: {
        "label": {"nl": f"{name}-nl", "en": f"{name}-en"},
        "kind": "factor",
        "reference": None,
        "levels": {level: {"nl": level, "en": level} for level in levels},
        "per": 1,
        "unit": None,
    }
    for name, levels in COHORT_COUNTS.items()
}
STUDY = study_from({**RECORD, "predictors": PREDICTORS})


def released(profile=RULE_OF_10, counts=COHORT_COUNTS, earlier=()):
    return release_results(tables_of(counts), profile, earlier=earlier)


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "profile", [RULE_OF_10, COUNT_5, OPENSAFELY, OPEN], ids=lambda profile: profile.name
)
def test_a_page_stands_on_its_own_and_names_every_table(profile, language):
    made = released(profile)
    page = review_page(made, STUDY, language)
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


def test_no_suppressed_count_stands_on_the_page():
    """6 pupils of 75, and 9 of 35: nowhere on the page, apart from rules and bounds."""
    made = released()
    page = review_page(made, STUDY, "en")
    suppressed = page[page.index('id="suppressed"') : page.index('id="models"')]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", suppressed)
    assert not {"6", "9", "69", "26"} & set(cells)
    assert any(" to " in cell for cell in cells)


def test_every_protected_count_has_bounds_around_the_true_one_that_are_far_enough_apart():
    made = released()
    protected = [bound for bound in made.bounds if bound.verdict == "held"]
    assert len(protected) == made.judged_record["protection"]["protected_counts"]
    assert min(bound.width for bound in protected) >= RULE_OF_10.required_width - 1e-4
    (own,) = [
        bound
        for bound in protected
        if bound.named["level"] == "external" and bound.named["measure"] == "n_events"
    ]
    assert own.low <= 6 <= own.high


@pytest.mark.thorough
def test_an_earlier_release_is_named_with_what_it_means():
    before = released(counts=ONE_FEWER)
    page = review_page(released(earlier=[Earlier("spring", before.tables)]), STUDY, "en")
    assert "Compared with: spring." in page
    assert "the difference from an earlier release is about too few pupils" in page
    again = review_page(released(earlier=[Earlier("spring", released().tables)]), STUDY, "nl")
    assert "Er is niets gevonden dat pas door beide samen te achterhalen is." in again


def test_a_count_that_cannot_be_taken_back_is_said_in_words():
    before = released(COUNT_5)
    page = review_page(released(earlier=[Earlier("spring", before.tables)]), STUDY, "en")
    assert "suppressed now, but it can be read in spring. That cannot be taken back." in page
    assert "released before" in page


def test_without_an_earlier_release_the_page_asks_for_it():
    assert "earlier_releases" in review_page(released(), STUDY, "nl")


def test_a_protected_count_with_bounds_too_close_is_said_first():
    made = released()
    made.judged_record["protection"]["narrowest_width"] = 2.0
    assert "Do not release this." in review_page(made, STUDY, "en")


def test_the_smallest_count_may_follow_from_two_others():
    table = pd.DataFrame({"n_pupils": [40, 12], "n_events": [25, 12]})
    assert smallest_count(table) == 0
    assert smallest_count(pd.DataFrame({"auc": [0.7]})) is None


def test_both_pages_are_written_for_their_owner_only(tmp_path):
    folder = tmp_path / "data/derived/demo/review"
    write_review(folder, released(), {**RECORD, "predictors": PREDICTORS})
    for language in LANGUAGES:
        assert (folder / f"review.{language}.html").stat().st_mode & 0o077 == 0


def test_the_explanation_ends_with_where_the_page_is(tmp_path):
    write_json(tmp_path / "results/demo/numbers/release.json", NOTHING)
    write_json(tmp_path / "results/demo/numbers/study.json", RECORD)
    assert "review" not in explanation("demo", "en", tmp_path)[-1]
    page = REVIEW.format(cohort="demo", language="en")
    write_text(tmp_path / page, "x")
    assert explanation("demo", "en", tmp_path)[-1] == f"For whoever checks the output: {page}"
