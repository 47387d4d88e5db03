"""What the page for an output checker says, without a suppressed count."""

import re

import pytest
from tests.unit.release.differencing.earlier_releases import ONE_FEWER
from tests.unit.release.made_tables import COUNT_5
from tests.unit.release.review.reviewed import PARSED, released

from thuiszitters.release.differencing.earlier import Earlier
from thuiszitters.release.review.page import review_page


@pytest.mark.thorough
def test_no_suppressed_count_stands_on_the_page():
    """6 pupils of 75, and 9 of 35: nowhere on the page, apart from rules and bounds."""
    made = released()
    page = review_page(made, PARSED, "en")
    suppressed = page[page.index('id="suppressed"') : page.index('id="models"')]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", suppressed)
    assert not {"6", "9", "69", "26"} & set(cells)
    assert any(" to " in cell for cell in cells)


@pytest.mark.thorough
def test_an_earlier_release_is_named_with_what_it_means():
    before = released(counts=ONE_FEWER)
    page = review_page(released(earlier=[Earlier("spring", before.tables)]), PARSED, "en")
    assert "Compared with: spring." in page
    assert "the difference from an earlier release is about too few pupils" in page
    again = review_page(released(earlier=[Earlier("spring", released().tables)]), PARSED, "nl")
    assert "Er is niets gevonden dat pas door beide samen te achterhalen is." in again


@pytest.mark.thorough
def test_a_count_that_cannot_be_taken_back_is_said_in_words():
    before = released(COUNT_5)
    page = review_page(released(earlier=[Earlier("spring", before.tables)]), PARSED, "en")
    assert "suppressed now, but it can be read in spring. That cannot be taken back." in page
    assert "released before" in page


@pytest.mark.thorough
def test_without_an_earlier_release_the_page_asks_for_it():
    assert "earlier_releases" in review_page(released(), PARSED, "nl")


@pytest.mark.thorough
def test_another_cohort_of_the_same_pupils_is_named_in_both_languages():
    made = released()
    assert "about the same pupils" not in review_page(made, PARSED, "en")
    made.judged_record["earlier"]["same_pupils"] = ["spring", "coarser"]
    assert "are about the same pupils: spring, coarser." in review_page(made, PARSED, "en")
    assert "gaan over dezelfde leerlingen: spring, coarser." in review_page(made, PARSED, "nl")


@pytest.mark.thorough
def test_a_protected_count_with_bounds_too_close_is_said_first():
    made = released()
    made.judged_record["protection"]["narrowest_width"] = 2.0
    assert "Do not release this." in review_page(made, PARSED, "en")
