"""What predictors are about: the subjects that reports know, and which subject shows which.

A plan says of each predictor what it measures. Reports use it to tell which of the reasons and
expectations that others name a cohort could see, and which suggestions go with a finding.
"""

from collections.abc import Sequence

from thuiszitters.plan.analysis import PROFILE_LEVELS

#: Reasons named in practice and expectations from the literature. A predictor with such a topic
#: measures it wholly.
CAUSES = (
    "health", "social_anxiety", "bullying", "learning", "motivation", "family", "performance",
    "mental_health", "disability", "support", "move", "friends", "behaviour", "culture",
    "school_past", "teaching", "fatigue", "trauma", "connection", "school_climate",
    "overstimulation", "unseen", "pressure", "unsafe", "externalising", "boys", "cognition",
    "school_changes", "advice", "involvement", "poverty", "cohesion", "judicial", "urban",
    "culture_expected", "single_track",
)  # fmt: skip
#: Broader or neighbouring subjects; they show some of the causes wholly or in part. ``age`` and
#: ``other`` say that a predictor measures none of the causes.
SUBJECTS = (
    "internalising", "home", "parents", "agencies", "peers", "sex", "learning_pace", "origin",
    "school_relations", "age", "other",
)  # fmt: skip
TOPICS = (*CAUSES, *SUBJECTS)

#: Cause to the other topics that measure it wholly.
WHOLLY: dict[str, tuple[str, ...]] = {
    "family": ("home",),
    "behaviour": ("externalising",),
    "externalising": ("behaviour",),
    "boys": ("sex",),
}
#: Cause to the topics that measure a part of it.
IN_PART: dict[str, tuple[str, ...]] = {
    "social_anxiety": ("internalising", "mental_health"),
    "bullying": ("peers",),
    "learning": ("cognition", "learning_pace"),
    "family": ("parents",),
    "mental_health": ("internalising", "trauma", "social_anxiety"),
    "support": ("home",),
    "friends": ("peers",),
    "trauma": ("internalising", "mental_health"),
    "unsafe": ("peers", "bullying"),
    "cognition": ("learning_pace",),
    "involvement": ("home",),
    "cohesion": ("peers", "school_relations"),
    "school_climate": ("peers", "bullying", "school_relations", "teaching"),
    "culture_expected": ("origin", "culture"),
}


def level_topics(
    topics: Sequence[str], levels: Sequence[str], *, kind: str
) -> dict[str, list[str]]:
    """What having a level is about; the empty level stands for a number.

    Parameters
    ----------
    levels
        Reference first, which is about nothing; of a two-level predictor only yes is.

    Examples
    --------
    >>> level_topics(["home"], ["no", "yes"], kind="binary")
    {'yes': ['home']}
    """
    if kind == "numeric":
        levels = ("reference", "")
    named = [level for level in levels[1:] if kind != "binary" or level == "yes"]
    return {level: list(topics) for level in named if topics}


def profile_topics(topics: Sequence[str], levels: Sequence[str]) -> dict[str, list[str]]:
    """What the levels of a problem profile are about.

    Parameters
    ----------
    topics
        That of the first construct, then that of the second.
    levels
        In the order of `PROFILE_LEVELS`.

    Examples
    --------
    >>> profile_topics(["internalising", "externalising"], ["none", "int", "ext", "both"])
    {'int': ['internalising'], 'ext': ['externalising'], 'both': ['internalising', 'externalising']}
    """
    about = dict(zip(PROFILE_LEVELS, ([], topics[:1], topics[1:], topics), strict=True))
    named = zip(levels, PROFILE_LEVELS, strict=True)
    return {level: list(about[place]) for level, place in named if about[place]}
