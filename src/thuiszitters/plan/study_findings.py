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
    overlap
        The overlap of the plan whose shared part answers it, in place of a model.
    """

    name: str
    label: Text
    study: str
    note: Text | None = None
    model: str | None = None
    predictor: str | None = None
    level: str | None = None
    overlap: str | None = None


def study_findings(section: Content) -> tuple[StudyFinding, ...]:
    """The findings of the ``report.findings`` section of a plan, in its order."""
    return tuple(
        StudyFinding(
            name=name,
            label=text(part["label"]),
            study=part["study"],
            note=text(part["note"]) if part.get("note") else None,
            **{key: part.get(key) for key in ("model", "predictor", "level", "overlap")},
        )
        for name, part in section.items()
    )


def finding_problems(part: Content, content: Content, where: str) -> Iterator[Problem]:
    """A finding that names half a comparison, or an overlap that the plan does not have.

    Parameters
    ----------
    part
        One entry of ``report.findings``.
    content
        The plan, defaults filled in.
    """
    if "overlap" in part:
        yield from _overlap_problems(part, content, where)
        return
    named = [key for key in ("model", "predictor", "level") if key in part]
    if named and not {"model", "predictor"} <= set(named):
        found = f"found {' and '.join(named)} alone"
        yield Problem(where, found, "model and predictor together, or neither")
    if named and part["study"] == "shared":
        found = "what is shared is answered by an overlap, not by a model"
        yield Problem(where, found, "overlap and predictor, or neither")


def _overlap_problems(part: Content, content: Content, where: str) -> Iterator[Problem]:
    overlaps = content.get("overlaps", {})
    if "model" in part or part["study"] != "shared":
        found = "an overlap answers what is shared, and stands without a model"
        yield Problem(where, found, "study: shared, with overlap and predictor")
        return
    if part["overlap"] not in overlaps:
        found = f'"{part["overlap"]}" is not an overlap of this plan'
        advice = nearest_name(part["overlap"], list(overlaps))
        yield Problem(f"{where}.overlap", found, ", ".join(overlaps), advice)
        return
    exposures = overlaps[part["overlap"]]["exposures"]
    if part.get("predictor") not in exposures:
        found = f'"{part.get("predictor", "")}" is not an exposure of that overlap'
        yield Problem(f"{where}.predictor", found, ", ".join(exposures))
