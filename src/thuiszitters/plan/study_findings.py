"""What the study behind a plan found, finding by finding, and where this cohort answers it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thuiszitters.base.errors import Problem, nearest_name
from thuiszitters.base.text import Text, text

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StudyFinding:
    """A finding of the study that a plan repeats.

    Attributes
    ----------
    study
        ``higher``, ``lower``, ``no_indication``, ``protective``, ``reframed`` or ``shared``.
    note
        What one word leaves out.
    model, predictor, level
        The comparison that answers it; none where the cohort did not measure it.
    decomposition
        The decomposition of the plan whose shared part answers it, in place of a model.
    """

    name: str
    label: Text
    study: str
    note: Text | None = None
    model: str | None = None
    predictor: str | None = None
    level: str | None = None
    decomposition: str | None = None


def study_findings(section: Content) -> tuple[StudyFinding, ...]:
    """The findings of the ``report.findings`` section of a plan, in its order."""
    return tuple(
        StudyFinding(
            name=name,
            label=text(part["label"]),
            study=part["study"],
            note=text(part["note"]) if part.get("note") else None,
            **{key: part.get(key) for key in ("model", "predictor", "level", "decomposition")},
        )
        for name, part in section.items()
    )


def finding_problems(part: Content, content: Content, where: str) -> Iterator[Problem]:
    """A finding that names half a comparison, or a decomposition that the plan does not have.

    Parameters
    ----------
    part
        One entry of ``report.findings``.
    content
        The plan, defaults filled in.
    """
    if "decomposition" in part:
        yield from _decomposition_problems(part, content, where)
        return
    named = [key for key in ("model", "predictor", "level") if key in part]
    if named and not {"model", "predictor"} <= set(named):
        found = f"found {' and '.join(named)} alone"
        yield Problem(where, found, "model and predictor together, or neither")
    if named and part["study"] == "shared":
        found = "what is shared is answered by a decomposition, not by a model"
        yield Problem(where, found, "decomposition and predictor, or neither")


def _decomposition_problems(part: Content, content: Content, where: str) -> Iterator[Problem]:
    decompositions = content.get("decompositions", {})
    if "model" in part or part["study"] != "shared":
        found = "a decomposition answers what is shared, and stands without a model"
        yield Problem(where, found, "study: shared, with decomposition and predictor")
        return
    if part["decomposition"] not in decompositions:
        found = f'"{part["decomposition"]}" is not a decomposition of this plan'
        advice = nearest_name(part["decomposition"], list(decompositions))
        yield Problem(f"{where}.decomposition", found, ", ".join(decompositions), advice)
        return
    exposures = decompositions[part["decomposition"]]["exposures"]
    if part.get("predictor") not in exposures:
        found = f'"{part.get("predictor", "")}" is not an exposure of that decomposition'
        yield Problem(f"{where}.predictor", found, ", ".join(exposures))
