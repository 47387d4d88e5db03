"""What was read leaves without its counts."""

from thuiszitters.base.text import Text
from thuiszitters.plan.disclosure import DisclosureProfile
from thuiszitters.release.slices import released_intake

WORD = Text(nl="x", en="x")
RULE_OF_10 = DisclosureProfile("rule_of_10", WORD, WORD)


def test_what_was_read_loses_its_counts_and_keeps_its_words():
    intake = {"files": {"pupils": {"rows_kept": 150, "format": "csv", "not_known": {"sex": 3}}}}
    assert released_intake(intake, RULE_OF_10) == {"files": {"pupils": {"format": "csv"}}}
