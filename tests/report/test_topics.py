"""Topics that a plan may name."""

from thuiszitters.language.catalogue import catalogue
from thuiszitters.plan.topics import TOPICS


def test_every_topic_has_a_heading():
    assert all(f"topic.{topic}" in catalogue() for topic in TOPICS if topic != "boys")
    assert len(TOPICS) == len(set(TOPICS))
