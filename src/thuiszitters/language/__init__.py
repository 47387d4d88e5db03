"""Everything a reader of results sees, in Dutch and English."""

from thuiszitters.language.catalogue import known, say, say_count
from thuiszitters.language.reasons import explain

__all__ = ["explain", "known", "say", "say_count"]
