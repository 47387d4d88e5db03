"""What a cohort can and cannot see: reasons and expectations against its predictors."""

from typing import Literal

from thuiszitters.base.text import Language
from thuiszitters.language import say
from thuiszitters.plan.topics import IN_PART, WHOLLY
from thuiszitters.results.study import Predictor, Study
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

Sight = Literal["yes", "partly", "no"]

#: Reasons and expectations, by who names them.
GROUPS: dict[str, tuple[str, ...]] = {
    "psychologist": (
        "health", "social_anxiety", "bullying", "learning", "motivation", "family",
        "performance", "mental_health", "disability", "support", "move", "friends",
        "behaviour", "culture", "school_past", "teaching", "fatigue", "trauma",
        "connection", "school_climate",
    ),
    "expert": ("overstimulation", "unseen", "bullying", "pressure", "unsafe"),
    "literature": (
        "externalising", "boys", "motivation", "cognition", "school_changes", "advice",
        "involvement", "poverty", "cohesion", "judicial", "urban", "culture_expected",
        "single_track",
    ),
}  # fmt: skip


def used_predictors(study: Study) -> tuple[Predictor, ...]:
    """Predictors of any model, each once."""
    names = dict.fromkeys(name for model in study.models.values() for name in model.predictors)
    return tuple(study.predictors[name] for name in names)


def sight(topic: str, study: Study) -> tuple[Sight, tuple[str, ...]]:
    """How a topic was measured, and by which predictors of the models.

    A plan says what its predictors measure; their names say nothing.
    """

    def about(*topics: str) -> tuple[str, ...]:
        used = used_predictors(study)
        return tuple(one.name for one in used if set(topics) & set(one.topics))

    wholly = about(topic, *WHOLLY.get(topic, ()))
    if wholly:
        return "yes", wholly
    partly = about(*IN_PART.get(topic, ()))
    return ("partly", partly) if partly else ("no", ())


def visibility_table(study: Study, language: Language) -> Table:
    """One row per reason or expectation."""
    rows: list[Row] = []
    for group, topics in GROUPS.items():
        head = Cell(say(f"visible.group.{group}", language))
        rows.append(Row((head, EMPTY, EMPTY), "section"))
        for topic in topics:
            seen, names = sight(topic, study)
            labels = (study.predictors[name].label.in_language(language) for name in names)
            measured = Cell(say(f"visible.{seen}", language), state="" if names else "none")
            label = Cell(say(f"visible.cause.{topic}", language))
            rows.append(Row((label, measured, Cell(", ".join(labels)))))
    columns = tuple(
        Column(key, say(f"visible.{key}", language), numeric=False)
        for key in ("topic", "measured", "through")
    )
    title = say("visible.title", language)
    return Table("visibility", language, title, columns, tuple(rows))


def topics_by_sight(study: Study) -> dict[Sight, tuple[str, ...]]:
    """Topics, each once, by whether they were measured wholly, in part or not."""
    topics = tuple(dict.fromkeys(topic for group in GROUPS.values() for topic in group))
    kinds: tuple[Sight, ...] = ("yes", "partly", "no")
    return {
        kind: tuple(topic for topic in topics if sight(topic, study)[0] == kind) for kind in kinds
    }
