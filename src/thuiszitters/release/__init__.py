"""The door: which numbers may leave the restricted folder."""

from thuiszitters.release.profile import DisclosureProfile, disclosure_profile
from thuiszitters.release.record import study_record
from thuiszitters.release.stage import Released, release_results

__all__ = ["DisclosureProfile", "Released", "disclosure_profile", "release_results", "study_record"]
