"""Disclosure control: which numbers may leave the restricted folder."""

from typing import TYPE_CHECKING

from thuiszitters.plan.disclosure import DisclosureProfile, disclosure_profile
from thuiszitters.release.study_record import study_record

if TYPE_CHECKING:
    from thuiszitters.release.stage import Released, release_results

__all__ = ["DisclosureProfile", "Released", "disclosure_profile", "release_results", "study_record"]


def __getattr__(name: str) -> object:
    """The stage when it is asked for: its programmes take 0.2 s to load, and readers need none."""
    if name in {"Released", "release_results"}:
        from thuiszitters.release import stage

        return getattr(stage, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
