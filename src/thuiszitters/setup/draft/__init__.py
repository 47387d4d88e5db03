"""A first cohort file, drafted from the files themselves, with its evidence as comments."""

from thuiszitters.setup.draft.draft import draft_cohort

__all__ = ["draft_cohort"]
