"""Words of a plan that nobody translated: a draft puts those of the files in both languages."""

from collections.abc import Iterator

from thuiszitters.base.text import Text
from thuiszitters.plan.analysis import Plan, PredictorSpec


def about_labels(plan: Plan) -> list[str]:
    """A sentence about predictors whose own label is the same in Dutch and English.

    A word in capitals, such as ADHD, is the same in both.

    Parameters
    ----------
    plan
        The plan of the cohort.

    Returns
    -------
    list of str
        One sentence, or none.
    """
    same = [part.name for part in plan.predictors if any(map(_untranslated, _words(part)))]
    if not same:
        return []
    told = (
        f"Words of {', '.join(same)} are the same in Dutch and English; a report in one language "
        "shows them as they are. Translate them in the plan where they differ"
    )
    return [told]


def _words(part: PredictorSpec) -> Iterator[Text]:
    yield part.label
    yield from (text for _, text in part.level_labels)


def _untranslated(text: Text) -> bool:
    return text.nl == text.en and any(map(str.islower, text.nl))
