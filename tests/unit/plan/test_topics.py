"""Subjects that reports know."""

from thuiszitters.plan.topics import CAUSES, IN_PART, TOPICS, WHOLLY, level_topics, profile_topics


def test_every_subject_that_shows_a_cause_is_known_and_none_shows_itself():
    for shows in (WHOLLY, IN_PART):
        for cause, subjects in shows.items():
            assert cause in CAUSES
            assert set(subjects) <= set(TOPICS)
            assert cause not in subjects


def test_the_reference_is_about_nothing_and_a_number_has_one_level():
    assert level_topics(["age"], [], kind="numeric") == {"": ["age"]}
    assert level_topics(["home"], ["low", "high", "top"], kind="factor") == {
        "high": ["home"], "top": ["home"],
    }  # fmt: skip
    assert level_topics([], ["no", "yes"], kind="binary") == {}


def test_both_problems_are_about_both_subjects():
    found = profile_topics(["a", "b"], ["none", "first", "second", "both"])
    assert found == {"first": ["a"], "second": ["b"], "both": ["a", "b"]}
