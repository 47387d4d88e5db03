"""The page of a check."""

from thuiszitters.setup.check import check_page, drift_between


def test_the_page_shows_every_part_and_no_pupil(quine):
    page = check_page(quine, drift_between(quine, quine))
    for title in ("Read", "Pupils", "Outcome", "Planned models", "Hidden", "Looks odd", "Differs"):
        assert f"\n{title}" in page
    assert len(page.splitlines()) < 60


def test_the_page_names_what_lets_more_leave_and_nothing_else():
    report = {
        "cohort": "x", "synthetic": True, "intake": {"files": {}}, "flow": [],
        "outcome": {"label": "a", "definition": "b", "n_pupils": 10, "n_events": 3},
        "constructs": [], "models": [], "suppressed": [], "disclosure": "rule_of_10", "odd": [],
        "remedies": [
            {"what": "", "leave": 3, "of": 7},
            {"what": "worse", "leave": 2, "of": 7},
            {"what": "better", "leave": 5, "of": 6},
        ],
    }  # fmt: skip
    page = check_page(report)
    assert "  3 of 7 odds ratios leave as it is" in page
    assert "  5 of 6 with better" in page
    assert "worse" not in page
    nothing = check_page({**report, "remedies": report["remedies"][:2]})
    assert "none of 1 other choices lets more leave" in nothing
    assert "main model leave" not in check_page({**report, "remedies": []})
    named = check_page({**report, "same_pupils": ["spring", "coarser"]})
    assert "The same pupils are in spring, coarser: what one release hides" in named
    assert "same pupils" not in page
