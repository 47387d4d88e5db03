"""What a cohort can and cannot see: reasons and expectations against its predictors."""

from typing import Literal

from thuiszitters.language import say
from thuiszitters.plan.text import Language
from thuiszitters.study import Study
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table

Sight = Literal["yes", "partly", "no"]

#: Named in practice or in the literature, to predictors that measure it wholly or in part. The
#: names are those of the plans that ship; a plan of one's own is seen when it uses the same names.
_HOME_PARTS = ("relationship_parents", "separated_parents", "loyalty", "no_contact_parent")
WHOLLY: dict[str, tuple[str, ...]] = {
    "motivation": ("motivation",),
    "family": ("home_problems",),
    "behaviour": ("problem_profile", "externalising"),
    "externalising": ("problem_profile", "externalising"),
    "boys": ("girl", "male", "sex"),
    "cognition": ("cognition",),
}
IN_PART: dict[str, tuple[str, ...]] = {
    "social_anxiety": ("problem_profile", "internalising"),
    "bullying": ("peers",),
    "learning": ("cognition", "slow_learner"),
    "family": _HOME_PARTS,
    "mental_health": ("problem_profile", "internalising"),
    "support": ("home_problems",),
    "friends": ("peers",),
    "trauma": ("problem_profile", "internalising"),
    "unsafe": ("peers",),
    "cognition": ("slow_learner",),
    "involvement": ("home_problems",),
    "cohesion": ("peers",),
    "school_climate": ("peers",),
}
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


def sight(topic: str, study: Study) -> tuple[Sight, tuple[str, ...]]:
    """How a topic was measured, and by which predictors of the models."""
    used = {name for model in study.models.values() for name in model.predictors}
    wholly = tuple(name for name in WHOLLY.get(topic, ()) if name in used)
    if wholly:
        return "yes", wholly
    partly = tuple(name for name in IN_PART.get(topic, ()) if name in used)
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
